// What the respondent's page leaves on a device, by name; says nothing of what is in it.

export const kAnswers = "candor.answers.";  // unfinished answers, by choice (keep/main.tsx)
export const kRights = "candor.right.";     // rights to vote and receipts (shared/device_record.ts)

/// Names that begin so; none where storage is refused.
export function names_on_device(prefix: string): readonly string[] {
  try {
    return Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? "").filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}

/// A slash is in no id: no round's names begin like another's.
export function answers_of_round(round: string): string {
  return `${kAnswers}${round}/`;
}

/// Needs no later script: what is promised to be gone is gone whatever the network does.
export function erase(names: readonly string[]): void {
  try {
    names.forEach((name) => localStorage.removeItem(name));
  } catch {
    // Where storage is refused nothing is there to be removed.
  }
}
