import { useTranslation } from "react-i18next";
import type { Home, LineView } from "../../api/generated";
import { Card, Empty, Link, StatusTag, type IconName, type Tone } from "../../ui";

/** A channel that says nothing is grey, never green. */
const LINES: Record<LineView["state"], { tone: Tone; icon: IconName }> = {
  online: { tone: "good", icon: "online" },
  connecting: { tone: "info", icon: "waiting" },
  back_off: { tone: "warn", icon: "waiting" },
  refused: { tone: "bad", icon: "error" },
  paused: { tone: "idle", icon: "paused" },
  stopped: { tone: "idle", icon: "stop" },
  idle: { tone: "idle", icon: "offline" },
};

export function ChannelLights({ channels }: { channels: Home["channels"] }) {
  const { t } = useTranslation(["home", "states"]);
  return (
    <Card title={t("channels.title")}>
      {channels.length === 0 ? (
        <Empty isSmall title={t("channels.empty")} action={<Link href="/channels">{t("channels.add")}</Link>}>
          {t("channels.emptyNext")} <Link href="/practice">{t("channels.practice")}</Link>
        </Empty>
      ) : (
        <ul className="home-list">
          {channels.map((channel) => (
            <li key={channel.channel}>
              <StatusTag tone={LINES[channel.line.state].tone} icon={LINES[channel.line.state].icon} look="plain">
                {t(`states:line.${channel.line.state}`)}
              </StatusTag>
              <Link href={`/channels/${channel.channel}`} isQuiet>
                {channel.name}
              </Link>
              <small className="quiet">
                {[channel.sandbox ? t("practice") : "", ...channel.carriers.map((carrier) => t(`states:carrierShort.${carrier}`))].filter((word) => word !== "").join(" · ")}
              </small>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
