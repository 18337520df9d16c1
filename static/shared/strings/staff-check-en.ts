// What the console says of how a round is checked: fingerprint, sealing, records, rehearsal. English.

export const check_en = {
  questionnaire: {
    title: "Questionnaire",
    size: (sections: number, questions: number) => `${sections === 1 ? "1 section" : `${sections} sections`}, ${questions === 1 ? "1 question" : `${questions} questions`}.`,
    text: "Questions, scales, who answers, units and rules are edited in the browser, with a preview as people will see it.",
    design: "Design the questionnaire",
    units: "Edit units and members",
  },

  states: {
    uninvited: "This round is a draft. Nobody is invited yet.",
    opening: "This round is being opened: its keys are being made.",
    casts_until: (since: string, until: string) => `Invitations can no longer be claimed since ${since}. Whoever claimed one before may hand in until ${until}.`,
    unsealed: "This round is closed. Seal it next: then the count can be checked by anybody, and the results released.",
    sealed: "This round is closed and sealed. Only organizers and administrators see its results.",
  },

  facts: {
    codes_by: "Codes made by", codes_by_server: "the server", codes_by_registrar: "the registrar",
    casts_until: "Hand in until", retain: "Answers kept until", sealed: "Sealed", purged: "Answers destroyed",
  },

  times: {
    grace: "Grace after the closing time, in hours",
    grace_hint: "So long, whoever has claimed an invitation in time can still hand in. 0 to 168.",
    grace_wrong: "Enter a whole number from 0 to 168.",
    retain: "Answers are destroyed after",
    retain_hint: "People read this before they answer. Empty: 180 days after closing, or after opening where no closing time is set.",
    retain_open_hint: "People have read this: it can be made earlier, never later.",
    retain_early: "Answers are kept at least until the round has closed.",
    retain_later: "An open round’s answers may be destroyed sooner, never kept longer.",
  },

  fingerprint: {
    text: "It stands for every question, unit, rule and list of this round (M). If anything is changed afterwards, the fingerprint is another one.",
    advice: "Do this before the first invitation goes out:",
    steps: [
      "Give it to the scrutineers, best on paper and signed.",
      "Put it where whoever runs the server cannot change it: a notice board, the minutes, a lawyer’s file.",
      "Invitations show it: ask people to compare.",
    ],
    download: "Download manifest.json",
    public_page: "Public page of this round",
    public_hint: "Shows the fingerprint and, once the round is sealed, lets everybody look whether their ballot is in.",
  },

  seal: {
    title: "Sealing",
    lead: "Sealing fixes what was cast. It ends the round for good:",
    steps: [
      "The keys that make rights to vote and receipts are destroyed. Nothing can be added, changed or taken out afterwards, by anybody.",
      "The list of all ballots is signed and published, without answers: everybody can look whether theirs is in.",
      "Scrutineers can then count again by themselves.",
    ],
    start: "Seal the round …",
    dialog: (title: string) => `Seal “${title}”?`,
    text: "The keys are destroyed. This cannot be undone.",
    clocks_note: (now: string) => `Your computer says it is ${now}. The server compares that with its own clock.`,
    confirm: "Destroy the keys and seal",
    done: "The round is sealed. The results can be released now.",
    clocks: (apart: string) => `The clocks of the server and of your computer are ${apart} apart; at most five minutes are allowed. Set the wrong one right, then seal: so nobody is shut out before their time. Nothing was sealed.`,
    clocks_any: "The clocks of the server and of your computer are more than five minutes apart. Set the wrong one right, then seal: so nobody is shut out before their time. Nothing was sealed.",
    duration: (hours: number, minutes: number) => (hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min`),
    release_after: "Results can be read and released once the round is sealed.",
    sealed_on: (when: string) => `The round was sealed on ${when}. Its keys are destroyed.`,
  },

  record: {
    title: "Checking the count",
    bundle: "Scrutineers’ bundle",
    bundle_text: "Holds every ballot and every code that was claimed, but no names. Each download is noted.",
    bundle_private: "Who holds it sees whole ballots and, together with the registrar, who took part. Keep it encrypted, and destroy it after the period for objections.",
    bundle_download: "Download the bundle (zip)",
    bundle_who: "Only accounts with the role “scrutineer” may download it, so that those who organize do not see ballots. Give that role under Accounts.",
    verify: "Check it. In place of M put the fingerprint that you were given when the round was opened, not the one from this page:",
    public: "Public record",
    public_text: "Anybody can download it there and look whether their ballot is in.",
    public_later: "The list of ballots is on the public page now; the complete record follows with the release.",
    public_link: "To the public page",
  },

  rehearse: {
    title: "Rehearsal",
    lead: "The whole round with made-up respondents, through the real protocol: keys, codes, ballots, sealing, counting, checking. Nothing of it is kept.",
    start: "Rehearse",
    too_large: "This round is too large to be rehearsed on the server while others use it. Download the round file and rehearse on a computer of your own:",
    running: "Rehearsing. With many units this takes minutes …",
    passed: "The rehearsal went through: every check is in order.",
    failed: (n: number) => (n === 1 ? "One check failed in the rehearsal." : `${n} checks failed in the rehearsal.`),
    summary: (ballots: number, comments: number, seconds: string) => `${ballots} ${ballots === 1 ? "ballot" : "ballots"} and ${comments} ${comments === 1 ? "comment" : "comments"} in ${seconds} seconds. Nothing of it is kept.`,
    caption: "Checks of the rehearsal",
    checks: (n: number) => (n === 1 ? "1 check" : `${n} checks`),
    check: "Check", result: "Result", detail: "Remarks",
    ok: "in order", bad: "failed",
  },
};

export type CheckWords = typeof check_en;
