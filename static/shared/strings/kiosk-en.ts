// What a shared device says, in English.

export const kiosk_en = {
  kiosk_done: "This screen is wiped in {n} second.|This screen is wiped in {n} seconds.",
  kiosk_next: "Wipe now, for the next person",
  kiosk_idle_title: "Are you still there?",
  kiosk_idle: "Nobody has touched this device for a while. Your answers are wiped in {n} second, without being handed in.|Nobody has touched this device for a while. Your answers are wiped in {n} seconds, without being handed in.",
  kiosk_stay: "I am still answering",
  kiosk_leave: "Stop and wipe everything",
};

export type KioskKey = keyof typeof kiosk_en;
