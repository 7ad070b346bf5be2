import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Duplicates, PersonRow } from "../../api/generated";
import { useAsk, useCommand } from "../../api/query";
import { errorWords, formErrorWords } from "../../i18n/errorWords";
import { formatPhone } from "../../i18n/format";
import { Button, Dialog, Empty, ErrorPanel, notify, RadioGroup, Skeleton } from "../../ui";
import { Choices } from "./Choices";
import { differences, merged, type Pick } from "./merge";

type Pair = Duplicates["pairs"][number];
const WHYS = ["one_digit", "spelling"] as const;

/** Pairs that may be one person, one after the other; a person decides each. */
export function DuplicatesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("people");
  const answer = useAsk("duplicates", {}, { everyMs: false });
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const pairs = (answer.data?.pairs ?? []).filter((pair) => pair.people.length === 2 && !skipped.has(keyOf(pair)));
  const [pair] = pairs;
  return (
    <Dialog isOpen onClose={onClose} size="large" title={t("dup.title")} footer={<Button onPress={onClose}>{t("close")}</Button>}>
      <div className="people-form">
        <p className="people-quiet">{t("dup.lead")}</p>
        {answer.isPending && <Skeleton lines={5} />}
        {answer.error && <ErrorPanel {...errorWords(answer.error)} onRetry={() => void answer.refetch()} isRetrying={answer.isFetching} />}
        {answer.data && pair === undefined && (
          <Empty isSmall title={t("dup.none")}>
            {skipped.size > 0 ? t("dup.skipped", { count: skipped.size }) : t("dup.noneNext")}
          </Empty>
        )}
        {pair && (
          <>
            <p aria-live="polite">{t("dup.left", { count: pairs.length })}</p>
            <PairForm key={keyOf(pair)} pair={pair} onSkip={() => setSkipped(new Set(skipped).add(keyOf(pair)))} />
          </>
        )}
      </div>
    </Dialog>
  );
}

function keyOf(pair: Pair): string {
  return pair.people.map(({ person }) => person).join(" ");
}

function PairForm({ pair, onSkip }: { pair: Pair; onSkip: () => void }) {
  const [first, second] = pair.people;
  return first && second ? <Merging first={first} second={second} why={pair.why} onSkip={onSkip} /> : null;
}

function Merging({ first, second, why, onSkip }: { first: PersonRow; second: PersonRow; why: string; onSkip: () => void }) {
  const { t } = useTranslation("people");
  const [kept, setKept] = useState(first.person);
  const [picks, setPicks] = useState<ReadonlyMap<string | null, Pick>>(new Map());
  const merge = useCommand("merge_people");
  const drop = kept === first.person ? second : first;
  const go = () => {
    const result = merged(first, second, picks);
    merge.mutate({ keep: kept, drop: drop.person, ...result }, { onSuccess: (person) => notify({ tone: "good", title: t("conflict.merged", { name: person.name || formatPhone(person.number) }) }) });
  };
  return (
    <div className="people-pair">
      <p>{t(`dup.why.${WHYS.find((known) => known === why) ?? "other"}`)}</p>
      <RadioGroup
        look="cards"
        label={t("dup.keep")}
        value={kept}
        onChange={setKept}
        options={[first, second].map((person) => ({ value: person.person, label: formatPhone(person.number), detail: person.name || t("noName") }))}
      />
      <Choices differences={differences(first, second)} picks={picks} onPick={(field, pick) => setPicks(new Map(picks).set(field, pick))} left={formatPhone(first.number)} right={formatPhone(second.number)} />
      <p className="people-quiet">{t("conflict.dropped", { number: formatPhone(drop.number) })}</p>
      {merge.error && <ErrorPanel {...formErrorWords(merge.error, [])} />}
      <div className="people-buttons">
        <Button onPress={onSkip} isDisabled={merge.isPending}>
          {t("dup.skip")}
        </Button>
        <Button tone="primary" onPress={go} isPending={merge.isPending}>
          {t("dup.merge")}
        </Button>
      </div>
    </div>
  );
}
