import { useTranslation } from "react-i18next";
import type { TaskFigures } from "../../api/generated";
import { formatCount, formatPercent } from "../../i18n/format";
import { FigureCard, type Tone } from "../../ui";
import { BRANCHES, peopleOf, shareOf, type Stage, STAGES } from "./funnel";

const TONES: Record<Stage, Tone> = {
  submit: "idle",
  sent: "info",
  delivered: "good",
  replied: "good",
  queued: "info",
  waiting: "info",
  failed: "bad",
  no_receipt: "warn",
  in_doubt: "warn",
  recalled: "idle",
  stopped: "idle",
  excluded: "idle",
};

export interface FunnelProps {
  figures: TaskFigures;
  /** The stage whose people are listed. */
  chosen: Stage | undefined;
  onChoose: (stage: Stage | undefined) => void;
}

/** 提交→发出→送达→回复, each with its people; pressing one lists them. Below, where the others went. */
export function Funnel({ figures, chosen, onChoose }: FunnelProps) {
  const { t } = useTranslation("tasks");
  const people = peopleOf(figures);
  const card = (stage: Stage, detail: string | undefined) => (
    <FigureCard key={stage} label={t(`funnel.${stage}`)} value={formatCount(people[stage])} tone={TONES[stage]} detail={detail} isSelected={chosen === stage} onToggle={(on) => onChoose(on ? stage : undefined)} />
  );
  return (
    <section className="funnel" aria-label={t("funnel.title")}>
      <div className="funnel-way">
        {STAGES.map((stage) => {
          const share = shareOf(stage, people);
          return card(stage, share === undefined ? t(`funnel.about.${stage}`) : `${formatPercent(share)} · ${t(`funnel.about.${stage}`)}`);
        })}
      </div>
      <div className="funnel-branches" role="group" aria-label={t("funnel.others")}>
        {BRANCHES.filter((stage) => people[stage] > 0 || stage === chosen).map((stage) => card(stage, undefined))}
      </div>
    </section>
  );
}
