import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../../api/query";
import { formatPhone } from "../../../i18n/format";
import { Button, Dialog, Link, notify, TextField } from "../../../ui";
import { mobileNumber } from "../model/number";
import { newKey } from "../model/key";
import { rendered } from "../model/template";
import { Failure } from "../parts/Failure";
import { useSend } from "../useSendModel";

/** One message to the operator's own handset, with the first person's values: what the others will get. */
export function TestSend() {
  const { t } = useTranslation("wizard");
  const { draft, settings, values, isPractice, lacks } = useSend();
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  const send = useCommand("send_one");
  const save = useCommand("save_settings");
  // One per opened dialog: pressed twice, or again after a lost answer, it is one message.
  const key = useRef("");
  const isReady = lacks.content.length === 0;
  const number = typed ?? settings?.test_number ?? "";
  const words = t(isPractice ? "test.wordsPractice" : "test.words");

  const open = () => {
    key.current = newKey();
    setTyped(null);
    setWrong(false);
    setOpen(true);
  };
  const go = async (event: FormEvent) => {
    event.preventDefault();
    const to = mobileNumber(number);
    setWrong(to === null);
    if (to === null || !settings) return;
    try {
      if (to !== settings.test_number) await save.mutateAsync({ ...settings, test_number: to });
      const started = await send.mutateAsync({
        to,
        text: rendered(draft.text, values),
        signature: draft.signature.trim(),
        business: draft.business,
        channel: draft.channel,
        sandbox: isPractice,
        client_key: key.current,
      });
      setOpen(false);
      notify({ tone: "good", title: t(isPractice ? "test.donePractice" : "test.done", { number: formatPhone(masked(to)) }), detail: t("test.task", { task: started.task }) });
    } catch {
      // The error is shown in the dialog, which stays open.
    }
  };
  const error = save.error ?? send.error;
  return (
    <>
      <Button icon="phone" onPress={open} isDisabled={!isReady || settings === undefined}>
        {t("test.button")}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t("test.title")} size="small" isBusy={send.isPending || save.isPending}>
        <form onSubmit={(event) => void go(event)} className="send-form">
          <p>{words}</p>
          <TextField
            label={t("test.number")}
            value={number}
            onChange={(value) => {
              setTyped(value);
              setWrong(false);
            }}
            inputMode="numeric"
            autoFocus
            help={t("test.numberHelp")}
            error={isWrong ? t("test.numberBad") : undefined}
          />
          {error && <Failure error={error} />}
          <div className="send-buttons">
            <Link href="/messages">{t("test.see")}</Link>
            <Button type="submit" tone={isPractice ? "sandbox" : "primary"} isPending={send.isPending || save.isPending}>
              {t("test.send")}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}

function masked(number: string): string {
  return `${number.slice(0, 3)}****${number.slice(7)}`;
}
