import { useTranslation } from "react-i18next";
import type { MessageState } from "../../api/generated";
import { StatusTag } from "../../ui";
import { MESSAGE_LOOK } from "./look";

/** Where a message stands: hue, sign and word. */
export function MessageStateTag({ state, look = "plain" }: { state: MessageState; look?: "soft" | "plain" | undefined }) {
  const { t } = useTranslation("states");
  const { tone, icon } = MESSAGE_LOOK[state];
  return (
    <StatusTag tone={tone} icon={icon} look={look}>
      {t(`message.${state}`)}
    </StatusTag>
  );
}
