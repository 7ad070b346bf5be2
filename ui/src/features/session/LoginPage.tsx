import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../api/query";
import { useErrorWords } from "../../i18n/errorWords";
import { formatDuration } from "../../i18n/format";
import { Banner, Button, ErrorPanel, TextField } from "../../ui";
import { useSecondsUntil } from "./countdown";
import { Doorway } from "./Doorway";
import { PasswordField } from "./PasswordField";

/** The login, also over the program when it expired meanwhile: then everything behind it is kept. */
export function LoginPage({ isAgain = false }: { isAgain?: boolean }) {
  const { t } = useTranslation("shell");
  const [form, setForm] = useState({ login: "", password: "" });
  const enter = useCommand("log_in");
  const words = useErrorWords(enter.error);
  const [lockedUntil, setLockedUntil] = useState<number | null>(null);
  const left = useSecondsUntil(lockedUntil);
  const isReady = form.login.trim() !== "" && form.password !== "" && left === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    enter.mutate(
      { login: form.login.trim(), password: form.password },
      {
        onError: (error) => {
          // What was wrong is typed anew, and no password waits on the screen.
          setForm((old) => ({ ...old, password: "" }));
          if (error.code === "login_locked") setLockedUntil(Date.now() + Number(error.view.params.seconds ?? 0) * 1_000);
        },
      },
    );
  };
  return (
    <Doorway title={t(isAgain ? "session.loginAgain" : "session.loginTitle")} {...(isAgain && { lead: t("session.loginAgainWords") })}>
      <form className="doorway-card" onSubmit={submit}>
        <TextField
          label={t("session.login")}
          autoComplete="username"
          spellCheck="false"
          autoFocus
          isRequired
          validationBehavior="aria"
          value={form.login}
          onChange={(login) => setForm({ ...form, login })}
        />
        <PasswordField label={t("session.password")} value={form.password} onChange={(password) => setForm({ ...form, password })} isDisabled={left > 0} />
        {left > 0 ? (
          <Banner kind="warn">
            <strong>{t("session.locked")}</strong>
            <p>{t("session.lockedFor", { time: formatDuration(left) })}</p>
            <p>{t("session.lockedHint")}</p>
          </Banner>
        ) : (
          words && enter.error?.code !== "login_locked" && <ErrorPanel {...words} />
        )}
        <Button type="submit" tone="primary" isDisabled={!isReady} isPending={enter.isPending}>
          {t("session.enter")}
        </Button>
      </form>
    </Doorway>
  );
}
