/** Makes of handsets that a preview can take the shape of. */
export const PHONE_SKINS = ["huawei", "xiaomi", "oppo", "vivo", "honor", "iphone"] as const;
export type PhoneSkin = (typeof PHONE_SKINS)[number];

export interface SkinShape {
  /** Where the front camera looks through the screen. */
  camera: "island" | "hole" | "hole-left" | "pill";
  /** The name of the sender in the middle with a round picture, or at the left beside the way back. */
  head: "centred" | "left";
  /** Round pictures beside messages. */
  hasPictures: boolean;
}

export const SHAPES: Record<PhoneSkin, SkinShape> = {
  huawei: { camera: "hole", head: "left", hasPictures: true },
  xiaomi: { camera: "hole", head: "left", hasPictures: false },
  oppo: { camera: "hole-left", head: "left", hasPictures: true },
  vivo: { camera: "hole", head: "left", hasPictures: true },
  honor: { camera: "pill", head: "left", hasPictures: false },
  iphone: { camera: "island", head: "centred", hasPictures: false },
};
