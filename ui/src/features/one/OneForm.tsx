import { type FormEvent, type KeyboardEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Business, PersonRow } from "../../api/generated";
import { useAsk, useCommand } from "../../api/query";
import { mistakeWords, useErrorWords } from "../../i18n/errorWords";
import { formatCount, formatPhone } from "../../i18n/format";
import { Banner, Button, ErrorPanel, isComposing, notify, Select, TextArea } from "../../ui";
import "./one.css";
import { To } from "./To";
import { filled, numberIn, type OneDraft, unfilled, useMessage } from "./useOne";

const BUSINESSES: readonly Business[] = ["notice", "verification", "emergency", "marketing"];
const NONE = "";

interface OneFormProps {
  number: string;
  isPractice: boolean;
  onBusy: (isBusy: boolean) => void;
  onDone: () => void;
}

export function OneForm({ number, isPractice, onBusy, onDone }: OneFormProps) {
  const { t } = useTranslation(["wizard", "states"]);
  const [draft, setDraft] = useState<OneDraft>({ to: number, template: null, business: "notice", signature: "", text: "" });
  const [person, setPerson] = useState<PersonRow | null>(null);
  const [isTried, setTried] = useState(false);
  const [key] = useState(newKey);
  const templates = useAsk("templates", { search: "", business: null }).data?.templates ?? [];
  const signatures = useAsk("signatures", {}).data?.signatures ?? [];
  const preferred = (signatures.find((each) => each.preferred) ?? signatures[0])?.name ?? "";
  const signature = draft.signature || preferred;
  const composed = useMessage({ ...draft, signature });
  const send = useCommand("send_one");
  const words = useErrorWords(send.error);
  const change = (part: Partial<OneDraft>) => setDraft((old) => ({ ...old, ...part }));
  useEffect(() => onBusy(send.isPending), [onBusy, send.isPending]);

  const to = numberIn(draft.to) ?? (person === null ? null : numberIn(person.number));
  const left = unfilled(draft.text);
  const mistakes = composed?.mistakes ?? [];
  const isReady = to !== null && draft.text.trim() !== "" && left.length === 0 && mistakes.length === 0;

  const choose = (id: string) => {
    const template = templates.find((each) => each.template === id);
    if (!template) return change({ template: null });
    const values: Record<string, string> = person === null ? {} : { ...person.fields };
    change({ template: id, business: template.business, text: filled(template.text, values), ...(template.signature && { signature: template.signature }) });
  };
  const go = async () => {
    setTried(true);
    if (!isReady || to === null) return;
    const request = { to, text: draft.text, signature, business: draft.business, channel: null, sandbox: isPractice, client_key: key };
    const started = await send.mutateAsync(request).catch(() => null); // the error shows below
    if (!started) return;
    notify({ tone: "good", title: t("wizard:one.done", { number: formatPhone(`${to.slice(0, 3)}****${to.slice(7)}`) }), detail: t("wizard:one.task", { task: started.task }) });
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat || isComposing(event.nativeEvent)) return;
    event.preventDefault();
    void go();
  };
  const textError = left.length > 0 && isTried ? t("wizard:one.unfilled", { names: left.join(t("wizard:and")) }) : isTried && draft.text.trim() === "" ? t("wizard:one.blank") : mistakes[0] && mistakeWords(mistakes[0]);

  return (
    <form
      className="one-form"
      onKeyDown={onKeyDown}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void go();
      }}
    >
      {isPractice && <Banner kind="sandbox">{t("wizard:mode.practice")}</Banner>}
      <To value={draft.to} person={person} error={isTried && to === null ? t("wizard:one.toBad") : undefined} onType={(typed) => change({ to: typed })} onPerson={setPerson} />
      <div className="one-fields">
        <Select
          label={t("wizard:one.template")}
          value={draft.template ?? NONE}
          onChange={choose}
          options={[{ value: NONE, label: t("wizard:one.noTemplate") }, ...templates.map((each) => ({ value: each.template, label: each.name }))]}
        />
        <Select
          label={t("wizard:one.signature")}
          value={signature === "" ? null : signature}
          onChange={(chosen) => change({ signature: chosen })}
          options={signatures.map((each) => ({ value: each.name, label: `【${each.name}】` }))}
        />
        <Select
          label={t("wizard:one.business")}
          value={draft.business}
          onChange={(business) => change({ business })}
          options={BUSINESSES.map((value) => ({ value, label: t(`states:business.${value}`) }))}
        />
      </div>
      <TextArea
        label={t("wizard:one.text")}
        rows={4}
        value={draft.text}
        onChange={(text) => change({ text })}
        error={textError}
        counter={composed && <span aria-live="polite">{t("wizard:one.length", { units: formatCount(composed.units), segments: formatCount(composed.segments) })}</span>}
      />
      {composed && <p className="one-preview">{composed.text}</p>}
      {words && <ErrorPanel {...words} onRetry={() => void go()} isRetrying={send.isPending} />}
      <div className="one-foot">
        <Button type="submit" tone={isPractice ? "sandbox" : "primary"} icon={isPractice ? "practice" : "send"} isPending={send.isPending} aria-keyshortcuts="Control+Enter">
          {t(isPractice ? "wizard:one.sendPractice" : "wizard:one.send")}
        </Button>
      </div>
    </form>
  );
}

/** One per opened form: pressed twice, or again after a lost answer, it is one message. */
function newKey(): string {
  const octets = crypto.getRandomValues(new Uint8Array(16));
  return [...octets].map((octet) => octet.toString(16).padStart(2, "0")).join("");
}
