import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Route } from "../../../api/generated";
import { formatPhone } from "../../../i18n/format";
import { Button, IconButton, StatusTag, TextField } from "../../../ui";
import { mobileNumber } from "../model/number";
import { useSend } from "../useSendModel";
import { carrierWords, reasonWords } from "../words";

/** More would crowd the step; the oldest goes. */
const ROUTES_MAX = 5;

/** The way of numbers that a person asks about, with every reason. */
export function Routes() {
  const { t } = useTranslation(["wizard", "states", "errors"]);
  const { draft, dispatch, check } = useSend();
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const add = (event: FormEvent) => {
    event.preventDefault();
    const number = mobileNumber(typed);
    setWrong(number === null);
    if (number === null) return;
    setTyped("");
    dispatch({ do: "routesOf", numbers: [...draft.routesOf.filter((each) => each !== number), number].slice(-ROUTES_MAX) });
  };
  const remove = (number: string) => dispatch({ do: "routesOf", numbers: draft.routesOf.filter((each) => each !== number) });
  return (
    <section className="send-routes" aria-label={t("wizard:preview.routes")}>
      <h3>{t("wizard:preview.routes")}</h3>
      <form onSubmit={add} className="send-inline">
        <TextField
          label={t("wizard:preview.routeNumber")}
          value={typed}
          onChange={(value) => {
            setTyped(value);
            setWrong(false);
          }}
          inputMode="numeric"
          help={t("wizard:preview.routesHelp")}
          error={isWrong ? t("wizard:preview.routeBad") : undefined}
        />
        <Button type="submit">{t("wizard:preview.routeAdd")}</Button>
      </form>
      {draft.routesOf.length > 0 && (
        <ul className="send-route-list">
          {draft.routesOf.map((number, at) => {
            const route = check.isStale ? undefined : check.data?.routes[at];
            return (
              <li key={number}>
                {route ? <OneRoute route={route} /> : <p>{formatPhone(number)}</p>}
                <IconButton icon="x" size="small" label={t("wizard:preview.routeRemove", { number })} onPress={() => remove(number)} />
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

function OneRoute({ route }: { route: Route }) {
  const { t } = useTranslation(["wizard", "states", "errors"]);
  return (
    <div>
      <p>
        <strong>{formatPhone(route.number)}</strong> {route.carrier !== null && carrierWords(t, route.carrier)}{" "}
        {route.excluded !== null ? (
          <StatusTag tone="idle">{t("wizard:preview.routeExcluded", { why: t(`states:exclusion.${route.excluded}`) })}</StatusTag>
        ) : (
          <StatusTag tone={route.channel === null ? "bad" : "good"}>{route.channel_name ?? t("wizard:preview.routeNone")}</StatusTag>
        )}
      </p>
      <ul className="send-reasons">
        {route.why.map((reason, at) => (
          <li key={at}>{reasonWords(t, reason)}</li>
        ))}
      </ul>
    </div>
  );
}
