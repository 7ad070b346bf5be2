import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import "./Banner.css";
import "./tone.css";
import { IconButton } from "./Button";
import { Icon, type IconName } from "./Icon";

export type BannerKind = "info" | "warn" | "offline" | "sandbox";

const ICONS: Record<BannerKind, IconName> = { info: "info", warn: "warn", offline: "offline", sandbox: "practice" };
const TONES: Record<BannerKind, string> = { info: "is-info", warn: "is-warn", offline: "is-warn", sandbox: "is-warn is-practice" };

export interface BannerProps {
  kind?: BannerKind | undefined;
  children: ReactNode;
  /** A link or a small button. */
  action?: ReactNode;
  onClose?: (() => void) | undefined;
}

/** Something about this whole screen that stays true until it changes. */
export function Banner({ kind = "info", children, action, onClose }: BannerProps) {
  const { t } = useTranslation("kit");
  return (
    <div role="status" className={`hy-banner ${TONES[kind]}`}>
      <Icon name={ICONS[kind]} />
      <div className="hy-banner-words">{children}</div>
      {action}
      {onClose && <IconButton icon="x" size="small" label={t("close")} onPress={onClose} />}
    </div>
  );
}
