import { chinaTime } from "../i18n/format";

interface Answered {
  data: unknown;
  isError: boolean;
  dataUpdatedAt: number;
}

/** Since when what is on the screen is old ("09:41"), while the engine cannot be asked anew; else undefined. */
export function staleSince({ data, isError, dataUpdatedAt }: Answered): string | undefined {
  return isError && data !== undefined ? chinaTime(new Date(dataUpdatedAt)).slice(11, 16) : undefined;
}
