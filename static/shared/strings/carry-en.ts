// What the page says of a right to vote that leaves this device, in English.

export const carry_en = {
  carry_title: "Your right to vote, for another device",
  carry_warning: "Whoever has it can vote in your place. Show it to nobody, keep it only until the round is closed, then delete it. A lost right is not issued again.",
  carry_scan: "Scan this with the camera of the other device, or save the file and open it there.",
  carry_qr: "QR code with your right to vote",
  carry_file: "Save as file",
  carry_copy: "Copy as a link",
  carry_copied: "Copied. Paste it only into the other browser.",
};

export type CarryKey = keyof typeof carry_en;
