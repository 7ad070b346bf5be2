import { usePathPart } from "../api/url";
import { ChannelScreen } from "../features/channels";

export function ChannelPage() {
  return <ChannelScreen channel={usePathPart("channel")} />;
}
