import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAsk } from "../../api/query";
import { useUrlState } from "../../api/url";
import { useErrorWords } from "../../i18n/errorWords";
import { formatTime } from "../../i18n/format";
import { Button, Card, ErrorPanel, Facts, Skeleton, TextField } from "../../ui";
import { knownKind } from "./kinds";

/** One number: what its first digits say, and what is known beyond them. */
export function LookUp() {
  const { t } = useTranslation(["channels", "states"]);
  const [url, setUrl] = useUrlState({ number: "" });
  const [typed, setTyped] = useState(url.number);
  const answer = useAsk("number", { number: url.number }, { enabled: url.number !== "" });
  const failed = useErrorWords(answer.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setUrl({ number: typed.trim() });
  };
  const found = answer.data;
  const carrier = (code: typeof found extends undefined ? never : NonNullable<typeof found>["carrier"]) => (code === null ? t("channels:numbers.notKnown") : t(`states:carrier.${code}`));
  return (
    <div className="hy-numbers">
      <form className="hy-numbers-look" onSubmit={submit}>
        <TextField label={t("channels:numbers.number")} value={typed} onChange={setTyped} inputMode="tel" autoComplete="off" />
        <Button tone="primary" type="submit" icon="search" isDisabled={typed.trim() === ""} isPending={answer.isFetching && !found}>{t("channels:numbers.look")}</Button>
      </form>
      {failed && <ErrorPanel {...failed} />}
      {url.number !== "" && answer.isPending && <Skeleton lines={4} />}
      {found && !failed && (
        <Card title={found.shown}>
          <Facts
            facts={[
            { name: t("channels:numbers.carrier"), value: carrier(found.ported_to ?? found.carrier) },
            { name: t("channels:numbers.prefix"), value: found.prefix === "" ? t("channels:numbers.none") : `${found.prefix} · ${carrier(found.carrier)}` },
            { name: t("channels:numbers.kind"), value: t(`channels:numbers.kinds.${knownKind(found.kind)}`) },
            { name: t("channels:numbers.ported"), value: found.ported_to === null ? t("channels:numbers.none") : carrier(found.ported_to) },
            { name: t("channels:numbers.dead"), value: found.dead_since === null ? t("channels:numbers.none") : t("channels:numbers.since", { time: formatTime(found.dead_since) }) },
            found.source !== "" && { name: t("channels:numbers.source"), value: found.source },
          ]}
          />
        </Card>
      )}
    </div>
  );
}
