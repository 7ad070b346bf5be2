import { useTranslation } from "react-i18next";
import { useUrlState } from "../../api/url";
import { Page, Tabs } from "../../ui";
import { Facts } from "./Facts";
import { LookUp } from "./LookUp";
import { Segments } from "./Segments";
import "./numbers.css";

const TABS = ["look", "segments", "ported", "dead"] as const;

/** `/numbers`: whose a number is, and what was learned about single ones. */
export function NumbersScreen() {
  const { t } = useTranslation("channels");
  const [url, setUrl] = useUrlState({ tab: "" });
  const tab = TABS.find((known) => known === url.tab) ?? "look";
  return (
    <Page title={t("numbers.title")} lead={t("numbers.lead")} isFilling={tab !== "look"}>
      <Tabs label={t("numbers.title")} items={TABS.map((id) => ({ id, label: t(`numbers.tabs.${id}`) }))} value={tab} onChange={(next) => setUrl({ tab: next })}>
        {tab === "look" && <LookUp />}
        {tab === "segments" && <Segments />}
        {(tab === "ported" || tab === "dead") && <Facts key={tab} kind={tab} />}
      </Tabs>
    </Page>
  );
}
