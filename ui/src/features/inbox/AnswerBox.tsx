import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "../../api/generated";
import { formErrorWords, mistakeWords } from "../../i18n/errorWords";
import { Banner, Button, ConfirmDialog, ErrorPanel, isComposing, Link, notify, Select, TextArea } from "../../ui";
import { QuickReplies } from "./QuickReplies";
import { startOf, unfilled, useAnswer } from "./useAnswer";

/** Writes back, by the way the last message came; who opted out or is on the blacklist gets nothing. */
export function AnswerBox({ talk }: { talk: Conversation }) {
  const { t } = useTranslation("inbox");
  const block = talk.opted_out ? "optedOut" : talk.blacklisted ? "blacklisted" : null;
  const answer = useAnswer(talk.person, block !== null);
  const [replacing, setReplacing] = useState<string>();
  if (block !== null) {
    return (
      <Banner kind="warn" action={<Link href={`/blocks?tab=${talk.opted_out ? "opt_out" : "blacklist"}`}>{t("answer.toBlocks")}</Link>}>
        <strong>{t(`answer.${block}`)}</strong> {t(`answer.${block}Next`)}
      </Banner>
    );
  }
  const left = unfilled(answer.text);
  const mistakes = answer.composed?.mistakes ?? [];
  const mayNot = answer.text.trim() === "" || answer.signature === "" || left.length > 0 || mistakes.length > 0;
  const submit = () => !mayNot && answer.submit(() => notify({ tone: "info", title: t("answer.sent") }));
  const take = (template: string) => {
    const text = startOf(template, talk.name, t("answer.nameVariable"));
    if (answer.text.trim() === "") answer.setText(text);
    else setReplacing(text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || isComposing(event.nativeEvent)) return;
    event.preventDefault();
    submit();
  };
  return (
    <form
      className="inbox-answer"
      aria-label={t("answer.label")}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextArea
        label={t("answer.text")}
        isLabelHidden
        placeholder={t("answer.placeholder")}
        rows={3}
        value={answer.text}
        onChange={answer.setText}
        error={left.length > 0 ? t("answer.unfilled", { names: left.join(" · ") }) : mistakes[0] && mistakeWords(mistakes[0])}
        counter={
          answer.text.trim() !== "" && (
            <span aria-live="polite">{answer.composed === null || answer.isCounting ? t("answer.counting") : t("answer.count", { units: answer.composed.units, segments: answer.composed.segments })}</span>
          )
        }
      />
      {answer.error && <ErrorPanel {...formErrorWords(answer.error, [])} />}
      <div className="inbox-buttons">
        {answer.signatures?.length === 0 ? (
          <span className="inbox-quiet">
            {t("answer.noSignature")} <Link href="/signatures">{t("answer.newSignature")}</Link>
          </span>
        ) : (
          <Select
            isLabelHidden
            isSmall
            label={t("answer.signature")}
            value={answer.signature === "" ? null : answer.signature}
            onChange={answer.setSignature}
            options={(answer.signatures ?? []).map((each) => ({ value: each.name, label: `【${each.name}】` }))}
          />
        )}
        <QuickReplies onPick={take} />
        <Button type="submit" tone={talk.sandbox ? "sandbox" : "primary"} icon={talk.sandbox ? "practice" : "send"} isDisabled={mayNot} isPending={answer.isPending} aria-keyshortcuts="Control+Enter">
          {talk.sandbox ? t("answer.sendPractice") : t("answer.send", { segments: answer.composed?.segments ?? 1 })}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={replacing !== undefined}
        onClose={() => setReplacing(undefined)}
        title={t("answer.replaceAsk")}
        confirm={t("answer.replaceGo")}
        onConfirm={() => {
          if (replacing !== undefined) answer.setText(replacing);
          setReplacing(undefined);
        }}
      >
        <p>{t("answer.replaceBody")}</p>
      </ConfirmDialog>
    </form>
  );
}
