import { useTranslation } from "react-i18next";
import type { Samples } from "../../../api/generated";
import { useAsk } from "../../../api/query";
import { formatCount } from "../../../i18n/format";
import { Empty, Skeleton } from "../../../ui";
import { Failure } from "../parts/Failure";
import type { PhoneText } from "../parts/PhonePane";
import { useSend } from "../useSendModel";
import { CarrierTable } from "./CarrierTable";
import { Routes } from "./Routes";

/** What really arrives: the first, the longest and the shortest text, who carries it, and why. */
export function PreviewStep({ shown, onShow }: { shown: PhoneText | null; onShow: (text: PhoneText) => void }) {
  const { t } = useTranslation("wizard");
  const { draft, check, lacks } = useSend();
  const group = draft.recipients?.kind === "group" ? draft.recipients.group : null;
  const isReady = lacks.content.length === 0 && lacks.list.length === 0;
  const answer = useAsk("samples", { group: group ?? "", text: draft.text, signature: draft.signature.trim(), business: draft.business }, { enabled: isReady && group !== null, keep: true });
  if (!isReady) return <Empty isSmall title={t("preview.none")} />;
  const sample = check.data?.sample ?? null;
  return (
    <>
      {group !== null && answer.isPending && <Skeleton lines={4} />}
      {answer.error && <Failure error={answer.error} onRetry={() => void answer.refetch()} isRetrying={answer.isFetching} />}
      {answer.data && <SampleTable samples={answer.data.samples} shown={shown} onShow={onShow} />}
      {group === null && sample !== null && <p className="send-sample">{sample}</p>}
      {check.error && <Failure error={check.error} onRetry={check.again} />}
      {check.data && <CarrierTable check={check.data} />}
      <Routes />
    </>
  );
}

function SampleTable({ samples, shown, onShow }: { samples: Samples["samples"]; shown: PhoneText | null; onShow: (text: PhoneText) => void }) {
  const { t } = useTranslation("wizard");
  return (
    <table className="send-table">
      <caption>{t("preview.samples")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("preview.kind")}</th>
          <th scope="col">{t("preview.number")}</th>
          <th scope="col">{t("preview.text")}</th>
          <th scope="col">{t("preview.length")}</th>
        </tr>
      </thead>
      <tbody>
        {samples.map((sample) => (
          <tr key={sample.kind}>
            <th scope="row">
              <button type="button" className="send-sample-show" aria-pressed={shown?.text === sample.text} onClick={() => onShow({ text: sample.text, seams: sample.seams })}>
                {t(`preview.sample.${sample.kind}`)}
              </button>
            </th>
            <td>
              {sample.number} {sample.name}
            </td>
            <td className="send-sample">{sample.text}</td>
            <td className="is-numeric">{t("preview.segments", { figure: formatCount(sample.segments) })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
