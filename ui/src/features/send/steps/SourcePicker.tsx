import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CallError } from "../../../api/call";
import { LIST_ENDINGS, type PickedFile, pickFile } from "../../../api/files";
import { useAsk } from "../../../api/query";
import { formatCount, formatTime } from "../../../i18n/format";
import { Button, ComboBox, Icon } from "../../../ui";
import { chooseGroup } from "../group";
import type { Recipients } from "../model/draft";
import { Paste } from "./Paste";

const RECENT_MAX = 3;

interface Parts {
  onFile: (files: readonly PickedFile[]) => void;
  onTrouble: (error: CallError | null) => void;
  onChosen: (recipients: Recipients) => void;
}

/** Where a list comes from: a file, the clipboard, a group, or one that was used before. */
export function SourcePicker({ onFile, onTrouble, onChosen }: Parts) {
  const { t } = useTranslation("wizard");
  const [sent, setSent] = useState<number | null>(null);
  const pick = async () => {
    onTrouble(null);
    setSent(0);
    try {
      const file = await pickFile({ accept: LIST_ENDINGS, onProgress: setSent });
      if (file) onFile([file]);
    } catch (error) {
      if (error instanceof CallError) onTrouble(error);
    } finally {
      setSent(null);
    }
  };
  return (
    <>
      <div className="send-drop">
        <Icon name="upload" size={24} />
        <p className="send-drop-label">{t("list.drop")}</p>
        <p className="send-quiet">{t("list.dropHint")}</p>
        <Button tone="primary" icon="upload" onPress={() => void pick()} isPending={sent !== null}>
          {sent !== null && sent > 0 ? t("list.bringing", { percent: `${Math.round(sent * 100)}%` }) : t("list.pick")}
        </Button>
      </div>
      <Recent onChosen={onChosen} onTrouble={onTrouble} />
      <Groups onChosen={onChosen} />
      <Paste onFile={onFile} />
    </>
  );
}

function Groups({ onChosen }: Pick<Parts, "onChosen">) {
  const { t } = useTranslation("wizard");
  const groups = useAsk("groups", {}).data?.groups ?? [];
  return (
    <ComboBox
      label={t("list.group")}
      placeholder={groups.length === 0 ? t("list.noGroups") : t("list.groupPlaceholder")}
      options={groups.map((group) => ({ value: group.group, label: group.name, detail: t("list.groupPeople", { figure: formatCount(group.people) }) }))}
      value={null}
      onChange={(id) => {
        const group = groups.find((each) => each.group === id);
        if (group) onChosen({ kind: "group", group: group.group, name: group.name, people: group.people, columns: [], imported: null });
      }}
    />
  );
}

function Recent({ onChosen, onTrouble }: Pick<Parts, "onChosen" | "onTrouble">) {
  const { t } = useTranslation("wizard");
  const imports = useAsk("imports", { before: null, limit: RECENT_MAX }).data?.imports ?? [];
  if (imports.length === 0) return null;
  return (
    <section className="send-recent" aria-label={t("list.recent")}>
      <h3>{t("list.recent")}</h3>
      {imports.map((row) => (
        <Button key={row.import} icon="clock" onPress={() => void chooseGroup(row.group, row.group_name || row.file).then(onChosen, onTrouble)}>
          {row.group_name || row.file} · {t("list.recentPeople", { figure: formatCount(row.people), time: formatTime(row.at, "short") })}
        </Button>
      ))}
    </section>
  );
}
