import { useTranslation } from "react-i18next";
import { useState } from "react";
import type { Composed } from "../../api/generated";
import { Checkbox, Phone, PHONE_SKINS, Select, useRemembered } from "../../ui";

/** What a phone will show, with its seams on demand. */
export function TemplatePreview({ composed }: { composed: Composed | null }) {
  const { t } = useTranslation("content");
  const [skin, setSkin] = useRemembered("hongyan.skin", PHONE_SKINS);
  const [isElder, setElder] = useState(false);
  const [showsSeams, setSeams] = useState(true);
  return (
    <aside className="template-preview" aria-label={t("editor.preview")}>
      <Phone
        label={t("editor.preview")}
        skin={skin}
        isElder={isElder}
        sender={t("editor.sender")}
        showsSeams={showsSeams}
        messages={composed === null ? [] : [{ id: "1", from: "them", text: composed.text, seams: composed.seams }]}
      />
      <Select isLabelHidden isSmall label={t("editor.skin")} value={skin} onChange={setSkin} options={PHONE_SKINS.map((value) => ({ value, label: t(`editor.skins.${value}`) }))} />
      <Checkbox isSelected={showsSeams} onChange={setSeams}>
        {t("editor.seams")}
      </Checkbox>
      <Checkbox isSelected={isElder} onChange={setElder}>
        {t("editor.elder")}
      </Checkbox>
    </aside>
  );
}
