// What forgetting everything on a device says, in Chinese.
import type { KeepKey } from "./keep-en";

export const keep_zh_cn: Readonly<Record<KeepKey, string>> = {
  forget_title: "要清除本机上的全部内容吗？",
  forget_text: "将从本浏览器中清除各次测评未提交的答案和回执。已经提交的答卷不受影响。",
  forget_rights: "本浏览器还存有 {n} 份投票凭证，也将一并清除，且不再补发：清除后不能再用它作答或更换答卷。未提交的答案和回执同时清除；已经提交的答卷不受影响。",
  forget_yes: "确定清除",
  forget_no: "不清除",
  forget_done: "已全部清除，本浏览器中不再存有任何测评的内容。",
};
