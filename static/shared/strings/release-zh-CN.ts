// What the console says of releases, in Chinese. The same keys as release-en.ts; the compiler checks it.
import type { ReleaseWords } from "./release-en";

export const release_zh_cn: ReleaseWords = {
  comments: {
    title: "文字意见",
    text: "公布结果之前，须有人审读文字意见：只有审定“可以公布”的，领导人员才能看到。",
    all_decided: "已全部审读。",
    read: "审读意见",
    read_unread: (n) => (n === 0 ? "审读意见" : `审读意见（待审读${n}条）`),
    released: "审定可以公布的意见已向领导人员公布，仍可逐条撤下。",
    look: "查看已公布的意见",
  },

  dialog: {
    texts: "本次公布的文字意见",
    cleared: "将予公布", withheld: "审定不公布", unread: "未审读，一律不公布",
    unread_note: "结果公布之后不能再审读。",
    read_on: "先继续审读",
    counting: "正在统计意见……",
    uncounted: "目前无法得知审读情况。",
    none: "没有可公布的意见。",
    units: "不公布的单位",
    later: "今后再次公布只能减少内容：已撤下的不能恢复，也不能增补。",
  },

  withhold: {
    start: "撤下部分内容……",
    title: "撤下部分内容",
    lead: "如有单位的结果不宜继续公布，可以撤下。撤下单条意见，请到“查看已公布的意见”。",
    dialog: (title) => `撤下“${title}”中的单位？`,
    find: "查找单位",
    units: (n) => (n === 0 ? "单位" : `单位：已选${n}个`),
    more: (n) => `另有${n}个单位，请按名称查找。`,
    no_match: "没有这个名称的单位。",
    consequence: "该单位的文字意见、与其合并统计的小单位、所有上级单位的汇总数据一并不再显示，以免用减法推算。",
    gone: "已经看过的人，无法收回；撤下后不能恢复。",
    reason: "理由",
    reason_hint: "理由载入公开记录，任何人都能看到：请勿写出姓名，也不要复述撤下的内容。",
    reason_missing: "请写明理由：撤下内容一事会公开。",
    units_missing: "请至少选择一个单位。",
    confirm: "撤下",
    confirm_n: (n) => `撤下${n}个单位`,
    done: "已撤下，领导人员不再看到。",
    all_withheld: "全部单位均已撤下。",
  },

  releases: {
    title: "公布记录",
    entry: (number, when) => `第${number}次公布，${when}`,
    min_cell: (k) => `满${k}张有效票的群体才显示。`,
    shown: (n) => `公布意见${n}条。`,
    withheld: (names) => `不公布的单位：${names}。`,
    withheld_texts: (n) => `不公布意见${n}条。`,
    unread_texts: (n) => `公布时尚有${n}条意见未经审读，不予公布。`,
    nothing: "没有撤下内容。",
    reason: (text) => `理由：${text}`,
    join: "、",
  },

  min_cell: {
    summary: (k) => `至少几人才单独列出：${k}人`,
    label: "提高到",
    hint: (k) => `不填则仍为${k}人。只能提高，不能降低。`,
    consequence: "提高后，有效票不足此数的群体与其他群体合并显示，或不予显示；文字意见的公布条件也不低于此数。",
    why_now: "封存是最后的机会：此后如已有人看过统计数，再换一个下限，两次数字相减就可能看出个人的选择。",
    wrong: (k, most) => `请输入大于${k}、不超过${most}的整数，或不填。`,
  },
};
