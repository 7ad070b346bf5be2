import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { saveTarget } from "../../api/files";
import type { JobStarted } from "../../api/generated";
import { useGo } from "../../api/url";
import { errorWords } from "../../i18n/errorWords";
import { Button, Checkbox, Dialog, ErrorPanel, notify, RadioGroup } from "../../ui";
import "./reports.css";

export type Format = "xlsx" | "csv";

export interface Choice {
  format: Format;
  masked: boolean;
  with_text: boolean;
  /** Where to write it; null keeps it with the engine for download. */
  to: string | null;
}

export interface ExportDialogProps {
  title: string;
  /** What the file will hold. */
  scope: ReactNode;
  confirm: string;
  /** The file's name without its ending. */
  fileName: string;
  onClose: () => void;
  onStart: (choice: Choice) => Promise<JobStarted>;
  /** Whether the file holds numbers, and whether it may hold texts. */
  holds: { numbers: boolean; texts: boolean };
}

/** Asks how a file shall be, and has it made in the background. Numbers are masked unless somebody wants otherwise. */
export function ExportDialog({ title, scope, confirm, fileName, onClose, onStart, holds }: ExportDialogProps) {
  const { t } = useTranslation("insights");
  const [format, setFormat] = useState<Format>("xlsx");
  const [isWhole, setWhole] = useState(false);
  const [withText, setWithText] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const go = useGo();

  const start = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const target = await saveTarget(`${fileName}.${format}`);
      if (target === null) return; // stepped back while choosing where: the question stays open
      await onStart({ format, masked: !isWhole, with_text: withText, to: target.to });
      notify({ tone: "info", title: t("export.started"), action: { label: t("export.see"), onPress: () => go("/reports") } });
      onClose();
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      size="small"
      isBusy={isBusy}
      footer={
        <Button tone="primary" icon="download" isPending={isBusy} onPress={() => void start()}>
          {confirm}
        </Button>
      }
    >
      <div className="export-choices">
        <p>{scope}</p>
        <RadioGroup
          label={t("export.format")}
          options={[
            { value: "xlsx", label: t("export.xlsx") },
            { value: "csv", label: t("export.csv") },
          ]}
          value={format}
          onChange={setFormat}
        />
        {holds.numbers && (
          <Checkbox isSelected={isWhole} onChange={setWhole} detail={t("export.wholeHelp")}>
            {t("export.whole")}
          </Checkbox>
        )}
        {holds.texts && (
          <Checkbox isSelected={withText} onChange={setWithText}>
            {t("export.text")}
          </Checkbox>
        )}
        {error !== undefined && <ErrorPanel {...errorWords(error)} />}
      </div>
    </Dialog>
  );
}
