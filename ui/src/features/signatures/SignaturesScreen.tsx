import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SignatureRow } from "../../api/generated";
import { useAsk, useCommand } from "../../api/query";
import { useUrlState } from "../../api/url";
import { errorWords } from "../../i18n/errorWords";
import { Button, type Column, DataTable, Empty, ErrorPanel, IconButton, Page, StatusTag } from "../../ui";
import { RemoveSignatureDialog } from "./RemoveSignatureDialog";
import { NEW_SIGNATURE, SignatureDialog } from "./SignatureDialog";
import "./signatures.css";

/** 签名: the names that messages begin with. */
export function SignaturesScreen() {
  const { t } = useTranslation("content");
  const [state, setState] = useUrlState({ signature: "" });
  const [removed, setRemoved] = useState<SignatureRow>();
  const query = useAsk("signatures", {});
  const prefer = useCommand("save_signature");
  const rows = query.data?.signatures ?? [];
  const edited = rows.find((row) => row.signature === state.signature);
  const add = () => setState({ signature: NEW_SIGNATURE });
  const columns: Column<SignatureRow>[] = [
    { id: "name", title: t("signatures.columns.name"), width: 200, grow: 1, cell: (row) => <span title={row.name}>【{row.name}】</span> },
    {
      id: "preferred",
      title: t("signatures.columns.preferred"),
      width: 150,
      cell: (row) =>
        row.preferred ? (
          <StatusTag tone="good" look="plain">
            {t("signatures.preferred")}
          </StatusTag>
        ) : (
          <Button
            size="small"
            tone="quiet"
            isDisabled={prefer.isPending}
            aria-label={`${t("signatures.prefer")} ${row.name}`}
            onPress={() => prefer.mutate({ signature: row.signature, version: row.version, name: row.name, note: row.note, preferred: true })}
          >
            {t("signatures.prefer")}
          </Button>
        ),
    },
    { id: "note", title: t("signatures.columns.note"), width: 240, grow: 2, cell: (row) => <span title={row.note}>{row.note || "–"}</span> },
    {
      id: "actions",
      title: t("signatures.columns.actions"),
      width: 100,
      cell: (row) => (
        <>
          <IconButton icon="edit" size="small" label={t("signatures.editOf", { name: row.name })} onPress={() => setState({ signature: row.signature })} />
          <IconButton icon="trash" size="small" label={t("signatures.removeOf", { name: row.name })} onPress={() => setRemoved(row)} />
        </>
      ),
    },
  ];
  return (
    <Page
      title={t("signatures.title")}
      lead={t("signatures.lead")}
      actions={
        <Button tone="primary" icon="plus" onPress={add}>
          {t("signatures.add")}
        </Button>
      }
      notices={prefer.error && <ErrorPanel {...errorWords(prefer.error)} />}
      isFilling
    >
      <DataTable
        label={t("signatures.table")}
        columns={columns}
        rowKey={(row) => row.signature}
        source={{ kind: "cursor", rows }}
        onOpen={(row) => setState({ signature: row.signature })}
        isLoading={query.isPending}
        error={query.error ? <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} isLarge={rows.length === 0} /> : undefined}
        empty={
          <Empty title={t("signatures.empty")} action={<Button onPress={add}>{t("signatures.add")}</Button>}>
            {t("signatures.emptyNext")}
          </Empty>
        }
      />
      {state.signature === NEW_SIGNATURE && <SignatureDialog signature={null} isFirst={rows.length === 0} onClose={() => setState({ signature: "" })} />}
      {edited && <SignatureDialog key={edited.signature} signature={edited} isFirst={false} onClose={() => setState({ signature: "" })} />}
      {removed && <RemoveSignatureDialog signature={removed} onClose={() => setRemoved(undefined)} />}
    </Page>
  );
}
