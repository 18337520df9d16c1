// What a shared device says, in Chinese.
import type { KioskKey } from "./kiosk-en";

export const kiosk_zh_cn: Readonly<Record<KioskKey, string>> = {
  kiosk_done: "本屏内容将在 {n} 秒后清除。",
  kiosk_next: "立即清除，换下一位",
  kiosk_idle_title: "您还在吗？",
  kiosk_idle: "已有一段时间无人操作。{n} 秒后将清除您的答案，而且不会提交。",
  kiosk_stay: "我还在作答",
  kiosk_here: "我还在",
  kiosk_idle_stuck: "已有一段时间无人操作。{n} 秒后将清除全部内容，届时尚未送达服务器的内容会丢失。",
  kiosk_leave: "停止作答并清除",
  kiosk_stuck: "离开之前请先清除，否则下一位会看到您的内容。清除后，尚未送达服务器的内容会丢失。",
  kiosk_leave_stuck: "离开并清除全部内容",
};
