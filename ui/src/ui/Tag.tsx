import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Icon, type IconName } from "./Icon";
import "./Tag.css";
import "./tone.css";
import type { ChannelHue, Tone } from "./tone";

export interface TagProps {
  children: ReactNode;
  icon?: IconName | undefined;
  /** Shows a small cross; give the name of what it takes away. */
  onRemove?: (() => void) | undefined;
  removeLabel?: string | undefined;
}

/** A property or a chosen filter. */
export function Tag({ children, icon, onRemove, removeLabel }: TagProps) {
  const { t } = useTranslation("kit");
  return (
    <span className="hy-tag">
      {icon && <Icon name={icon} />}
      <span className="hy-tag-words">{children}</span>
      {onRemove && (
        <Button className="hy-tag-remove" aria-label={removeLabel ?? t("remove")} onPress={onRemove}>
          <Icon name="x" />
        </Button>
      )}
    </span>
  );
}

const TONE_ICONS: Record<Tone, IconName> = { info: "running", good: "done", warn: "warn", bad: "error", idle: "excluded" };

/** A state: hue, icon and word together, never hue alone. `plain` leaves out the ground, for tables. */
export function StatusTag({ tone, icon, children, look = "soft" }: { tone: Tone; icon?: IconName | undefined; children: ReactNode; look?: "soft" | "plain" | undefined }) {
  return (
    <span className={`hy-tag is-toned is-${look} is-${tone}`}>
      <Icon name={icon ?? TONE_ICONS[tone]} />
      <span className="hy-tag-words">{children}</span>
    </span>
  );
}

/** The way a message goes out, in its fixed hue and glyph. */
export function ChannelTag({ channel, children, look = "soft" }: { channel: ChannelHue; children: ReactNode; look?: "soft" | "plain" | undefined }) {
  return (
    <span className={`hy-tag is-toned is-${look} is-${channel}`}>
      <Icon name={channel} />
      <span className="hy-tag-words">{children}</span>
    </span>
  );
}
