// What the console says of releases: what they show, what is withheld, the smallest group. English.

const n_texts = (n: number) => (n === 1 ? "1 text" : `${n} texts`);
const n_units = (n: number) => (n === 1 ? "1 unit" : `${n} units`);

export const release_en = {
  comments: {
    title: "Comments",
    text: "Before the release somebody must read what people wrote: only texts decided as “May be shown” are shown to leaders.",
    all_decided: "Every text is decided.",
    read: "Read the comments",
    read_unread: (n: number) => (n === 0 ? "Read the comments" : `Read the comments (${n} not decided)`),
    released: "Leaders read the texts that were cleared. Each can still be withdrawn.",
    look: "Look at the shown texts",
  },

  dialog: {
    texts: "Comments in this release",
    cleared: "will be shown", withheld: "not shown, by decision", unread: "not decided: never shown",
    unread_note: "After the release they can no longer be decided.",
    read_on: "Read on first",
    counting: "Counting the texts …",
    uncounted: "How many texts are decided cannot be told now.",
    none: "There are no texts to show.",
    units: "Withhold units",
    later: "A later release can only take away: nothing that is shown now comes back once it is withheld, and nothing is added.",
  },

  withhold: {
    start: "Withhold something …",
    title: "Withhold something",
    lead: "A further release takes away units that should not be shown. To withdraw a single text, look at the shown texts.",
    dialog: (title: string) => `Withhold units of “${title}”?`,
    find: "Find a unit",
    units: (n: number) => (n === 0 ? "Units" : `Units: ${n} chosen`),
    more: (n: number) => `${n} more: find them by name.`,
    no_match: "No unit of that name.",
    consequence: "With a unit go its comments, the units too small that it is counted together with, and the figures of all units above it: else its figures could be worked out by subtraction.",
    gone: "Who has read it already, has read it. It cannot be brought back.",
    reason: "Reason",
    reason_hint: "It stands in the public record, for everybody to read: name nobody, and do not repeat what was withheld.",
    reason_missing: "Say why: everybody sees that something was withheld.",
    units_missing: "Choose at least one unit.",
    confirm: "Withhold",
    confirm_n: (n: number) => `Withhold ${n_units(n)}`,
    done: "Withheld. Leaders no longer see it.",
    all_withheld: "Every unit is withheld already.",
  },

  releases: {
    title: "Releases",
    entry: (number: number, when: string) => `Release ${number}, ${when}`,
    min_cell: (k: number) => `Groups are shown from ${k} valid ballots on.`,
    shown: (n: number) => `${n_texts(n)} shown.`,
    withheld: (names: string) => `Withheld units: ${names}.`,
    withheld_texts: (n: number) => `${n_texts(n)} withheld.`,
    unread_texts: (n: number) => `${n_texts(n)} not shown, because nobody had decided by the release.`,
    nothing: "Nothing was withheld.",
    reason: (text: string) => `Reason: ${text}`,
    join: ", ",
  },

  min_cell: {
    summary: (k: number) => `Smallest group that is shown: ${k}`,
    label: "Raise it to",
    hint: (k: number) => `Empty: it stays at ${k}. It can be raised, never lowered.`,
    consequence: "Groups with fewer valid ballots are then shown together with others, or not at all; comments are read from at least as many ballots on.",
    why_now: "Now is the last moment: once somebody may have read a count, a second one under another limit could be subtracted from it.",
    wrong: (k: number, most: number) => `Enter a whole number above ${k}, ${most} at most, or leave it empty.`,
  },
};

export type ReleaseWords = typeof release_en;
