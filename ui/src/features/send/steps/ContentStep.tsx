import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Business } from "../../../api/generated";
import { useAsk } from "../../../api/query";
import { mistakeWords } from "../../../i18n/errorWords";
import { Link, RadioGroup, Select, TextField } from "../../../ui";
import { Failure } from "../parts/Failure";
import { useSend } from "../useSendModel";
import { TemplatePicker } from "./TemplatePicker";
import { TextEditor } from "./TextEditor";

const BUSINESSES: readonly Business[] = ["notice", "marketing", "verification", "emergency"];

/** What is said, in whose name and for what. */
export function ContentStep() {
  const { t } = useTranslation(["wizard", "states"]);
  const { draft, dispatch, lacks } = useSend();
  return (
    <>
      <TemplatePicker />
      <RadioGroup
        label={t("wizard:content.business")}
        look="inline"
        value={draft.business}
        onChange={(business) => dispatch({ do: "business", business })}
        options={BUSINESSES.map((value) => ({ value, label: t(`states:business.${value}`) }))}
        help={t(`wizard:content.businessHelp.${draft.business}`)}
      />
      <SignatureSelect />
      <TextEditor />
      <TextField
        label={t("wizard:content.name")}
        value={draft.name}
        onChange={(name) => dispatch({ do: "name", name })}
        help={t("wizard:content.nameHelp")}
        error={lacks.content.includes("nameTooLong") ? t("wizard:lack.nameTooLong") : undefined}
      />
    </>
  );
}

function SignatureSelect() {
  const { t } = useTranslation("wizard");
  const { draft, dispatch, composed } = useSend();
  const answer = useAsk("signatures", {});
  const signatures = answer.data?.signatures;
  const preferred = signatures?.find((signature) => signature.preferred) ?? signatures?.[0];
  useEffect(() => {
    if (draft.signature === "" && preferred) dispatch({ do: "signature", signature: preferred.name });
  }, [draft.signature, preferred, dispatch]);

  const sorted = [...(signatures ?? [])].sort((a, b) => Number(b.preferred) - Number(a.preferred));
  const known = sorted.map((signature) => ({ value: signature.name, label: `【${signature.name}】`, detail: signature.note || undefined }));
  // A template may name a signature that was removed since; it stays to be seen rather than to vanish.
  const isUnknown = draft.signature !== "" && signatures !== undefined && !signatures.some((signature) => signature.name === draft.signature);
  const options = isUnknown ? [...known, { value: draft.signature, label: `【${draft.signature}】` }] : known;
  const mistake = draft.signature === "" ? undefined : composed?.mistakes.find((each) => each.field === "signature");

  if (answer.error) return <Failure error={answer.error} onRetry={() => void answer.refetch()} isRetrying={answer.isFetching} />;
  if (signatures?.length === 0 && draft.signature === "") {
    return (
      <p className="send-quiet">
        {t("content.noSignatures")} <Link href="/signatures">{t("content.newSignature")}</Link>
      </p>
    );
  }
  return (
    <Select
      label={t("content.signature")}
      options={options}
      value={draft.signature === "" ? null : draft.signature}
      onChange={(signature) => dispatch({ do: "signature", signature })}
      help={t("content.signatureHelp")}
      error={mistake && mistakeWords(mistake)}
    />
  );
}
