import { useTranslation } from "react-i18next";
import { chinaTime, formatTime } from "../../../i18n/format";
import { Icon, type IconName } from "../../../ui";
import type { SaveState } from "../saving/autosave";

const ICONS: Record<SaveState["kind"], IconName> = { clean: "save", waiting: "edit", saving: "refresh", saved: "check", offline: "offline", failed: "warn", stale: "warn" };

/** What became of the last change. */
export function SaveLine({ state }: { state: SaveState }) {
  const { t } = useTranslation("wizard");
  const words = state.kind === "saved" ? t("saved.saved", { time: formatTime(chinaTime(new Date(state.at)), "clock") }) : t(`saved.${state.kind}`);
  const isTrouble = state.kind === "offline" || state.kind === "failed" || state.kind === "stale";
  return (
    <span className={isTrouble ? "send-saved is-trouble" : "send-saved"} role="status">
      <Icon name={ICONS[state.kind]} />
      {words}
    </span>
  );
}
