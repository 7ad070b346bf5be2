import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HandsetView as View } from "../../api/generated";
import { useAsk, useCommand } from "../../api/query";
import { useErrorWords } from "../../i18n/errorWords";
import { formatPhone, formatTime } from "../../i18n/format";
import { Button, ErrorPanel, notify, Phone, type PhoneMessage, Skeleton, Switch, TextField } from "../../ui";

/** Longest reply that a person may write here, in characters: ten segments. */
const REPLY_MAX = 670;

/** One virtual handset: what it shows, and what its owner can do. */
export function HandsetView({ number }: { number: string }) {
  const { t } = useTranslation("practice");
  const answer = useAsk("handset", { number }, { everyMs: 1_000 });
  const power = useCommand("handset_power");
  const failed = useErrorWords(answer.error);
  const refused = useErrorWords(power.error);
  if (!answer.data) {
    return failed ? <ErrorPanel {...failed} onRetry={() => void answer.refetch()} /> : <Skeleton lines={8} />;
  }
  const handset = answer.data;
  return (
    <div className="hy-practice-handset">
      <Phone
        label={t("handset.title", { number: formatPhone(number) })}
        skin="huawei"
        sender={handset.items.find((item) => item.from === "platform")?.sent_by ?? ""}
        messages={handset.items.map(bubble)}
        isOff={handset.off}
      />
      {handset.items.length === 0 && <p role="status">{handset.off ? t("handset.isOff") : t("handset.none")}</p>}
      <Switch isSelected={handset.off} onChange={(off) => power.mutate({ number, off })} isDisabled={power.isPending} detail={t("handset.powerHelp")}>
        {t("handset.power")}
      </Switch>
      {refused && <ErrorPanel {...refused} />}
      <Reply number={number} isDisabled={handset.off} />
    </div>
  );
}

function bubble(item: View["items"][number], at: number): PhoneMessage {
  return { id: `${at} ${item.at}`, from: item.from === "person" ? "me" : "them", text: item.text, time: formatTime(item.at, "clock"), isFlash: item.flash };
}

function Reply({ number, isDisabled }: { number: string; isDisabled: boolean }) {
  const { t } = useTranslation("practice");
  const [text, setText] = useState("");
  const reply = useCommand("handset_reply");
  const refused = useErrorWords(reply.error);
  const write = (words: string) => {
    if (words.trim() === "") return;
    reply.mutate({ number, text: words }, {
      onSuccess: () => {
        setText("");
        notify({ title: t("handset.replied"), tone: "good" });
      },
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write(text);
  };
  return (
    <form className="hy-practice-reply" onSubmit={submit}>
      <TextField label={t("handset.reply")} value={text} onChange={setText} maxLength={REPLY_MAX} isDisabled={isDisabled} />
      <div className="hy-practice-quick" role="group" aria-label={t("handset.quick")}>
        {(["optOut", "thanks", "question"] as const).map((quick) => (
          <Button key={quick} size="small" isDisabled={isDisabled || reply.isPending} onPress={() => write(t(`handset.quickTexts.${quick}`))}>
            {t(`handset.quickTexts.${quick}`)}
          </Button>
        ))}
        <Button tone="primary" size="small" type="submit" isDisabled={isDisabled || text.trim() === ""} isPending={reply.isPending}>{t("handset.send")}</Button>
      </div>
      {refused && <ErrorPanel {...refused} />}
    </form>
  );
}
