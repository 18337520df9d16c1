// Undo and redo. A step is taken back by merging, so that what somebody else saved in between stays, also where it stands in
// the very place of the step. Pure.
import { merge } from "./merge";

export interface Step<T> {
  before: T;
  after: T;
  words: string;         ///< what was done, for "Undo: …"
  joins: string | null;  ///< steps with the same key, close in time, are one step: typing in one field
  at_ms: number;
}

export interface History<T> {
  past: readonly Step<T>[];
  future: readonly Step<T>[];
}

export const kNoHistory: History<never> = { past: [], future: [] };
const kMostSteps = 200;
const kJoinWithin_ms = 2000;

export function record<T>(history: History<T>, step: Step<T>): History<T> {
  const last = history.past[history.past.length - 1];
  const joined = last !== undefined && step.joins !== null && last.joins === step.joins
    && last.after === step.before && step.at_ms - last.at_ms <= kJoinWithin_ms;
  const past = joined
    ? [...history.past.slice(0, -1), { ...step, before: last.before }]
    : [...history.past, step].slice(-kMostSteps);
  return { past, future: [] };
}

export interface Taken<T> {
  history: History<T>;
  file: T;
  words: string;
}

/// Null where there is nothing to take back.
export function undo<T>(history: History<T>, file: T): Taken<T> | null {
  const step = history.past[history.past.length - 1];
  if (!step) return null;
  const undone = merge(step.after, file, step.before).value;
  const kept: Step<T> = { ...step, before: undone, after: file };
  return { history: { past: history.past.slice(0, -1), future: [kept, ...history.future] }, file: undone, words: step.words };
}

export function redo<T>(history: History<T>, file: T): Taken<T> | null {
  const step = history.future[0];
  if (!step) return null;
  const redone = merge(step.before, file, step.after).value;
  const kept: Step<T> = { ...step, before: file, after: redone, joins: null };
  return { history: { past: [...history.past, kept], future: history.future.slice(1) }, file: redone, words: step.words };
}
