// What the preview of a draft says of itself, in English.

export const preview_en = {
  preview_title: "Preview",
  preview_note: "Preview: nothing is sent or kept.",
  preview_waiting: "Waiting for the draft …",
  preview_broken: "The draft cannot be shown as it is now. The list of problems says what is missing; the preview comes back with the next change.",
};

export type PreviewKey = keyof typeof preview_en;
