import { useTranslation } from "react-i18next";
import type { ChannelRow } from "../../api/generated";
import { useAsk } from "../../api/query";
import { useGo, useUrlState } from "../../api/url";
import { useErrorWords } from "../../i18n/errorWords";
import { formatCount, formatPrice } from "../../i18n/format";
import { Button, type Column, DataTable, Empty, ErrorPanel, Link, Page } from "../../ui";
import { ChannelForm } from "./ChannelForm";
import { LineTag, SandboxTag } from "./LineTag";
import "./channels.css";

/** `/channels`: every account, what its line is doing and what went through it today. `?add=cmpp` opens the wizard. */
export function ChannelsScreen() {
  const { t } = useTranslation(["channels", "states"]);
  const go = useGo();
  const [url, setUrl] = useUrlState({ add: "" });
  const answer = useAsk("channels", {});
  const words = useErrorWords(answer.error);
  const address = (row: ChannelRow) => `/channels/${encodeURIComponent(row.channel)}`;
  const add = <Button tone="primary" icon="plus" onPress={() => setUrl({ add: "cmpp" })}>{t("channels:add")}</Button>;
  const columns: Column<ChannelRow>[] = [
    {
      id: "name",
      title: t("channels:columns.name"),
      grow: 1,
      width: 220,
      cell: (row) => (
        <span className="hy-channel-name">
          <Link href={address(row)} isQuiet>{row.form.name}</Link>
          <SandboxTag channel={row} />
        </span>
      ),
    },
    { id: "line", title: t("channels:columns.line"), width: 130, cell: (row) => <LineTag line={row.line} /> },
    {
      id: "carriers",
      title: t("channels:columns.carriers"),
      width: 160,
      cell: (row) => row.form.carriers.map((carrier) => t(`states:carrierShort.${carrier}`)).join(" · ") || t("channels:all"),
    },
    { id: "price", title: t("channels:columns.price"), width: 100, isNumeric: true, cell: (row) => formatPrice(row.form.price) },
    { id: "submitted", title: t("channels:columns.submitted"), width: 120, isNumeric: true, cell: (row) => formatCount(row.today.submitted) },
    { id: "delivered", title: t("channels:columns.delivered"), width: 120, isNumeric: true, cell: (row) => formatCount(row.today.delivered) },
    { id: "queued", title: t("channels:columns.queued"), width: 100, isNumeric: true, cell: (row) => formatCount(row.queued) },
  ];
  return (
    <Page title={t("channels:title")} lead={t("channels:lead")} actions={add} isFilling>
      <DataTable
        label={t("channels:list")}
        columns={columns}
        rowKey={(row) => row.channel}
        source={{ kind: "cursor", rows: answer.data?.channels ?? [] }}
        onOpen={(row) => go(address(row))}
        isLoading={answer.isPending}
        error={words && !answer.data ? <ErrorPanel {...words} isLarge onRetry={() => void answer.refetch()} isRetrying={answer.isFetching} /> : undefined}
        empty={
          <Empty title={t("channels:empty")} action={<Button icon="practice" onPress={() => go("/practice")}>{t("channels:practice")}</Button>}>
            {t("channels:emptyWords")}
          </Empty>
        }
      />
      {url.add !== "" && <ChannelForm onClose={() => setUrl({ add: "" })} />}
    </Page>
  );
}
