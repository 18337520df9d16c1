// Keeps one draft: takes edits at once, saves them a moment later, and never loses one. What somebody else saved meanwhile
// is merged; where both changed the same, a person decides. Knows no component; the network, the clock and the device's
// storage come in.
import type { Answer, Problem, Request } from "../../shared/staff/api";
import { round_path, tag_of } from "../../shared/staff/api";
import type { FullRound, RoundFile } from "../../shared/staff/types";
import { kept_apart } from "./apart";
import { type History, kNoHistory, record, redo, undo } from "./history";
import { type Conflict, type Data, type Difference, differences, merge, same } from "./merge";
import type { UnsavedCopies } from "./unsaved";

export type Change = (file: RoundFile) => RoundFile;

/// "waiting", "saving": an edit is on its way. "refused": the server named faults, nothing is lost. "offline": tried
/// again by itself. "signed_out": once somebody has signed in again. "overtaken": a person must decide. "gone": this is
/// no draft any more.
export type SavingState = "saved" | "waiting" | "saving" | "refused" | "offline" | "signed_out" | "overtaken" | "gone";

export interface Overtaken {
  theirs: FullRound;
  tag: string;
  merged: RoundFile;                ///< where both changed the same, mine stands
  conflicts: readonly Conflict[];
}

/// What was told by the way: their changes came in, or work from an earlier visit.
export interface News {
  kind: "merged" | "taken" | "recovered" | "set_aside";
  changes: readonly Difference[];
}

export interface KeeperState {
  file: RoundFile;
  full: FullRound;  ///< as the server last knew it: times, warnings, what stands against opening
  state: SavingState;
  problem: Problem | null;  ///< why it is "refused" or "offline"
  history: History<RoundFile>;
  overtaken: Overtaken | null;
  news: News | null;
}

export interface Surroundings {
  call: <T>(path: string, request?: Request) => Promise<Answer<T>>;
  now_ms: () => number;
  later: (run: () => void, delay_ms: number) => void;
  /// Takes out what names things that are gone; the very same file where there is nothing to mend.
  mend: (file: RoundFile) => RoundFile;
  unsaved: UnsavedCopies;
}

interface Version { version: number; current: boolean }

const kSaveAfter_ms = 800;
const kTryAgain_ms = 5000;

export class DraftKeeper {
  private readonly listeners = new Set<() => void>();
  private base: RoundFile;  ///< what the server has under `tag`
  private tag: string;
  private edits = 0;        ///< a save that was planned before the newest edit does nothing
  private work: Promise<void> | null = null;  ///< saving, or taking in what somebody else saved

  constructor(private readonly around: Surroundings, full: FullRound, etag: string | null) {
    this.base = full.file;
    this.tag = tag_of(etag, full.meta.version);
    this.state_ = {
      file: full.file, full, state: "saved", problem: null, history: kNoHistory, overtaken: null, news: null,
    };
  }

  private state_: KeeperState;
  get state(): KeeperState { return this.state_; }
  get entity_tag(): string { return this.tag; }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  }

  edit(change: Change, words: string, joins: string | null = null): void {
    const before = this.state_.file;
    const changed = change(before);
    if (changed === before) return;
    const after = this.around.mend(changed);
    const history = record(this.state_.history, { before, after, words, joins, at_ms: this.around.now_ms() });
    this.take_edit(after, history);
  }

  /// The words of the step, and whether anything of it was left to take back; null where there is no step.
  undo(): { words: string; changed: boolean } | null { return this.step(undo); }
  redo(): { words: string; changed: boolean } | null { return this.step(redo); }

  private step(take: typeof undo): { words: string; changed: boolean } | null {
    const before = this.state_.file;
    const taken = take(this.state_.history, before);
    if (!taken) return null;
    const changed = !same(taken.file as unknown as Data, before as unknown as Data);
    if (changed) this.take_edit(this.around.mend(taken.file), taken.history);
    else this.set({ history: taken.history });
    return { words: taken.words, changed };
  }

  private take_edit(file: RoundFile, history: History<RoundFile>): void {
    const waits = this.state_.state === "overtaken" || this.state_.state === "gone";
    this.set({ file, history, ...(!waits && { state: "waiting" as const }) });
    this.plan_save(kSaveAfter_ms);
  }

  /// Keeps on this device what has not reached the server; now and then, before each attempt to save, and (`left`) when
  /// the page is left.
  keep_unsaved(left = false): void {
    const { file, full, state } = this.state_;
    if (file !== this.base && state !== "gone") this.around.unsaved.keep(this.id, { version: full.meta.version, file }, left);
  }

  /// What cannot be saved any more is somebody's to take along; then it need not stay on this device.
  forget_unsaved(): void { this.around.unsaved.forget(this.id); }

  /// Work of earlier visits that never reached the server. What was begun on an older version, or beside another, is set
  /// aside; where that fails it stays on this device.
  async recover(): Promise<void> {
    const [newest, ...others] = this.around.unsaved.take_left(this.id);
    if (!newest) return;
    const fits = newest.version === this.state_.full.meta.version;
    const changes = fits ? differences(this.base, newest.file) : [];
    if (changes.length > 0) {
      this.edit(() => newest.file, "", null);
      this.set({ news: { kind: "recovered", changes } });
    }
    for (const copy of fits ? others : [newest, ...others]) {
      if (await this.set_aside(copy.file, null)) this.set({ news: this.state_.news ?? { kind: "set_aside", changes: [] } });
      else this.around.unsaved.keep(this.id, copy, true);
    }
  }

  /// Whether it is among the versions now.
  async set_aside(file: RoundFile, note: string | null): Promise<boolean> {
    return (await this.around.call(round_path(this.id, "/versions"), { method: "POST", json: { note, file } })).ok;
  }

  hide_news(): void { this.set({ news: null }); }

  /// What the server itself made of the saved draft (a table of units taken up): saved already, and a step to undo.
  take_edited(full: FullRound, etag: string | null, words: string): void {
    const before = this.state_.file;
    this.take_theirs(full, tag_of(etag, full.meta.version), null);
    const after = this.state_.file;
    this.set({ history: record(this.state_.history, { before, after, words, joins: null, at_ms: this.around.now_ms() }) });
  }

  /// Looks whether somebody saved meanwhile.
  async look(): Promise<void> {
    if (this.work || this.state_.state === "overtaken" || this.state_.state === "gone") return;
    this.keep_unsaved();
    const answer = await this.around.call<{ items: Version[] }>(round_path(this.id, "/versions"), { quiet: true });
    if (answer.ok && this.state_.state === "signed_out") return this.save();
    const newest = answer.ok ? answer.value.items.find((entry) => entry.current) : undefined;
    if (newest && newest.version > this.state_.full.meta.version && !this.work) await this.alone(() => this.merge_theirs());
  }

  /// Decides what both had changed. `keep_theirs`: the paths (joined by "/") where their version stands; mine is set
  /// aside before, so that it can be looked up.
  async resolve(keep_theirs: ReadonlySet<string>): Promise<void> {
    const { overtaken, file } = this.state_;
    if (!overtaken) return;
    if (keep_theirs.size > 0 && !(await this.set_aside(file, null))) return;
    let next = merge(this.base, kept_apart(this.base, file, overtaken.theirs.file), overtaken.theirs.file).value;
    for (const conflict of overtaken.conflicts) {
      if (keep_theirs.has(conflict.path.join("/"))) next = with_value(next, conflict.path, conflict.theirs);
    }
    this.base = overtaken.theirs.file;
    this.tag = overtaken.tag;
    this.set({ file: this.around.mend(next), full: overtaken.theirs, overtaken: null, state: "waiting" });
    this.plan_save(0);
  }

  private get id(): string { return this.state_.full.meta.id; }

  private set(part: Partial<KeeperState>): void {
    this.state_ = { ...this.state_, ...part };
    for (const listener of [...this.listeners]) listener();
  }

  private plan_save(delay_ms: number): void {
    const edits = ++this.edits;
    this.around.later(() => { if (edits === this.edits) void this.save(); }, delay_ms);
  }

  /// Saves now what is not saved; for leaving, and "try again". What is being saved already is waited for.
  async save(): Promise<void> {
    while (this.work) {
      await this.work;
      const { state } = this.state_;
      if (state !== "waiting" && state !== "saving") return;  // "saving": another that waited was faster
    }
    const { state, file } = this.state_;
    if (state === "overtaken" || state === "gone") return;
    if (file === this.base) return this.note_saved();
    await this.alone(() => this.send(file));
  }

  /// One thing at a time.
  private async alone(work: () => Promise<void>): Promise<void> {
    this.work = work();
    try {
      await this.work;
    } finally {
      this.work = null;
    }
  }

  private async send(file: RoundFile): Promise<void> {
    this.keep_unsaved();
    this.set({ state: "saving", problem: null });
    const answer = await this.around.call<FullRound>(round_path(this.id), { method: "PUT", json: file, if_match: this.tag });
    if (answer.ok) this.take_saved(file, answer.value, answer.etag);
    else await this.take_problem(answer.problem);
  }

  private take_saved(sent: RoundFile, full: FullRound, etag: string | null): void {
    this.base = sent;
    this.tag = tag_of(etag, full.meta.version);
    this.set({ full: { ...full, file: sent }, problem: null });
    if (this.state_.file === sent) return this.note_saved();
    this.set({ state: "waiting" });
    this.plan_save(kSaveAfter_ms);
  }

  private note_saved(): void {
    this.around.unsaved.forget(this.id);
    this.set({ state: "saved", problem: null });
  }

  private async take_problem(problem: Problem): Promise<void> {
    switch (problem.kind) {
      case "stale":
        return this.merge_theirs();
      case "conflict": case "not_found": case "forbidden":
        return this.set({ state: "gone", problem });
      case "invalid": case "malformed": case "too_large":
        return this.set({ state: "refused", problem });
      case "unauthenticated":
        return this.set({ state: "signed_out", problem });
      default:
        this.set({ state: "offline", problem });
        return this.plan_save(kTryAgain_ms);
    }
  }

  private async merge_theirs(): Promise<void> {
    const answer = await this.around.call<FullRound>(round_path(this.id));
    if (!answer.ok) return this.take_problem(answer.problem.kind === "stale" ? { ...answer.problem, kind: "busy" } : answer.problem);
    if (answer.value.meta.state !== "draft" || answer.value.meta.opening) {
      return this.set({ state: "gone", problem: null, full: answer.value });
    }
    this.take_theirs(answer.value, tag_of(answer.etag, answer.value.meta.version), "merged");
  }

  private take_theirs(theirs: FullRound, tag: string, told: "merged" | null): void {
    const clean = this.state_.file === this.base;
    const file = clean ? this.base : kept_apart(this.base, this.state_.file, theirs.file);
    const changes = differences(this.base, theirs.file);
    const { value: merged, conflicts } = merge(this.base, file, theirs.file);
    if (conflicts.length > 0) {
      return this.set({ file, state: "overtaken", overtaken: { theirs, tag, merged, conflicts } });
    }
    this.base = theirs.file;
    this.tag = tag;
    const news: News | null = told && changes.length > 0 ? { kind: clean ? "taken" : "merged", changes } : this.state_.news;
    this.set({ file: clean ? theirs.file : this.around.mend(merged), full: theirs, problem: null, news, state: clean ? "saved" : "waiting" });
    if (!clean) this.plan_save(0);
  }
}

/// The file with another value at a path as merging names it; undefined takes it out.
function with_value(file: RoundFile, path: readonly string[], value: unknown): RoundFile {
  return set_in(file, path, value) as RoundFile;
}

function set_in(data: unknown, path: readonly string[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(data)) {
    const list = data as readonly { id: string }[];
    const known = list.some((entry) => entry.id === step);
    const next = known ? list.map((entry) => (entry.id === step ? set_in(entry, rest, value) : entry)) : [...list, set_in(undefined, rest, value)];
    return next.filter((entry) => entry !== undefined);
  }
  const next: Record<string, unknown> = { ...(data as Record<string, unknown> | undefined) };
  const inner = set_in(next[step], rest, value);
  if (inner === undefined) delete next[step];
  else next[step] = inner;
  return next;
}
