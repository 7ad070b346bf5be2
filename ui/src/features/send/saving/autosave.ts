import type { DraftRow, SaveDraft } from "../../../api/generated";
import { isBlank, type SendDraft, titleOf } from "../model/draft";
import { writeBody } from "../model/reading";
import { type BackupOf, forget, remember } from "./backup";

/** A change waits this long for the next one, so that three seconds of typing are one write. */
export const SAVE_AFTER_MS = 3_000;
/** A crash of this window loses no more than this. */
const BACKUP_AFTER_MS = 250;

export type SaveState =
  | { kind: "clean" }
  | { kind: "waiting" }
  | { kind: "saving" }
  | { kind: "saved"; at: number }
  /** The engine does not answer: this computer keeps it and goes on trying. */
  | { kind: "offline" }
  /** The engine refused it; this computer keeps it and goes on trying. */
  | { kind: "failed"; error: unknown }
  /** Another window changed the draft: a person decides. */
  | { kind: "stale" };

export interface Stored {
  draft: string;
  version: number;
}

export interface AutosaveParts {
  save: (request: SaveDraft) => Promise<DraftRow>;
  /** What kind of refusal an error is. */
  kindOf: (error: unknown) => "stale" | "offline" | "other";
  onState: (state: SaveState) => void;
  /** The engine has it now; the first time under a new id. */
  onStored: (stored: Stored) => void;
  /** A write came back after the draft had ended: nobody will look for what it made. */
  onOrphan: (stored: Stored) => void;
  now?: () => number;
}

/**
 * Keeps a draft: in this computer at once, in the engine three seconds after a change.
 *
 * One write runs at a time and names the version that it replaces, so that two windows on one draft never overwrite
 * each other unseen. What changes during a write goes with the next.
 */
export class Autosave {
  private latest: SendDraft;
  private savedBody: string;
  private stored: Stored | null;
  private isSaving = false;
  private isStopped = false;
  private saveTimer: ReturnType<typeof setTimeout> | null = null;
  private backupTimer: ReturnType<typeof setTimeout> | null = null;
  private isStale = false;
  private isEnded = false;

  constructor(
    private readonly parts: AutosaveParts,
    draft: SendDraft,
    stored: Stored | null,
    /** What needs no saving: the draft as the engine has it, or as it was before a person touched it. */
    baseline: SendDraft = draft,
  ) {
    this.latest = draft;
    this.stored = stored;
    this.savedBody = bodyOf(baseline);
  }

  /** The window shows the draft; what a crash left unsaved is written. */
  start(): void {
    this.isStopped = false;
    if (this.isDirty() && !this.isStale) this.schedule();
  }

  /** The engine's id of the draft. */
  get id(): string | null {
    return this.stored?.draft ?? null;
  }

  /** Tells of the draft as it is now; the same one again changes nothing. */
  change(draft: SendDraft): void {
    if (draft === this.latest) return;
    this.latest = draft;
    if (!this.isDirty() || this.isEnded) return;
    this.backupTimer ??= setTimeout(() => this.backUp(), BACKUP_AFTER_MS);
    if (!this.isStale && !this.isSaving) this.schedule();
  }

  /** Writes what waits, without waiting. */
  async flush(): Promise<void> {
    this.clearTimers();
    if (this.isDirty()) this.backUp();
    await this.write();
  }

  /** The person's own goes on under a new id, beside the other. */
  async keepAsCopy(clientKey: string): Promise<void> {
    this.latest = { ...this.latest, clientKey };
    if (this.stored) forget({ draft: this.stored.draft });
    this.stored = null;
    this.isStale = false;
    await this.flush();
  }

  /** The stored one was taken: this is the state to compare with from now on. */
  take(draft: SendDraft, stored: Stored): void {
    this.clearTimers();
    forget({ draft: stored.draft });
    this.latest = draft;
    this.stored = stored;
    this.savedBody = bodyOf(draft);
    this.isStale = false;
    this.parts.onState({ kind: "clean" });
  }

  /** The task was made: the draft is no more. */
  end(): Stored | null {
    this.clearTimers();
    this.isEnded = true;
    const { stored } = this;
    forget(this.backupOf());
    this.stored = null;
    return stored;
  }

  /** The start was taken back: the draft lives again. */
  revive(): void {
    this.isEnded = false;
    this.savedBody = "";
    this.schedule();
  }

  /** The window leaves: what waits is written now. */
  stop(): void {
    void this.flush();
    this.isStopped = true;
  }

  private isDirty(): boolean {
    if (this.stored === null && isBlank(this.latest)) return false;
    return bodyOf(this.latest) !== this.savedBody;
  }

  private schedule(): void {
    this.parts.onState({ kind: "waiting" });
    this.saveTimer ??= setTimeout(() => void this.write(), SAVE_AFTER_MS);
  }

  private async write(): Promise<void> {
    this.saveTimer = null;
    if (this.isSaving || this.isStale || this.isEnded || !this.isDirty()) return;
    this.isSaving = true;
    const draft = this.latest;
    const before = this.backupOf();
    this.parts.onState({ kind: "saving" });
    try {
      const row = await this.parts.save({
        draft: this.stored?.draft ?? null,
        version: this.stored?.version ?? null,
        title: titleOf(draft),
        body: writeBody(draft),
      });
      this.settled(draft, before, { draft: row.draft, version: row.version });
    } catch (error) {
      this.refused(error);
    }
  }

  private settled(draft: SendDraft, before: BackupOf, stored: Stored): void {
    this.isSaving = false;
    if (this.isEnded) {
      this.parts.onOrphan(stored);
      return;
    }
    forget(before);
    this.stored = stored;
    this.savedBody = bodyOf(draft);
    this.parts.onStored(stored);
    this.parts.onState({ kind: "saved", at: (this.parts.now ?? Date.now)() });
    if (!this.isDirty()) return;
    if (this.isStopped) void this.write();
    else this.schedule();
  }

  private refused(error: unknown): void {
    this.isSaving = false;
    this.backUp();
    const kind = this.parts.kindOf(error);
    this.isStale = kind === "stale";
    this.parts.onState(kind === "other" ? { kind: "failed", error } : { kind });
    if (!this.isStale && !this.isStopped) this.saveTimer ??= setTimeout(() => void this.write(), SAVE_AFTER_MS);
  }

  private backUp(): void {
    if (this.backupTimer !== null) clearTimeout(this.backupTimer);
    this.backupTimer = null;
    if (this.isEnded || !this.isDirty()) return;
    remember(this.backupOf(), { version: this.stored?.version ?? null, draft: this.latest });
  }

  private backupOf(): BackupOf {
    return this.stored ? { draft: this.stored.draft } : { clientKey: this.latest.clientKey };
  }

  private clearTimers(): void {
    if (this.saveTimer !== null) clearTimeout(this.saveTimer);
    if (this.backupTimer !== null) clearTimeout(this.backupTimer);
    this.saveTimer = null;
    this.backupTimer = null;
  }
}

/** `step` is where a person stands, no change of the work: moving about alone writes nothing. */
function bodyOf(draft: SendDraft): string {
  const { step: _, ...work } = draft;
  return JSON.stringify(work);
}
