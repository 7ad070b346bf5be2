import { useTranslation } from "react-i18next";
import { useUrlState } from "../../api/url";
import { Page, Tabs } from "../../ui";
import { About } from "./About";
import { Data } from "./Data";
import { Look } from "./Look";
import { Sending } from "./Sending";
import "./system.css";

const TABS = ["look", "sending", "data", "about"] as const;

/** `/system`: how the program looks and works, where its data is, what it is made of. */
export function SystemScreen() {
  const { t } = useTranslation("system");
  const [url, setUrl] = useUrlState({ tab: "" });
  const tab = TABS.find((known) => known === url.tab) ?? "look";
  return (
    <Page title={t("title")}>
      <Tabs label={t("title")} items={TABS.map((id) => ({ id, label: t(`tabs.${id}`) }))} value={tab} onChange={(next) => setUrl({ tab: next })}>
        {tab === "look" && <Look />}
        {tab === "sending" && <Sending />}
        {tab === "data" && <Data />}
        {tab === "about" && <About />}
      </Tabs>
    </Page>
  );
}
