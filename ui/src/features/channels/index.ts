export { ChannelScreen } from "./ChannelScreen";
export { ChannelsScreen } from "./ChannelsScreen";
