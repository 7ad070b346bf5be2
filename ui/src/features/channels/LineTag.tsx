import { useTranslation } from "react-i18next";
import type { ChannelRow, LineView } from "../../api/generated";
import { type IconName, StatusTag, type Tone } from "../../ui";

const LOOKS: Record<LineView["state"], { tone: Tone; icon: IconName }> = {
  online: { tone: "good", icon: "check" },
  connecting: { tone: "info", icon: "clock" },
  back_off: { tone: "warn", icon: "warn" },
  refused: { tone: "bad", icon: "x" },
  paused: { tone: "idle", icon: "pause" },
  stopped: { tone: "idle", icon: "stop" },
  idle: { tone: "idle", icon: "stop" },
};

/** What the line of a channel is doing, by icon and word. */
export function LineTag({ line }: { line: LineView }) {
  const { t } = useTranslation("states");
  const { tone, icon } = LOOKS[line.state];
  return <StatusTag tone={tone} icon={icon}>{t(`line.${line.state}`)}</StatusTag>;
}

/** Marks what reaches nobody. */
export function SandboxTag({ channel }: { channel: ChannelRow }) {
  const { t } = useTranslation("channels");
  return channel.form.sandbox ? <StatusTag tone="warn" icon="practice">{t("sandbox")}</StatusTag> : null;
}
