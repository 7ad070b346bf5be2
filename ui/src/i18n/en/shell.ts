import type { Same } from "../same";
import type zh from "../zh-CN/shell";

const en: Same<typeof zh> = {
  app: { name: "Hongyan", kind: "Converged messaging console", motto: "Every message is answered for." },
};
export default en;
