// How anonymity works, in plain words, in English. Short sentences; every promise with its limit.

export const how_en = {
  tab_title: "How anonymity works",
  skip: "Skip to the content",
  language: "Language",
  title: "How anonymity works here",
  lead: "This page says what Candor keeps to itself, what it shows, and what it cannot protect you from. It is the same for everybody.",

  works_title: "With a personal invitation",
  works: "Two things must both be true: nobody votes twice, and nobody can tell who voted how. It works like an envelope with carbon paper.",
  works_1: "Your browser makes up a secret number, puts it into a sealed envelope, and sends the envelope with your invitation.",
  works_2: "The server checks the invitation, crosses it off, and stamps the envelope from outside. The stamp goes through to the number. The server never sees the number.",
  works_3: "Your browser takes the number out. It now carries a genuine stamp: that is your right to vote.",
  works_4: "You hand in your ballot with the stamped number, without your invitation. The server sees: the stamp is genuine, the number is new. Whose it is, it cannot know, because it has never seen it before.",
  paper_title: "With a paper slip",
  paper: "You draw a slip from a pile. Nobody notes which one. The code on it is turned into another number in your browser; the code itself is not sent.",

  never_title: "What the server never learns or keeps",
  never_1: "which invitation a ballot belongs to",
  never_2: "your secret number, before you hand in with it",
  never_3: "the time of your ballot, or the order in which ballots came: neither is stored",
  never_4: "your network address, the make of your browser: neither is noted",
  never_5: "which ballot and which remarks come from the same person: they are handed in with two separate rights",

  shown_title: "What is shown to whom",
  shown_1: "Leaders read results of groups, from a smallest size on that the ballot page tells. Smaller groups are merged or left out.",
  shown_2: "Remarks are read through for names first, and shown shuffled, without group, grade or date.",
  shown_3: "Named scrutineers see whole ballots without names, so that they can count again.",
  shown_4: "Who took part is not secret from whoever handed out the invitations. How somebody voted is.",

  check_title: "What you can check",
  check_1: "Scanning the code compares the questions, rules and keys with what was fixed when the round was opened. If something was changed, the page does not open.",
  check_2: "After handing in you get a receipt. It proves that the box took your ballot, and does not show what is in it.",
  check_3: "After sealing, everybody can look up their own ballot among all those that are counted, without the server learning which one they look for. Scrutineers count everything again with a program of their own.",

  limits_title: "What it cannot protect against",
  limits: "No system can do everything. These are the limits of this one:",
  limits_1: "Whoever runs the server and watches its traffic while you answer can see that your device sent this ballot. Whoever changes this page on the server can read along.",
  limits_2: "Whoever looks over your shoulder, or controls your device, sees your answers. On an employer's device that may be the employer.",
  limits_3: "Who prints slips or makes invitations, and keeps a copy, could use those that are left before their owners do. So unused ones are counted before witnesses.",
  limits_4: "If people never hand in although they used their invitation, a dishonest server could fill that gap, but no more: the public record shows how many invitations were used.",
  limits_5: "Your ballot could be dropped or replaced by a dishonest server. You notice if you check your receipt. Who does not check does not notice.",
  limits_6: "In a very small group, or where everybody agrees, the result itself gives answers away. The ballot page warns of small groups.",
  limits_7: "Who knows how you write recognises your remarks.",
  limits_8: "You can show somebody your screen while you answer, and so prove how you voted. Whoever has your receipt and the scrutineers' files can find your ballot. Buying and forcing of votes is not prevented by that.",

  yours_title: "What you can do",
  yours_1: "Answer on your own device, in your own network or a mobile one.",
  yours_2: "Give nobody your invitation, your right to vote or your receipt.",
  yours_3: "Write remarks so that anybody could have written them.",
  yours_4: "Check your receipt after sealing. The more people do, the safer all are.",
};

export type HowKey = keyof typeof how_en;
