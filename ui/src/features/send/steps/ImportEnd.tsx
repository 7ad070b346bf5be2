import { useTranslation } from "react-i18next";
import { CallError } from "../../../api/call";
import type { Job } from "../../../api/generated";
import { Banner } from "../../../ui";
import { Failure } from "../parts/Failure";

/** An import that came to no list: the file and what was said about it are still there. */
export function ImportEnd({ end: job }: { end: Job | "gone" }) {
  const { t } = useTranslation("wizard");
  if (job === "gone") return <Banner kind="warn">{t("mapping.gone")}</Banner>;
  if (job.error) return <Failure error={new CallError(job.error, "import_list")} />;
  return <Banner kind={job.state === "cancelled" ? "info" : "warn"}>{job.state === "cancelled" ? t("mapping.stopped") : t("mapping.brokenOff")}</Banner>;
}
