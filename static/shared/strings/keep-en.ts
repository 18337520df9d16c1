// What forgetting everything on a device says, in English.

export const keep_en = {
  forget_title: "Forget everything on this device?",
  forget_text: "Answers that were begun here, in any round, and receipts are erased from this browser. What has been handed in stays handed in.",
  forget_rights: "This browser also keeps a right to vote. It is erased too, and is not issued again: you can then neither answer nor change your ballot. Unfinished answers and receipts go as well; what has been handed in stays handed in.|This browser also keeps {n} rights to vote. They are erased too, and are not issued again: nobody can then answer or change a ballot with them. Unfinished answers and receipts go as well; what has been handed in stays handed in.",
  forget_yes: "Yes, forget everything",
  forget_no: "No, leave it",
  forget_done: "Everything is forgotten. This browser keeps nothing of any round.",
};

export type KeepKey = keyof typeof keep_en;
