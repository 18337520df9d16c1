// What the page says of a right to vote that leaves this device, in Chinese.
import type { CarryKey } from "./carry-en";

export const carry_zh_cn: Readonly<Record<CarryKey, string>> = {
  carry_title: "把投票凭证带到另一台设备",
  carry_warning: "谁拿到它，谁就能代您投票。不要给任何人看，只保留到测评截止，之后请删除。凭证丢失后不再补发。",
  carry_scan: "用另一台设备的相机扫描，或保存文件后在那里打开。",
  carry_qr: "含有投票凭证的二维码",
  carry_file: "保存为文件",
  carry_copy: "复制为链接",
  carry_copied: "已复制。请只粘贴到另一个浏览器中。",
};
