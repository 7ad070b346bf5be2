import { useTranslation } from "react-i18next";
import type { SystemView } from "../../api/generated";
import { useAsk } from "../../api/query";
import { i18n } from "../../i18n";
import { useErrorWords } from "../../i18n/errorWords";
import { formatDuration, formatSize } from "../../i18n/format";
import { Card, CopyButton, ErrorPanel, Facts, Skeleton, StatusTag } from "../../ui";
import { BackupCard } from "./BackupCard";

type Weight = SystemView["findings"][number]["weight"];
const TONES = { fine: "good", warning: "warn", broken: "bad" } as const satisfies Record<Weight, string>;
const ICONS = { fine: "check", warning: "warn", broken: "x" } as const satisfies Record<Weight, string>;

/** Where the data is and how it is, with backup and restore. */
export function Data() {
  const { t } = useTranslation("system");
  const answer = useAsk("system", {});
  const failed = useErrorWords(answer.error);
  const data = answer.data;
  if (!data) return failed ? <ErrorPanel {...failed} onRetry={() => void answer.refetch()} /> : <Skeleton lines={8} />;
  const facts = [
    { name: t("data.size"), value: formatSize(data.store_octets) },
    { name: t("data.free"), value: formatSize(data.free_octets) },
    { name: t("data.key"), value: keyWords(data.key) },
    { name: t("data.schema"), value: String(data.schema) },
    { name: t("data.engine"), value: t(data.engine ? "data.engineOn" : "data.engineOff") },
    { name: t("data.uptime"), value: formatDuration(data.uptime_seconds) },
  ];
  return (
    <div className="hy-system is-wide">
      <Card title={t("data.folder")} actions={<CopyButton text={data.data_folder} />}>
        <p><code>{data.data_folder}</code></p>
        <Facts facts={facts} />
      </Card>
      <Card title={t("data.health")}>
        {data.findings.every((finding) => finding.weight === "fine") && <p>{t("data.fine")}</p>}
        <ul className="hy-system-findings">
          {data.findings.map((finding) => (
            <li key={`${finding.code} ${JSON.stringify(finding.params)}`}>
              <StatusTag tone={TONES[finding.weight]} icon={ICONS[finding.weight]}>{t(`weight.${finding.weight}`)}</StatusTag>
              <span>{findingWords(finding, "cause")} {finding.weight !== "fine" && findingWords(finding, "next")}</span>
            </li>
          ))}
        </ul>
      </Card>
      <BackupCard />
    </div>
  );
}

function keyWords(key: string): string {
  const known = `system:data.keys.${key}`;
  return i18n.exists(known) ? String(i18n.t(known as never)) : key;
}

function findingWords({ code, params }: SystemView["findings"][number], part: "cause" | "next"): string {
  const known = i18n.exists(`system:finding.${code}`) ? `finding.${code}` : "findingOther";
  return String(i18n.t(`system:${known}.${part}` as never, { ...params, code }));
}
