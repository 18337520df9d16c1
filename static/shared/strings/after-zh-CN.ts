// What the page says after handing in, in Chinese.
import type { AfterKey } from "./after-en";

export const after_zh_cn: Readonly<Record<AfterKey, string>> = {
  receipt_title: "您的回执",
  receipt_what: "凭回执，日后可以核对您的答卷是否计入。回执不显示您的答案。",
  receipt_ballot: "答卷",
  receipt_comment: "文字意见",
  receipt_later: "测评封存之后可以查询：",
  receipt_check: "我的答卷在吗？",
  receipt_write_down: "如果日后想核对，请抄下短码；它很快会从屏幕上消失。",
  receipt_save: "保存为文件",
  receipt_print: "打印",
  receipt_keep: "保存在这台设备上",
  receipt_kept: "已保存在这台设备上。",
  receipt_not_kept: "本浏览器不保存任何内容，请改为保存文件。",
  receipt_none: "答卷已保存，但目前无法出具回执。",
  receipt_none_again: "答卷已保存，但目前无法出具回执。稍后重新提交一次即可取得。",
  receipt_bad: "服务器给出的不是真正的回执。答卷可能已经保存。请告知测评组织方。",

  own_title: "您的投票凭证",
  own_kept: "凭证仍在本浏览器中，截止之前可以重新作答。凭证不含您的答案。",
  own_memory: "凭证只在本页中。如果还想重新作答，请现在保存。",
  own_carry: "保存凭证，或换一台设备作答",
  forget: "清除这台设备上的全部内容",
  forget_right: "将从本浏览器中删除投票凭证和回执。答卷不受影响，照常计票。但之后不能再重新提交，凭证也不再补发。",
  forget_receipt: "将从本浏览器中删除回执。答卷不受影响，照常计票。",
  forget_yes: "确认清除",
  forget_done: "本浏览器中已不再有本次测评的任何内容。",
};
