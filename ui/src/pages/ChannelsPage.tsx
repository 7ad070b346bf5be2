import { ChannelsScreen } from "../features/channels";

export function ChannelsPage() {
  return <ChannelsScreen />;
}
