// What the console says where comments are read before the release, in English.

const n_texts = (n: number) => (n === 1 ? "1 text" : `${n} texts`);

export const reading_en = {
  title: "Reading the comments",
  title_released: "Comments that are shown",
  lead: "Decide for each text whether leaders may read it.",
  rules: [
    "Each text stands by itself, shuffled: without rater category, score or date.",
    "What is not decided by the release is never shown.",
    "After the release the originals can no longer be read here.",
  ],
  unreachable: (n: number, min_text: number) => (n === 0
    ? `Texts of units with fewer than ${min_text} valid ballots are read by nobody; there are none in this round.`
    : `Texts of units with fewer than ${min_text} valid ballots are read by nobody: ${n_texts(n)} in this round.`),
  released_lead: "These texts are shown to leaders. A text can be withdrawn, but none can be added.",
  before_seal: "Comments can be read once the round is sealed.",
  gone: "The round was released meanwhile: nothing can be decided any more. Load the page anew.",
  none_asked: "This round asks no question that is answered in words.",
  totals: (unread: number, cleared: number, withheld: number) => `${unread} not decided, ${cleared} may be shown, ${withheld} not shown`,
  totals_released: (n: number) => `${n_texts(n)} shown`,

  filter: "Which texts",
  filter_more: "Filter and search",
  state: "Decision", unit: "Unit", item: "Question", tag: "Tag", all: "All",
  states: { unread: "Not decided", cleared: "May be shown", withheld: "Not shown", shown: "Shown" } as { [state: string]: string },
  unit_count: (name: string, n: number) => `${name} (${n})`,
  marked_only: "Only texts with something marked",
  search: "Words in the text",
  search_hint: "All of these words. Chinese anywhere, other words by their beginning.",
  search_go: "Search",
  clear: "Show all",
  matches: (n: number) => n_texts(n),
  no_match: "No text fits. Choose other filters, or show all.",
  nothing_left: "Nothing is left to decide here.",
  nothing: "There are no texts to read.",
  more: (n: number) => `Show ${n} more`,
  listed: (listed: number, of: number) => `${listed} of ${of} listed`,
  list: "Texts",

  about_team: "The team", about_none: "In general",
  heading: (about: string, item: string) => `${about}: ${item}`,
  kinds: {
    member: "member’s name", telephone: "telephone number", identity_number: "identity number", email: "e-mail address", contact: "way of contact",
  } as { [kind: string]: string },
  kind_other: "personal detail",
  marked: "Marked: ",
  marked_entry: (text: string, kind: string) => `“${text}” (${kind})`,
  join: ", ",
  spoken_mark: (kind: string) => ` [${kind}:] `,
  spoken_redacted: " [redacted:] ",
  spoken_redacted_end: " [end] ",

  spoken_blackout: " (words taken out) ",

  clear_text: "May be shown",
  withhold_text: "Do not show",
  undecide: "Not decided after all",
  change: "Change",
  change_of: (heading: string) => `Change: ${heading}`,
  as_shown: "As leaders will read it",
  not_shown_to: "Nobody will read this:",
  redact_marks: (n: number) => (n === 1 ? "Redact what is marked" : `Redact what is marked (${n})`),
  redact_selection: (text: string) => `Redact “${text}”`,
  redact_words: "Redact words …",
  redact_mode: "Touch the words that shall not be shown. Touch again to take it back.",
  redact_group: "Words of the text",
  redact_save: "Save the redactions",
  redacted: "Redacted:",
  unredact: (text: string) => `Show “${text}” again`,

  tags_line: (tags: string) => (tags === "" ? "Tags" : `Tags: ${tags}`),
  tag_add: "Add a tag",
  tag_add_button: "Add",
  tag_remove: (tag: string) => `Remove tag “${tag}”`,
  tag_problems: {
    empty: "Type a tag first.", long: "A tag has 40 characters at most.", twice: "The text has this tag already.", many: "A text has ten tags at most.",
  },
  tags_where: "Tags stay in the console: leaders do not see them. The release erases those of texts that are not shown.",

  stale: "Somebody else changed this text just now. Here it is as it is now; what you typed is still here.",
  said: { cleared: "May be shown.", withheld: "Will not be shown.", unread: "Not decided." } as { [state: string]: string },
  said_left: (n: number) => (n === 0 ? "All texts are decided." : `${n} not decided.`),

  batch: (n: number) => (n === 1 ? "1 listed text without marks may be shown …" : `${n} listed texts without marks may be shown …`),
  batch_dialog: (n: number) => `May ${n === 1 ? "this text" : `these ${n} texts`} be shown?`,
  batch_text: "These are the listed texts that nobody has decided and in which nothing is marked. Marks are found by a program, which overlooks things: read them first.",
  batch_confirm: (n: number) => (n === 1 ? "1 text may be shown" : `${n} texts may be shown`),
  batch_done: (n: number, stale: number) => `${n_texts(n)} may be shown.${stale > 0 ? ` ${n_texts(stale)} changed meanwhile by somebody else ${stale === 1 ? "stays" : "stay"} as ${stale === 1 ? "it is" : "they are"}.` : ""}`,

  withdraw: "Withdraw …",
  withdraw_of: (heading: string) => `Withdraw …: ${heading}`,
  withdraw_dialog: "Withdraw this text?",
  withdraw_text: "Leaders no longer see it from now on. It cannot be brought back. Who has read it already, has read it.",
  withdraw_confirm: "Withdraw",
  withdrawn: "The text was withdrawn.",
};

export type ReadingWords = typeof reading_en;
