import { language } from ".";

/** 12345 → "12,345". */
export function formatCount(count: number): string {
  return new Intl.NumberFormat(language()).format(count);
}

/** Yuan as text with any decimals → "¥391.52"; rounded half up on the digits, so that no fraction is lost in between. */
export function formatMoney(yuan: string): string {
  const found = /^(-?)(\d+)(?:\.(\d*))?$/.exec(yuan.trim());
  if (!found) return yuan;
  const [, sign = "", whole = "0", fraction = ""] = found;
  const digits = fraction.padEnd(3, "0");
  const cents = BigInt(whole) * 100n + BigInt(digits.slice(0, 2)) + (digits.charAt(2) >= "5" ? 1n : 0n);
  const shown = new Intl.NumberFormat(language()).format(cents / 100n);
  return `${sign}¥${shown}.${String(cents % 100n).padStart(2, "0")}`;
}

/** The price of one segment, which has tenths of a fen: "0.045" → "¥0.045", "0.1" → "¥0.10". */
export function formatPrice(yuan: string): string {
  const found = /^(\d+)(?:\.(\d*?)0*)?$/.exec(yuan.trim());
  return found ? `¥${found[1]}.${(found[2] ?? "").padEnd(2, "0")}` : yuan;
}

/** "13812345678" → "138 1234 5678". What is masked stays as it is. */
export function formatPhone(number: string): string {
  return number.replace(/^(\d{3})(\d{4})(\d{4})$/, "$1 $2 $3");
}

export type TimeStyle = "minute" | "second" | "short" | "clock" | "day";

/**
 * The engine's "2026-03-01 09:30:00" for the eye: to the minute unless told. `short` leaves out what is of today or of
 * this year: "09:30", "03-01 09:30".
 */
export function formatTime(time: string | null, style: TimeStyle = "minute", now: Date = new Date()): string {
  if (time === null || time === "") return "–";
  const [day = "", clock = ""] = time.split(" ");
  const minute = clock.slice(0, 5);
  switch (style) {
    case "minute":
      return minute === "" ? day : `${day} ${minute}`;
    case "second":
      return time;
    case "clock":
      return minute;
    case "day":
      return day;
    case "short": {
      const today = chinaTime(now).slice(0, 10);
      if (day === today) return minute;
      return day.slice(0, 4) === today.slice(0, 4) ? `${day.slice(5)} ${minute}` : `${day} ${minute}`;
    }
  }
}

/** A moment as the engine writes it: "2026-03-01 09:30:00", China's time wherever this computer stands. */
export function chinaTime(at: Date): string {
  return new Date(at.getTime() + CHINA_AHEAD_MS).toISOString().slice(0, 19).replace("T", " ");
}

/** The moment of one of the engine's times. */
export function fromChinaTime(time: string): Date {
  return new Date(`${time.replace(" ", "T")}+08:00`);
}

const CHINA_AHEAD_MS = 8 * 3_600_000;

/** Seconds as the two largest units: "1小时5分钟", "1 hr 5 min". */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts: [number, string][] = [
    [Math.floor(whole / 86_400), "day"],
    [Math.floor((whole % 86_400) / 3_600), "hour"],
    [Math.floor((whole % 3_600) / 60), "minute"],
    [whole % 60, "second"],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([count]) => count > 0);
  const text = shown.map(([count, unit]) => new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "short" }).format(count));
  return text.join(language() === "zh-CN" ? "" : " ");
}

/** A share of 0 to 1 → "98.7%". Less than everything is never rounded up to 100%. */
export function formatPercent(share: number, digits = 1): string {
  const scale = 10 ** (digits + 2);
  const rounded = Math.round(share * scale) / scale;
  const shown = share < 1 && rounded >= 1 ? (scale - 1) / scale : rounded;
  return new Intl.NumberFormat(language(), { style: "percent", maximumFractionDigits: digits }).format(shown);
}

/** Octets → "1.5 MB". */
export function formatSize(octets: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
  const step = Math.min(units.length - 1, octets < 1 ? 0 : Math.floor(Math.log(octets) / Math.log(1_024)));
  const unit = units[step] ?? "byte";
  const value = octets / 1_024 ** step;
  return new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: value < 10 && step > 0 ? 1 : 0 }).format(value);
}
