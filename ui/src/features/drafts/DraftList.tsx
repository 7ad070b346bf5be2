import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DraftRow } from "../../api/generated";
import { useAsk } from "../../api/query";
import { useGo } from "../../api/url";
import { useErrorWords } from "../../i18n/errorWords";
import { formatTime } from "../../i18n/format";
import { Button, type Column, DataTable, Empty, ErrorPanel, IconButton, Link, notify } from "../../ui";
import { useDraftRemoval } from "./useDraftRemoval";

/** What was begun and not sent, the last one first. */
export function DraftList() {
  const { t } = useTranslation("wizard");
  const go = useGo();
  const answer = useAsk("drafts", {});
  const [failed, setFailed] = useState<unknown>(null);
  const { hidden, remove } = useDraftRemoval((_, error) => setFailed(error));
  const rows = (answer.data?.drafts ?? []).filter((draft) => !hidden.has(draft.draft));
  const words = useErrorWords(answer.error);
  const removeWords = useErrorWords(failed);
  const titleOf = (draft: DraftRow) => draft.title.trim() || t("drafts.untitled");
  const address = (draft: DraftRow) => `/send?draft=${encodeURIComponent(draft.draft)}`;

  const take = (draft: DraftRow) => {
    setFailed(null);
    const undo = remove(draft);
    notify({ title: t("drafts.removed", { title: titleOf(draft) }), action: { label: t("drafts.undo"), onPress: undo } });
  };
  const columns: Column<DraftRow>[] = [
    { id: "title", title: t("drafts.name"), grow: 1, width: 260, cell: (draft) => <Link href={address(draft)} isQuiet>{titleOf(draft)}</Link> },
    { id: "changed", title: t("drafts.changed"), width: 160, cell: (draft) => formatTime(draft.updated_at, "short") },
    {
      id: "actions",
      title: t("drafts.actions"),
      width: 90,
      cell: (draft) => <IconButton icon="trash" size="small" label={t("drafts.removeOf", { title: titleOf(draft) })} onPress={() => take(draft)} />,
    },
  ];
  return (
    <>
      {removeWords && <ErrorPanel {...removeWords} />}
      <DataTable
        label={t("drafts.list")}
        columns={columns}
        rowKey={(draft) => draft.draft}
        source={{ kind: "cursor", rows }}
        onOpen={(draft) => go(address(draft))}
        isLoading={answer.isPending}
        error={words ? <ErrorPanel {...words} isLarge onRetry={() => void answer.refetch()} isRetrying={answer.isFetching} /> : undefined}
        empty={
          <Empty title={t("drafts.empty")} action={<Button tone="primary" icon="send" onPress={() => go("/send")}>{t("drafts.start")}</Button>}>
            {t("drafts.emptyWords")}
          </Empty>
        }
      />
    </>
  );
}
