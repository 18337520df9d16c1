// What a shared device says, in English.

export const kiosk_en = {
  kiosk_done: "This screen is wiped in {n} second.|This screen is wiped in {n} seconds.",
  kiosk_next: "Wipe now, for the next person",
  kiosk_idle_title: "Are you still there?",
  kiosk_idle: "Nobody has touched this device for a while. Your answers are wiped in {n} second, without being handed in.|Nobody has touched this device for a while. Your answers are wiped in {n} seconds, without being handed in.",
  kiosk_stay: "I am still answering",
  kiosk_here: "I am still here",
  kiosk_idle_stuck: "Nobody has touched this device for a while. Everything here is wiped in {n} second. What has not reached the server by then is lost.|Nobody has touched this device for a while. Everything here is wiped in {n} seconds. What has not reached the server by then is lost.",
  kiosk_leave: "Stop and wipe everything",
  kiosk_stuck: "Before you leave, wipe this device: otherwise the next person finds what is yours. What has not reached the server is lost then.",
  kiosk_leave_stuck: "Leave and wipe everything",
};

export type KioskKey = keyof typeof kiosk_en;
