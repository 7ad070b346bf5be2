import { useTranslation } from "react-i18next";
import { Icon } from "../../ui";
import { PASSWORD_LONG, PASSWORD_MIN, type Rule } from "./rules";

/** What a new password still needs, rule by rule while it is typed. */
export function PasswordRules({ rules }: { rules: readonly Rule[] }) {
  const { t } = useTranslation("shell");
  return (
    <div className="rules">
      <p className="rules-title">{t("session.rules.title")}</p>
      <ul>
        {rules.map(({ id, met }) => (
          <li key={id} className={met ? "is-met" : ""}>
            <Icon name={met ? "done" : "waiting"} label={t(met ? "session.rules.met" : "session.rules.open")} />
            {t(`session.rules.${id}`, { min: PASSWORD_MIN, long: PASSWORD_LONG })}
          </li>
        ))}
      </ul>
      <p className="rules-title">{t("session.rules.common")}</p>
    </div>
  );
}
