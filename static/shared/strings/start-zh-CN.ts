// What the start page says, in Chinese.
import type { StartKey } from "./start-en";

export const start_zh_cn: Readonly<Record<StartKey, string>> = {
  tab_title: "Candor",
  language: "语言",
  title: "Candor 民主测评",
  text: "在这里，大家可以放心地评价自己的领导：保存下来的内容看不出谁说了什么。领导者看到的是公正、实在的结果。",
  code: "我有测评码",
  code_text: "印在您领到的纸条上。",
  leaders: "查看结果",
  leaders_text: "供领导者和上级单位使用，需要账号。",
  staff: "登录",
  staff_text: "供测评组织者使用。",
  notices: "开源许可",
};
