import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../api/query";
import { useErrorWords } from "../../i18n/errorWords";
import { Banner, Button, ErrorPanel, TextField } from "../../ui";
import { Doorway } from "./Doorway";
import { mistakeAt } from "./mistakes";
import { PasswordField } from "./PasswordField";
import { PasswordRules } from "./PasswordRules";
import { LOGIN_MAX, NAME_MAX, rulesOf } from "./rules";

/** First start: the one account that everything belongs to. */
export function SetupPage({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("shell");
  const [form, setForm] = useState({ login: "", name: "", password: "", again: "" });
  const create = useCommand("create_administrator");
  const words = useErrorWords(create.error);
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const rules = rulesOf(form.password, form.login, form.name);
  const differs = form.again !== "" && form.again !== form.password;
  const isReady = form.login.trim() !== "" && form.name.trim() !== "" && form.again === form.password && rules.every((rule) => rule.met);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    // By promise: the page is gone as soon as the session says so, and its callbacks with it.
    create.mutateAsync({ login: form.login.trim(), name: form.name.trim(), password: form.password }).then(onDone, () => undefined);
  };
  return (
    <Doorway title={t("session.setup")} lead={t("session.setupWords")}>
      <form className="doorway-card" onSubmit={submit}>
        <TextField
          label={t("session.name")}
          help={t("session.nameHelp")}
          autoComplete="name"
          autoFocus
          isRequired
          validationBehavior="aria"
          maxLength={NAME_MAX}
          value={form.name}
          onChange={(name) => set({ name })}
          error={mistakeAt(create.error, "name")}
        />
        <TextField
          label={t("session.login")}
          help={t("session.loginHelp")}
          autoComplete="username"
          spellCheck="false"
          isRequired
          validationBehavior="aria"
          maxLength={LOGIN_MAX}
          value={form.login}
          onChange={(login) => set({ login })}
          error={mistakeAt(create.error, "login")}
        />
        <PasswordField label={t("session.password")} isNew value={form.password} onChange={(password) => set({ password })} error={mistakeAt(create.error, "password")} />
        <PasswordRules rules={rules} />
        <PasswordField
          label={t("session.passwordAgain")}
          isNew
          value={form.again}
          onChange={(again) => set({ again })}
          error={differs ? t("session.passwordDiffers") : undefined}
        />
        <Banner kind="warn">{t("session.keepSafe")}</Banner>
        {words && <ErrorPanel {...words} />}
        <Button type="submit" tone="primary" isDisabled={!isReady} isPending={create.isPending}>
          {t("session.create")}
        </Button>
      </form>
    </Doorway>
  );
}
