// What the places of a round file are called when something is wrong there. Chinese.
import type { PlaceWords } from "./place-en";

export const place_zh_cn: PlaceWords = {
  join: "，",
  section: (n, name) => `第${n}部分${quoted(name)}`,
  item: (n) => `第${n}题`,
  own_item: (n) => `自有题目第${n}题`,
  option: (n, name) => `第${n}个选项${quoted(name)}`,
  scale: (id) => `量表${quoted(id)}`,
  category: (n, name) => `第${n}类参评人员${quoted(name)}`,
  unit: (n, name) => `第${n}个单位${quoted(name)}`,
  member: (n, name) => `第${n}名成员${quoted(name)}`,
  flag: (n, name) => `第${n}项预警${quoted(name)}`,
  due: (category) => `${quoted(category)}应参加人数`,
  entry: (n, field) => `${field}第${n}项`,
  text: (language, field) => `${language}${field}`,
  line: (line, column) => `第${line}行第${column}列`,
  other: (key) => `“${key}”`,
  languages: { en: "英文", zh: "中文" },
  fields: {
    candor_round: "文件版本", id: "编号", title: "标题", languages: "语言", asked_by: "组织方",
    intro: "说明", use_of_answers: "结果用途", contact: "联系方式", thanks: "致谢语",
    scales: "量表", sections: "各部分", categories: "参评人员", units: "单位", rules: "规则", access: "参加方式",
    mode: "方式", options: "选项", label: "标题", value: "分值", favourable: "好评标记", scored: "是否计分",
    items: "题目", about: "评价对象", of: "限定的人员类型", hint: "提示", type: "题型", scale: "量表",
    weight: "权重", required: "必答", show_if: "显示条件", item: "题目", is: "选项", min: "下限",
    max: "上限", decimals: "小数位数", max_length: "字数上限", confidential: "保护", parent: "上级单位",
    name: "名称", due: "应参加人数", members: "成员", post: "职务", head: "负责人标记", kind: "人员类型",
    base: "计分基数", empty_category: "空缺类别的处理", invalid: "无效票规则", quota: "名额限制",
    option: "选项", at_most: "最高比例", rounding: "取整方式", quorum: "最低参加率", at_least: "最低比例",
    min_cell: "显示门槛", min_text: "文字的显示门槛",
    members_see: "成员可见范围", flags: "预警", when: "触发条件",
    confirm: "人数过少的类别", spare_percent: "备用测评码", paper_percent: "纸质测评码",
    without_due: "未注明应参加人数的单位的测评码", opens_at: "开始时间", closes_at: "截止时间",
    grace_hours: "宽限时间", retain_until: "保存期限", password: "密码", display_name: "显示名称",
    roles: "角色",
  },
};

function quoted(name: string): string {
  return name ? `“${name}”` : "";
}
