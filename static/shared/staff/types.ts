// The shapes that the staff's pages get from the HTTP API: accounts, rounds, the round file and the tally.
// Knows no component, no language and no address; what the API may add later is ignored, not refused.

import type { Text } from "../i18n";
import type { RoundFile } from "../round_file";

export type { Category, Flag, Item, Member, Option, RoundFile, Rules, Section, Unit } from "../round_file";
export type Label = Text;

export interface Role {
  role: "administrator" | "organizer" | "registrar" | "scrutineer" | "leader";
  unit: string | null;
  member: string | null;
  head: boolean;
}

export interface Account {
  id: number;
  name: string;
  display_name: string;
  disabled: boolean;
  roles: Role[];
  has_password: boolean;
}

export interface Session {
  account: Account;
  csrf: string;
}

export type RoundState = "draft" | "open" | "closed" | "released" | "void";
export type AccessMode = "open" | "ticket" | "credential";

export interface Meta {
  id: string;
  title: Label;
  state: RoundState;
  access: AccessMode;
  version: number;
  units: number;
  members: number;
  due: number | null;
  opens_at: string | null;
  closes_at: string | null;
  released_at: string | null;
  manifest_hash: string | null;
  /** Codes of tickets or invitations are still on the server, for printing. */
  tickets_kept: boolean;
  imported: boolean;
  /** Who makes or made the invitations' codes. */
  codes_by: "server" | "registrar" | null;
  /** While keys are being made; the draft is locked. */
  opening: { done: number; total: number } | null;
  grace_s: number;
  casts_until: string | null;
  retain_until: string | null;
  sealed_at: string | null;
  purged_at: string | null;
  /** Since a restore. */
  claims_shut: boolean;
  /** The smallest group that is shown; it may have been raised above the round file's when the round was sealed. */
  min_cell?: number | null;
}

export interface Diagnostic {
  severity: "error" | "warning";
  place: string;
  expected: string;
  remedy: string;
}

export interface SmallCategory {
  unit: string;
  category: string;
  due: number;
}

export interface FullRound {
  meta: Meta;
  file: RoundFile;
  warnings: Diagnostic[];
  blockers: Diagnostic[];
  small_categories: SmallCategory[];
}

export interface Template {
  id: string;
  title: Label;
  summary: Label;
}

export interface Turnout {
  computed_at: string | null;
  next_at: string | null;
  min_cell: number;
  items: { unit: string; due: number | null; returned: number | null }[];
}

/** How many are invited to a unit in one category. */
export interface GroupCount {
  unit: string;
  category: string;
  count: number;
}

/** GET /rounds/{r}/roster; `items` is empty where the registrar made the codes. */
export interface RosterPage {
  by: "server" | "registrar" | null;
  groups: GroupCount[];
  items: { person: string; contact: string; unit: string; category: string }[];
  next: number | null;
}

/** What the server made of a roster or of a file of hashes. */
export interface Imported {
  meta: Meta;
  roster: { people: number; groups: GroupCount[]; encoding: "utf-8" | "gb18030"; added: number };
}

/** GET /rounds/{r}/unclaimed */
export interface ClaimUse {
  unclaimed: string[];
  claimed: number;
  exchanged: number;
  withdrawn?: number;
}

/** POST /rounds/{r}/rehearse */
export interface Rehearsal {
  ballots: number;
  comments: number;
  seconds: number;
  checks: { name: string; ok: boolean; detail: string }[];
}

/** What was keyed in from paper and is not cast yet. */
export interface KeyedSheets {
  items: { bearer: string; unit: string; category: string; keyers: number; state: "first" | "settled" | "differs" }[];
  settled: number;
}

export interface Readable {
  round: string;
  title: Label;
  unit: string;
  unit_name: Label;
  released_at: string | null;
}

// ---- the tally ------------------------------------------------------------------------------

/** A score as the server rounded it, beside its exact value; null where there is none. */
export interface Score {
  score: string | null;
  exact?: string;
  /** A ratee's score: some of its items have none. */
  partial?: boolean;
  /** Then: how much of the weight of all its items is covered. */
  covered?: { weight: string; of: string };
}

export interface Figure {
  value: string;
  exact: string;
}

/** Answers to one item: of one group (then with `categories`) or of all groups together. */
export interface Cell {
  categories?: string[];
  n: number;
  abstained: number;
  counts?: { [option: string]: number };
  unscored?: { [option: string]: number };
  score?: string | null;
  exact?: string;
  favourable?: { rate: string; exact: string };
  nps?: Figure;
  mean?: Figure;
  median?: Figure;
  quartiles?: Figure[];
  borda?: { [option: string]: number };
  mean_position?: { [option: string]: Figure };
}

export interface ItemResult {
  item: string;
  groups?: Cell[];
  pooled: Cell;
  weighted?: Score;
  left_out?: string[];
}

export interface RateeResult {
  about: string;
  items: ItemResult[];
  score: { weighted: Score; pooled: Score };
  flags?: string[];
}

export interface Group {
  categories: string[];
  due?: number;
  returned: number;
  valid: number;
  invalid: { [reason: string]: number };
}

export interface UnitResult {
  unit: string;
  suppressed: boolean;
  /** Suppressed because an organizer withheld it. */
  withheld?: boolean;
  units?: string[];
  groups?: Group[];
  left_out?: string[];
  quorate?: boolean | null;
  results?: RateeResult[];
}

export interface Rollup {
  unit: string;
  units_shown: number;
  units_not_shown: number;
  valid: number;
  results: RateeResult[];
  /** Empty because a unit below was withheld. */
  withheld?: boolean;
}

/** GET /rounds/{r}/units/{u}/results */
export interface UnitReport {
  round: Meta;
  round_file: RoundFile;
  result: UnitResult;
  small: UnitResult | null;
  rollup: Rollup | null;
  members_shown: string[];
  members_hidden: number;
  children: { unit: string; name: Label; suppressed: boolean; withheld?: boolean }[];
}
