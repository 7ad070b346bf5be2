import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAsk, useCommand } from "../../api/query";
import { language } from "../../i18n";
import { errorWords } from "../../i18n/errorWords";
import { CheckboxGroup, ConfirmDialog, ErrorPanel, Skeleton } from "../../ui";
import { isClass, resendable } from "./failure";

export interface ResendDialogProps {
  task: string;
  /** Classes to begin with; all that may unless given. */
  chosen: readonly string[] | undefined;
  onClose: () => void;
  onResent: (task: string, people: number) => void;
}

/** 补发: which failures are tried again. Only those that may be; the button says how many people. */
export function ResendDialog({ task, chosen, onClose, onResent }: ResendDialogProps) {
  const { t } = useTranslation(["tasks", "states"]);
  const failures = useAsk("task_failures", { task, language: language() });
  const resend = useCommand("resend_failed");
  const [picked, setPicked] = useState<readonly string[] | undefined>(chosen);
  const may = failures.data ? resendable(failures.data) : [];
  const classes = may.map((group) => group.class).filter((name) => picked?.includes(name) ?? true);
  const people = may.filter((group) => classes.includes(group.class)).reduce((sum, group) => sum + group.people, 0);
  const label = (name: string) => (isClass(name) ? t(`states:class.${name}`) : name);
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t("resend.title")}
      confirm={t("resend.confirm", { count: people })}
      isPending={resend.isPending || failures.isPending}
      onConfirm={() => {
        if (people === 0) return;
        resend.mutate(
          { task, classes: classes.length === may.length ? [] : classes },
          {
            onSuccess: (made) => {
              onResent(made.task, people);
              onClose();
            },
          },
        );
      }}
      error={resend.error && <ErrorPanel {...errorWords(resend.error)} />}
    >
      <p>{t("resend.body")}</p>
      {failures.isPending && <Skeleton lines={3} />}
      {failures.error && <ErrorPanel {...errorWords(failures.error)} onRetry={() => void failures.refetch()} />}
      {failures.data && may.length === 0 && <p>{t("resend.nobody")}</p>}
      {may.length > 0 && (
        <CheckboxGroup
          label={t("resend.classes")}
          options={may.map((group) => ({ value: group.class, label: label(group.class), detail: t("failures.people", { count: group.people }) }))}
          value={classes}
          onChange={setPicked}
          error={classes.length === 0 ? t("resend.choose") : undefined}
        />
      )}
      {failures.data && failures.data.may_not_resend > 0 && <p className="quiet">{t("resend.mayNot", { count: failures.data.may_not_resend })}</p>}
    </ConfirmDialog>
  );
}
