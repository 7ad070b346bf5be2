import type { SendDraft } from "../model/draft";
import { readBody, writeBody } from "../model/reading";

const PREFIX = "hongyan.send.";
const NEW = `${PREFIX}new.`;

/** What this computer keeps of a draft until the engine has it. */
export interface Backup {
  /** The version that was changed; null: the engine has never had it. */
  version: number | null;
  draft: SendDraft;
}

/** Which draft: the engine's id, or the key of one that it has never had. */
export type BackupOf = { draft: string } | { clientKey: string };

export function remember(of: BackupOf, backup: Backup): void {
  // Phone numbers do not leave the engine's encrypted store for a browser's plain one.
  const body = writeBody({ ...backup.draft, routesOf: [] });
  try {
    localStorage.setItem(keyOf(of), JSON.stringify({ version: backup.version, body }));
  } catch {
    // Full or switched off: the engine's copy, three seconds later, is the one that counts.
  }
}

export function forget(of: BackupOf): void {
  try {
    localStorage.removeItem(keyOf(of));
  } catch {
    // Nothing was kept then either.
  }
}

export function recall(draft: string): Backup | null {
  return read(keyOf({ draft }));
}

/** A draft that never reached the engine, left by a window that ended. */
export function recallNew(): Backup | null {
  try {
    const key = Object.keys(localStorage).find((each) => each.startsWith(NEW));
    return key === undefined ? null : read(key);
  } catch {
    return null;
  }
}

function read(key: string): Backup | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    if (typeof kept !== "object" || kept === null || !("body" in kept)) return null;
    const version = "version" in kept && typeof kept.version === "number" ? kept.version : null;
    return { version, draft: readBody(kept.body, key.slice(NEW.length)) };
  } catch {
    return null;
  }
}

function keyOf(of: BackupOf): string {
  return "draft" in of ? PREFIX + of.draft : NEW + of.clientKey;
}
