import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportDone } from "../../../api/generated";
import { formatCount } from "../../../i18n/format";
import { Banner, Button, FigureCard, Link, Select, type Tone } from "../../../ui";
import { CARDS, type Card, cardCounts, malformedBy } from "../model/columns";
import { useSend } from "../useSendModel";
import { carrierWords, faultWords, repairWords } from "../words";
import { CorrectedList } from "./CorrectedList";
import { Findings } from "./Findings";

const TONES: Record<Card, Tone> = { valid: "good", repaired: "info", duplicates: "idle", malformed: "warn", blacklisted: "idle", opted_out: "idle", dead_number: "idle", missing: "warn" };

/** What reading the list came to, as figures that filter the rows below them. */
export function CheckUp() {
  const { draft, check } = useSend();
  const imported = draft.recipients?.kind === "group" ? draft.recipients.imported : null;
  if (imported === null) return null;
  const missing = check.data === null ? null : (check.data.excluded.missing_variable ?? 0);
  return <Report key={imported.import} done={imported} missing={missing} />;
}

function Report({ done, missing }: { done: ImportDone; missing: number | null }) {
  const { t } = useTranslation(["wizard", "states"]);
  const [card, setCard] = useState<Card | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const counts = cardCounts(done, missing);
  const faults = malformedBy(done);
  const chosenFault = fault ?? faults[0]?.[0] ?? null;
  const hasRows = card === null || card === "duplicates" || card === "malformed";
  const elsewhere = card === null || card === "duplicates" || card === "malformed" || card === "repaired" ? null : card;
  const reason = card === "duplicates" ? "duplicate" : card === "malformed" ? chosenFault : null;

  return (
    <section className="send-checkup" aria-label={t("wizard:checkup.title")}>
      <h3>
        {t("wizard:checkup.title")}
        <CorrectedList done={done} />
      </h3>
      {done.merged && <Banner>{t("wizard:checkup.merged")}</Banner>}
      <div className="send-cards">
        {CARDS.map((each) => {
          const count = counts[each];
          return (
            <FigureCard
              key={each}
              label={t(`wizard:checkup.cards.${each}`)}
              value={count === null ? t("wizard:totals.none") : formatCount(count)}
              detail={t(`wizard:checkup.detail.${each}`)}
              tone={count === 0 || count === null ? undefined : TONES[each]}
              isSelected={card === each}
              onToggle={(isOn) => setCard(isOn ? each : null)}
            />
          );
        })}
      </div>
      <p className="send-quiet">
        {t("wizard:checkup.byCarrier")}{" "}
        {Object.entries(done.carriers).map(([carrier, count]) => (
          <span key={carrier} className="send-share">
            {carrierWords(t, carrier)} {formatCount(count)}
          </span>
        ))}
      </p>
      {card === "repaired" && (
        <ul className="send-repairs" aria-label={t("wizard:checkup.repairs")}>
          {Object.entries(done.repairs).map(([code, count]) => (
            <li key={code}>
              {repairWords(t, code)} <strong>{formatCount(count)}</strong>
            </li>
          ))}
        </ul>
      )}
      {elsewhere && <Elsewhere card={elsewhere} />}
      {card === "malformed" && faults.length > 1 && chosenFault !== null && (
        <Select
          label={t("wizard:checkup.reason")}
          isSmall
          value={chosenFault}
          onChange={setFault}
          options={faults.map(([code, count]) => ({ value: code, label: `${faultWords(t, code)} ${formatCount(count)}` }))}
        />
      )}
      {hasRows && <Findings key={reason ?? ""} done={done} reason={reason} />}
    </section>
  );
}

/** People whom other lists take out: where those lists are. */
function Elsewhere({ card }: { card: Exclude<Card, "repaired" | "duplicates" | "malformed"> }) {
  const { t } = useTranslation("wizard");
  const { dispatch } = useSend();
  return (
    <p className="send-elsewhere">
      {t(`checkup.notInTable.${card}`)}{" "}
      {(card === "blacklisted" || card === "opted_out") && <Link href="/blocks">{t("checkup.toBlocks")}</Link>}
      {card === "dead_number" && <Link href="/numbers">{t("checkup.toNumbers")}</Link>}
      {card === "missing" && (
        <Button size="small" onPress={() => dispatch({ do: "go", step: "content" })}>
          {t("checkup.toText")}
        </Button>
      )}
    </p>
  );
}
