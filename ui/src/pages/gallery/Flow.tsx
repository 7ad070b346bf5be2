import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DropZone, notify, type Step, Stepper, Tabs, Timeline } from "../../ui";
import { Grid, Section } from "./Section";

const STEPS = ["kind", "list", "text", "check", "send"] as const;
type StepId = (typeof STEPS)[number];
const TABS = ["overview", "people", "failures", "history"] as const;

export function Flow() {
  const { t } = useTranslation("kit");
  const [current, setCurrent] = useState<StepId>("check");
  const [tab, setTab] = useState<(typeof TABS)[number]>("overview");
  const details: Partial<Record<StepId, string>> = { kind: t("gallery.flow.step.kindDetail"), list: t("gallery.flow.step.listDetail"), text: t("gallery.flow.step.textDetail") };
  const steps = STEPS.map(
    (id): Step<StepId> => ({
      id,
      title: t(`gallery.flow.step.${id}`),
      detail: details[id],
      state: id === current ? "current" : id === "text" ? "error" : details[id] ? "done" : "todo",
      isDisabled: id === "send",
    }),
  );
  return (
    <Section id="flow" title={t("gallery.section.flow")}>
      <Grid>
        <Stepper label={t("gallery.flow.steps")} steps={steps} onGo={setCurrent} />
        <Timeline
          label={t("gallery.flow.history")}
          entries={[
            { id: "1", time: "2026-03-01 08:50", title: t("gallery.flow.event.created"), actor: t("gallery.flow.who.maker"), icon: "edit" },
            { id: "2", time: "2026-03-01 09:10", title: t("gallery.flow.event.approved"), actor: t("gallery.flow.who.checker"), tone: "good", icon: "check", detail: t("gallery.flow.event.approvedDetail") },
            { id: "3", time: "2026-03-01 09:30", title: t("gallery.flow.event.sending"), actor: t("gallery.flow.who.system"), tone: "info", icon: "send" },
            { id: "4", time: "2026-03-01 09:42", title: t("gallery.flow.event.paused"), actor: t("gallery.flow.who.system"), tone: "warn", icon: "pause", detail: t("gallery.flow.event.pausedDetail") },
          ]}
        />
        <DropZone
          label={t("gallery.flow.drop")}
          hint={t("gallery.flow.dropHint")}
          button={t("gallery.flow.dropButton")}
          accept={[".xlsx", ".csv"]}
          onFiles={(files) => notify({ title: files.map((file) => file.name).join(" ") })}
          onRefused={(names) => notify({ tone: "warn", title: t("gallery.flow.refused"), detail: names.join(" ") })}
        />
      </Grid>
      <Tabs label={t("gallery.flow.tabs")} items={TABS.map((id) => ({ id, label: t(`gallery.flow.tab.${id}`), count: id === "failures" ? "12" : undefined }))} value={tab} onChange={setTab}>
        <p className="gallery-quiet">{t("gallery.flow.tabWords")}</p>
      </Tabs>
    </Section>
  );
}
