import { useTranslation } from "react-i18next";
import type { TemplateVersions } from "../../api/generated";
import { useAsk } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { formatTime } from "../../i18n/format";
import { Button, Dialog, ErrorPanel, Skeleton, Tag } from "../../ui";

export type Version = TemplateVersions["versions"][number];

/** Every version, newest first; an earlier one goes back into the editor. */
export function VersionsDialog({ template, onRestore, onClose }: { template: string; onRestore: (version: Version) => void; onClose: () => void }) {
  const { t } = useTranslation(["content", "states"]);
  const answer = useAsk("template_versions", { template });
  const versions = answer.data?.versions ?? [];
  return (
    <Dialog isOpen onClose={onClose} title={t("content:versions.title")} footer={<Button onPress={onClose}>{t("content:close")}</Button>}>
      {answer.isPending && <Skeleton lines={5} />}
      {answer.error && <ErrorPanel {...errorWords(answer.error)} onRetry={() => void answer.refetch()} isRetrying={answer.isFetching} />}
      <ol className="template-versions">
        {versions.map((version, at) => (
          <li key={version.version}>
            <header>
              <strong>{t("content:versions.version", { version: version.version })}</strong>
              <span className="template-quiet">{t("content:versions.by", { time: formatTime(version.at), name: version.by })}</span>
              {at === 0 ? (
                <Tag>{t("content:versions.now")}</Tag>
              ) : (
                <Button size="small" icon="undo" onPress={() => onRestore(version)} aria-label={`${t("content:versions.restore")} ${t("content:versions.version", { version: version.version })}`}>
                  {t("content:versions.restore")}
                </Button>
              )}
            </header>
            <p className="template-quiet">
              {version.name} · {t(`states:business.${version.business}`)} · {version.signature === "" ? t("content:editor.later") : `【${version.signature}】`}
            </p>
            <p className="template-text">{version.text}</p>
          </li>
        ))}
      </ol>
      {versions.length === 1 && <p className="template-quiet">{t("content:versions.empty")}</p>}
    </Dialog>
  );
}
