import { useState } from "react";
import { useTranslation } from "react-i18next";
import { saveTarget } from "../../api/files";
import { useAsk, useCommand } from "../../api/query";
import { useGo } from "../../api/url";
import { errorWords } from "../../i18n/errorWords";
import { Button, Dialog, ErrorPanel, notify, RadioGroup } from "../../ui";
import type { PeopleFilter } from "./address";

/** Offers a file of what the filter shows, once there is somebody. */
export function ExportButton({ filter, name }: { filter: PeopleFilter; name: string }) {
  const { t } = useTranslation("people");
  const [isOpen, setOpen] = useState(false);
  const count = useAsk("people", { group: filter.group === "" ? null : filter.group, search: filter.search, after: null, offset: 0, limit: 1, whole: false }, { keep: true }).data?.total ?? 0;
  return (
    <>
      <Button size="small" icon="download" isDisabled={count === 0} onPress={() => setOpen(true)}>
        {t("exportShown")}
      </Button>
      {isOpen && <ExportPeopleDialog filter={filter} count={count} name={name} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Has a file made of exactly what the filter shows, in the background. */
function ExportPeopleDialog({ filter, count, name, onClose }: { filter: PeopleFilter; count: number; name: string; onClose: () => void }) {
  const { t } = useTranslation("people");
  const go = useGo();
  const [format, setFormat] = useState<"xlsx" | "csv">("xlsx");
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);
  const start = useCommand("export_people");

  const run = async () => {
    setTrouble(null);
    setBusy(true);
    try {
      const target = await saveTarget(`${name}.${format}`);
      if (target === null) return; // stepped back while choosing where: the question stays open
      await start.mutateAsync({ group: filter.group === "" ? null : filter.group, search: filter.search, format, to: target.to });
      notify({ tone: "info", title: t("export.started"), action: { label: t("export.see"), onPress: () => go("/reports") } });
      onClose();
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="small"
      title={t("export.title")}
      isBusy={isBusy}
      footer={
        <>
          <Button onPress={onClose} isDisabled={isBusy}>
            {t("cancel")}
          </Button>
          <Button tone="primary" icon="download" onPress={() => void run()} isPending={isBusy}>
            {t("export.go", { count })}
          </Button>
        </>
      }
    >
      <div className="people-form">
        <p>{t("export.scope", { count })}</p>
        <p className="people-quiet">{t("export.whole")}</p>
        <RadioGroup
          label={t("export.format")}
          value={format}
          onChange={setFormat}
          options={[
            { value: "xlsx", label: t("export.xlsx") },
            { value: "csv", label: t("export.csv") },
          ]}
        />
        {trouble !== null && <ErrorPanel {...errorWords(trouble)} />}
      </div>
    </Dialog>
  );
}
