// What the preview of a draft says of itself, in Chinese.
import type { PreviewKey } from "./preview-en";

export const preview_zh_cn: Readonly<Record<PreviewKey, string>> = {
  preview_title: "预览",
  preview_note: "预览：不会提交，也不会保存。",
  preview_waiting: "正在等待草稿……",
  preview_broken: "草稿目前的内容无法显示。缺少什么请见问题列表；修改后预览会自动恢复。",
};
