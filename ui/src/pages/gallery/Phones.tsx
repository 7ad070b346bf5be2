import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox, Phone, PHONE_SKINS, type PhoneMessage } from "../../ui";
import { Line, Section } from "./Section";

export function Phones() {
  const { t } = useTranslation("kit");
  const [showsSeams, setShowsSeams] = useState(true);
  const messages: PhoneMessage[] = [
    { id: "1", from: "them", text: t("gallery.phone.them"), time: "09:30", seams: [67] },
    { id: "2", from: "me", text: t("gallery.phone.me"), time: "09:42" },
  ];
  const flash: PhoneMessage[] = [...messages, { id: "3", from: "them", text: t("gallery.phone.flash"), isFlash: true }];
  const name = (skin: string) => t("gallery.phone.label", { skin });
  return (
    <Section id="phones" title={t("gallery.section.phones")}>
      <Line>
        <Checkbox isSelected={showsSeams} onChange={setShowsSeams}>
          {t("gallery.phone.seams")}
        </Checkbox>
      </Line>
      <div className="gallery-phones">
        {PHONE_SKINS.map((skin) => (
          <Phone key={skin} label={name(skin)} skin={skin} sender={t("gallery.phone.sender")} messages={skin === "honor" ? flash : messages} showsSeams={showsSeams} />
        ))}
        <Phone label={name(t("gallery.phone.elder"))} skin="oppo" isElder sender={t("gallery.phone.sender")} messages={messages} showsSeams={showsSeams} />
        <Phone label={name(t("gallery.phone.off"))} skin="xiaomi" isOff sender={t("gallery.phone.sender")} messages={messages} />
      </div>
    </Section>
  );
}
