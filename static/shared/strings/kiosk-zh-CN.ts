// What a shared device says, in Chinese.
import type { KioskKey } from "./kiosk-en";

export const kiosk_zh_cn: Readonly<Record<KioskKey, string>> = {
  kiosk_done: "本屏内容将在 {n} 秒后清除。",
  kiosk_next: "立即清除，换下一位",
  kiosk_idle_title: "您还在吗？",
  kiosk_idle: "已有一段时间无人操作。{n} 秒后将清除您的答案，而且不会提交。",
  kiosk_stay: "我还在作答",
  kiosk_leave: "停止作答并清除",
};
