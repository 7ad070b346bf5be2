/** What a state means: on its way, reached, wants attention, failed, ended. */
export type Tone = "info" | "good" | "warn" | "bad" | "idle";

/** The ways a message goes out; each has one hue and one glyph everywhere. */
export type ChannelHue = "sms" | "video" | "rcs" | "card" | "flash";
