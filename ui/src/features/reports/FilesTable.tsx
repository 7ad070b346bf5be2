import { useState } from "react";
import { useTranslation } from "react-i18next";
import { openFile } from "../../api/files";
import type { KeptFile } from "../../api/generated";
import { useAskPages, useCommand } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { formatSize, formatTime } from "../../i18n/format";
import { type Column, ConfirmDialog, DataTable, Empty, ErrorPanel, IconButton, Link, notify } from "../../ui";
import { kindOf } from "./kinds";

const PAGE = 100;

/** Files that were made, the newest first, with the ways to get and to delete them. */
export function FilesTable({ kind }: { kind: string }) {
  const { t } = useTranslation("insights");
  const [removing, setRemoving] = useState<KeptFile>();
  const request = { kind: kind || null, before: null, limit: PAGE };
  const query = useAskPages("files", request, (last) => (last.more ? { ...request, before: last.files.at(-1)?.file ?? null } : null), { keep: true });
  const files = query.data?.pages.flatMap((page) => page.files) ?? [];
  const open = (file: KeptFile) => {
    openFile(file).catch((error: unknown) => notify({ tone: "bad", title: errorWords(error).cause, detail: errorWords(error).next }));
  };
  const columns: Column<KeptFile>[] = [
    {
      id: "name",
      title: t("reports.columns.name"),
      width: 280,
      grow: 1,
      cell: (file) => (
        <Link isQuiet icon={file.path === null ? "download" : "open"} onPress={() => open(file)}>
          {file.name}
        </Link>
      ),
    },
    { id: "kind", title: t("reports.columns.kind"), width: 120, cell: (file) => t(`reports.kinds.${kindOf(file.kind)}`) },
    { id: "size", title: t("reports.columns.size"), width: 100, isNumeric: true, cell: (file) => formatSize(file.octets) },
    { id: "at", title: t("reports.columns.at"), width: 150, cell: (file) => formatTime(file.at) },
    { id: "by", title: t("reports.columns.by"), width: 110, cell: (file) => file.by },
    {
      id: "actions",
      title: t("reports.columns.actions"),
      width: 96,
      cell: (file) => (
        <>
          <IconButton size="small" icon={file.path === null ? "download" : "open"} label={t(file.path === null ? "reports.download" : "reports.reveal")} onPress={() => open(file)} />
          <IconButton size="small" icon="trash" label={t("reports.remove")} onPress={() => setRemoving(file)} />
        </>
      ),
    },
  ];
  return (
    <>
      <DataTable
        label={t("reports.title")}
        columns={columns}
        source={{ kind: "cursor", rows: files, hasMore: query.hasNextPage, onEndReached: () => void query.fetchNextPage() }}
        rowKey={(file) => file.file}
        onOpen={open}
        isLoading={query.isPending || query.isFetchingNextPage}
        error={query.error ? <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} isLarge={files.length === 0} /> : undefined}
        empty={<Empty title={t("reports.empty")}>{t("reports.emptyNext")}</Empty>}
      />
      {removing && <RemoveFile file={removing} onClose={() => setRemoving(undefined)} />}
    </>
  );
}

function RemoveFile({ file, onClose }: { file: KeptFile; onClose: () => void }) {
  const { t } = useTranslation("insights");
  const remove = useCommand("remove_file");
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      tone="danger"
      title={t("reports.removeAsk.title")}
      confirm={t("reports.removeAsk.confirm")}
      isPending={remove.isPending}
      onConfirm={() =>
        remove.mutate(
          { file: file.file },
          {
            onSuccess: () => {
              notify({ tone: "good", title: t("reports.removeAsk.done", { name: file.name }) });
              onClose();
            },
          },
        )
      }
      error={remove.error && <ErrorPanel {...errorWords(remove.error)} />}
    >
      <p>{t("reports.removeAsk.body", { name: file.name })}</p>
    </ConfirmDialog>
  );
}
