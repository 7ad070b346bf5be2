import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { UserView } from "../../api/generated";
import { useCommand } from "../../api/query";
import { useErrorWords } from "../../i18n/errorWords";
import { Button, Dialog, ErrorPanel, notify } from "../../ui";
import { mistakeAt } from "./mistakes";
import { PasswordField } from "./PasswordField";
import { PasswordRules } from "./PasswordRules";
import { rulesOf } from "./rules";

export function ChangePassword({ user, isOpen, onClose }: { user: UserView; isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation("shell");
  const id = useId();
  const [form, setForm] = useState({ old: "", new: "", again: "" });
  const change = useCommand("change_password");
  const words = useErrorWords(change.error);
  const rules = rulesOf(form.new, user.login, user.name);
  const isReady = form.old !== "" && form.new === form.again && rules.every((rule) => rule.met);
  const close = () => {
    setForm({ old: "", new: "", again: "" });
    change.reset();
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    change.mutate(
      { old: form.old, new: form.new },
      {
        onSuccess: () => {
          notify({ tone: "good", title: t("session.changed"), detail: t("session.changedDetail") });
          close();
        },
      },
    );
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={t("session.change")}
      size="small"
      isBusy={change.isPending}
      footer={
        <Button type="submit" form={id} tone="primary" isDisabled={!isReady} isPending={change.isPending}>
          {t("session.change")}
        </Button>
      }
    >
      <form id={id} className="stack" onSubmit={submit}>
        <PasswordField label={t("session.oldPassword")} value={form.old} onChange={(old) => setForm({ ...form, old })} error={mistakeAt(change.error, "old")} />
        <PasswordField label={t("session.newPassword")} isNew value={form.new} onChange={(next) => setForm({ ...form, new: next })} error={mistakeAt(change.error, "new")} />
        <PasswordRules rules={rules} />
        <PasswordField
          label={t("session.passwordAgain")}
          isNew
          value={form.again}
          onChange={(again) => setForm({ ...form, again })}
          error={form.again !== "" && form.again !== form.new ? t("session.passwordDiffers") : undefined}
        />
        {words && <ErrorPanel {...words} />}
      </form>
    </Dialog>
  );
}
