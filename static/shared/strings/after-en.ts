// What the page says after handing in, in English.

export const after_en = {
  receipt_title: "Your receipt",
  receipt_what: "With it you can check later that your ballot was counted. It does not show what you answered.",
  receipt_ballot: "Ballot",
  receipt_comment: "Remarks",
  receipt_later: "Once the round is sealed: ",
  receipt_check: "Is my ballot in?",
  receipt_write_down: "Write the short code down if you want to check later; it leaves this screen in a moment.",
  receipt_save: "Save as file",
  receipt_print: "Print",
  receipt_keep: "Keep on this device",
  receipt_kept: "Kept on this device.",
  receipt_not_kept: "This browser keeps nothing. Save the file instead.",
  receipt_none: "Your ballot is stored, but no receipt could be given just now.",
  receipt_none_again: "Your ballot is stored, but no receipt could be given just now. Hand in again later to get one.",
  receipt_bad: "What the server sent is not a genuine receipt. Your ballot may be stored all the same. Tell those who organise the round.",

  own_title: "Your right to vote",
  own_kept: "It stays in this browser, so that you can answer again until the end. It does not say what you answered.",
  own_memory: "It exists on this page only. If you want to be able to answer again, save it now.",
  own_carry: "Save it, or answer on another device",
  forget: "Forget everything on this device",
  forget_right: "Removes your right to vote and your receipts from this browser. Your ballot stays and counts. You cannot hand in again then, and a lost right is not issued again.",
  forget_receipt: "Removes the receipts from this browser. Your ballot stays and counts.",
  forget_mine: "Forget my right to vote and its receipts",
  forget_mine_ticket: "Forget my receipts",
  forget_mine_right: "Removes the right to vote that you have just used, and its receipts, from this browser. Whatever else it holds stays. Your ballot stays and counts. You cannot hand in again then, and a lost right is not issued again.",
  forget_mine_receipt: "Removes the receipts of what you have just handed in from this browser. Whatever else it holds stays. Your ballot stays and counts.",
  forget_mine_done: "This browser no longer holds what was yours.",
  forget_all: "This browser holds {n} right to vote in this round. It is removed, even if it is somebody else's, and so are all receipts. Ballots stay and count. Nobody can hand in with it again then, and a lost right is not issued again.|This browser holds {n} rights to vote in this round. All {n} are removed, other people's too, and so are all receipts. Ballots stay and count. Nobody can hand in with them again then, and a lost right is not issued again.",
  forget_all_receipts: "Removes all receipts of this round from this browser, other people's too. Ballots stay and count.",
  forget_yes: "Forget it",
  forget_done: "This browser no longer holds anything of this round.",
};

export type AfterKey = keyof typeof after_en;
