import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CallError } from "../../api/call";
import type { ChannelForm as Form, ChannelRow } from "../../api/generated";
import { useAsk, useCommand } from "../../api/query";
import { useErrorWords } from "../../i18n/errorWords";
import { Button, Dialog, ErrorPanel, notify, Skeleton, type Step, Stepper } from "../../ui";
import { AccountStep } from "./AccountStep";
import { AdvancedStep } from "./AdvancedStep";
import { STEPS, type StepId, stepOf } from "./fields";
import { TestStep } from "./TestStep";
import { UseStep } from "./UseStep";
import { useTrial } from "./useTrial";

/** The wizard that connects a channel, or changes one: account, use and price, protocol, trial. */
export function ChannelForm({ row, onClose }: { row?: ChannelRow; onClose: () => void }) {
  const { t } = useTranslation("channels");
  const defaults = useAsk("channel_defaults", {}, { enabled: row === undefined, everyMs: false });
  const start = row?.form ?? defaults.data;
  const failed = useErrorWords(defaults.error);
  if (start) return <Editor row={row} start={start} onClose={onClose} />;
  return (
    <Dialog isOpen onClose={onClose} title={t("form.titleAdd")} size="large">
      {failed ? <ErrorPanel {...failed} onRetry={() => void defaults.refetch()} /> : <Skeleton lines={8} />}
    </Dialog>
  );
}

function Editor({ row, start, onClose }: { row: ChannelRow | undefined; start: Form; onClose: () => void }) {
  const { t } = useTranslation("channels");
  const [form, setForm] = useState(start);
  const [secret, setSecret] = useState("");
  const [step, setStep] = useState<StepId>("account");
  // What the engine found wrong belongs to what was sent; a field that was changed since is judged anew.
  const [judged, setJudged] = useState<CallError | null>(null);
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  const save = useCommand("save_channel");
  const trial = useTrial();
  const refused = useErrorWords(save.error);
  const isStale = save.error?.code === "stale";
  const set = (field: string, part: Partial<Form>) => {
    setForm({ ...form, ...part });
    setChanged(new Set(changed).add(field));
    trial.forget();
  };
  const mistakes = (judged?.view.mistakes ?? []).filter((mistake) => !changed.has(mistake.field));
  const of = { channel: row?.channel ?? null, form, secret: secret === "" && row ? null : secret };
  const send = () => {
    setChanged(new Set());
    save.mutateAsync({ ...of, version: row?.version ?? null }).then(
      (saved) => {
        notify({ title: t("saved", { name: saved.form.name }), tone: "good" });
        onClose();
      },
      (error: CallError) => {
        setJudged(error);
        const first = error.view.mistakes[0];
        if (first) setStep(stepOf(first.field));
      },
    );
  };
  const at = STEPS.indexOf(step);
  const steps: Step<StepId>[] = STEPS.map((id, index) => ({
    id,
    title: t(`form.step${capital(id)}`),
    state: mistakes.some((mistake) => stepOf(mistake.field) === id) ? "error" : index === at ? "current" : index < at ? "done" : "todo",
  }));
  const parts = { form, set, mistakes };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={row ? t("form.titleEdit", { name: row.form.name }) : t("form.titleAdd")}
      size="large"
      isBusy={save.isPending}
      footer={
        <>
          <Button onPress={onClose} isDisabled={save.isPending}>{t("form.cancel")}</Button>
          {at > 0 && <Button onPress={() => setStep(STEPS[at - 1] ?? "account")}>{t("form.previous")}</Button>}
          {step === "test" || row ? (
            <Button tone="primary" onPress={send} isPending={save.isPending}>{row ? t("form.saveEdit") : t("form.save")}</Button>
          ) : (
            <Button tone="primary" onPress={() => setStep(STEPS[at + 1] ?? "test")}>{t("form.next")}</Button>
          )}
        </>
      }
    >
      <div className="hy-channel-form">
        <Stepper label={row ? t("form.titleEdit", { name: row.form.name }) : t("form.titleAdd")} steps={steps} onGo={setStep} />
        <div className="hy-channel-step">
          {refused && mistakes.length === 0 && <ErrorPanel {...refused} {...(isStale && { cause: t("stale.title"), next: t("stale.words") })} />}
          {step === "account" && <AccountStep {...parts} secret={secret} onSecret={(next) => { setSecret(next); setChanged(new Set(changed).add("secret")); trial.forget(); }} isKept={row !== undefined} />}
          {step === "use" && <UseStep {...parts} />}
          {step === "advanced" && <AdvancedStep {...parts} />}
          {step === "test" && <TestStep form={form} trial={trial} onTry={() => trial.run(of)} />}
        </div>
      </div>
    </Dialog>
  );
}

function capital<Id extends StepId>(id: Id): Capitalize<Id> {
  return (id.charAt(0).toUpperCase() + id.slice(1)) as Capitalize<Id>;
}
