import { memo, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Phone, PHONE_SKINS, Select, Switch, useRemembered } from "../../../ui";

export interface PhoneText {
  text: string;
  seams: readonly number[];
}

/** How the message arrives, on the handset that the operator likes to look at. */
export const PhonePane = memo(function PhonePane({ message, sender }: { message: PhoneText | null; sender: string }) {
  const { t } = useTranslation("wizard");
  const [skin, setSkin] = useRemembered("hongyan.phone.skin", PHONE_SKINS);
  const [elder, setElder] = useRemembered("hongyan.phone.elder", ["no", "yes"]);
  const [seams, setSeams] = useRemembered("hongyan.phone.seams", ["no", "yes"]);
  const messages = useMemo(() => (message === null ? [] : [{ id: "preview", from: "them" as const, text: message.text, seams: message.seams }]), [message]);
  return (
    <aside className="send-phone" aria-label={t("phone.pane")}>
      <Phone label={t("phone.pane")} skin={skin} isElder={elder === "yes"} sender={sender || t("phone.sender")} messages={messages} showsSeams={seams === "yes"} />
      {message === null && <p className="send-phone-empty">{t("phone.empty")}</p>}
      <div className="send-phone-choices">
        <Select label={t("phone.skin")} isLabelHidden isSmall value={skin} onChange={setSkin} options={PHONE_SKINS.map((value) => ({ value, label: t(`phone.skins.${value}`) }))} />
        <Switch isSelected={elder === "yes"} onChange={(on) => setElder(on ? "yes" : "no")}>
          {t("phone.plain")}
        </Switch>
        <Switch isSelected={seams === "yes"} onChange={(on) => setSeams(on ? "yes" : "no")}>
          {t("phone.seams")}
        </Switch>
      </div>
    </aside>
  );
});
