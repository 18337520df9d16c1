// Rounds to look at while working on the respondent's page: as long and as lively as real ones. No test counts on
// their numbers.
const both = (en, zh) => ({ en, "zh-CN": zh });

const grade4 = { options: [
  { id: "excellent", label: both("Excellent", "优秀"), value: "100", favourable: true },
  { id: "good", label: both("Good", "良好"), value: "85", favourable: true },
  { id: "fair", label: both("Fair", "一般"), value: "70" },
  { id: "poor", label: both("Poor", "较差"), value: "50" },
  { id: "unknown", label: both("Don't know", "不了解"), scored: false },
] };
const overall = { options: [
  { id: "excellent", label: both("Excellent", "优秀"), value: "100", favourable: true },
  { id: "competent", label: both("Competent", "称职"), value: "80", favourable: true },
  { id: "basic", label: both("Basically competent", "基本称职"), value: "60" },
  { id: "incompetent", label: both("Not competent", "不称职"), value: "0" },
  { id: "unknown", label: both("Don't know", "不了解"), scored: false },
] };

const scale = (id, en, zh, more = {}) => ({ id, type: "scale", scale: "grade4", label: both(en, zh), ...more });

const members = [
  ["m1", "Chen Guodong", "陈国栋", "General manager", "总经理"], ["m2", "Li Wei", "李薇", "Deputy, production", "副总经理（生产）"],
  ["m3", "Zhao Ming", "赵明", "Deputy, finance", "副总经理（财务）"], ["m4", "Sun Lan", "孙岚", "Chief engineer", "总工程师"],
  ["m5", "Zhou Qiang", "周强", "Head of staff", "人力资源总监"], ["m6", "Wu Xin", "吴欣", "Trade union chair", "工会主席"],
];

export const appraisal = {
  candor_round: 1, id: "2026-spring", languages: ["zh-CN", "en"],
  title: both("Appraisal of leadership teams, spring 2026", "2026 年春季领导班子和领导人员民主测评"),
  asked_by: both("Hongqiao Group, staff council", "虹桥集团职工代表大会"),
  intro: both("Once a year all staff say how well those who lead them do their work. It takes about five minutes; you may leave any question open that is not marked as required.",
    "每年一次，请全体职工评价领导班子和领导人员的履职情况。作答约需五分钟；除标明必答的题目外，均可不答。"),
  use_of_answers: both("Each team reads its results, names what it will put right, and is asked about it next year.",
    "各班子阅读结果后，须提出整改措施，并在下一年度接受评议。"),
  contact: "council@example.org",
  thanks: both("Results are released in December, to your team as well as to you.", "结果将于 12 月公布。感谢您的认真评价。"),
  scales: { grade4, overall },
  sections: [
    { id: "team", about: "team", title: both("The leadership team", "领导班子"),
      hint: both("Think of the past twelve months, and of the team as a whole rather than of one person.", "请以过去一年的情况为准，着眼整个班子，而不是某一个人。"),
      items: [
        scale("results", "Results: does the team reach what it set out to do?", "工作实绩：是否完成既定目标？", { required: true,
          hint: both("Completion of the annual goals; quality of decisions; how problems left from last year were settled; what was achieved with the means at hand.",
            "年度目标任务完成情况；决策的科学性；历史遗留问题的解决；在现有条件下取得的成效。") }),
        scale("style", "Working style: does it listen, explain, and keep its word?", "工作作风：是否听取意见、说明理由、信守承诺？", { required: true }),
        scale("why_poor", "Where does the working style fall short most?", "作风方面哪一点最需改进？", { show_if: { item: "style", is: ["poor"] } }),
        { id: "note", type: "info", label: both("The next question is about how fairly people are chosen and promoted.", "下一题是关于选人用人是否公正的。") },
        { id: "overall", type: "scale", scale: "overall", label: both("All in all", "总体评价") },
        { id: "improve", type: "text", label: both("What should the team put right first?", "班子最应先整改什么？"), max_length: 500 },
      ] },
    { id: "member", about: "member", title: both("Members of the team", "班子成员"), items: [
      scale("ability", "Ability", "能力", { hint: both("Command of the field; judgement; getting things done.", "业务水平、判断力、执行力。") }),
      scale("effort", "Diligence", "勤勉"),
      { id: "overall", type: "scale", scale: "overall", label: both("All in all", "总体评价") },
      { id: "say", type: "text", label: both("What would you like to tell this person?", "您想对这位同志说什么？"), max_length: 300 },
    ] },
    { id: "general", about: "none", title: both("In general", "综合"), items: [
      scale("trust", "Do you trust that this appraisal changes anything?", "您是否相信本次测评会带来改变？"),
    ] },
  ],
  categories: [
    { id: "A", label: both("Superiors", "上级领导"), weight: "0.3", confidential: false },
    { id: "B", label: both("Peers and middle managers", "同级及中层"), weight: "0.3" },
    { id: "C", label: both("Staff", "职工代表"), weight: "0.4" },
  ],
  units: [
    { id: "hq", name: both("Head office", "集团总部"), parent: null, due: { A: 6, B: 4, C: 97 }, members: members.map(([id, en, zh, post, post_zh], i) => (
      { id, name: both(en, zh), post: both(post, post_zh), head: i === 0, kind: "leader" })) },
    { id: "east", name: both("Eastern works", "东厂"), parent: "hq", due: { A: 3, B: 11, C: 60 }, members: members.slice(0, 3).map(([id, en, zh, post, post_zh]) => (
      { id: `e${id}`, name: both(en, zh), post: both(post, post_zh), kind: "leader" })),
      items: [scale("canteen", "The works canteen", "厂区食堂")] },
  ],
  rules: { invalid: ["blank_ballot", "over_quota", "incomplete"], min_cell: 5, min_text: 10,
    quota: { scale: "overall", option: "excellent", at_most: "1/3", rounding: "floor" } },
  access: { mode: "ticket" },
};

const choices = (...pairs) => pairs.map(([id, en, zh]) => ({ id, label: both(en, zh) }));

/// Each item type, with rules, hints and conditions.
export const every_type = { ...appraisal, id: "every-type", access: { mode: "open" },
  sections: [
    { id: "grid", about: "team", title: both("How the team works", "班子履职情况"), items: [
      scale("direction", "Direction: is it clear where the unit is heading, and why?", "政治方向和发展思路：目标是否明确，理由是否讲清？", { required: true }),
      scale("decisions", "Decisions: are they made in time, and on good grounds?", "决策能力：决策是否及时、依据是否充分？",
        { hint: both("Whether facts are gathered first; whether those concerned are heard; whether a decision, once made, is carried out and looked at again.",
          "决策前是否调查研究；是否听取有关方面意见；作出决策后是否落实并检查效果。") }),
      scale("integrity", "Integrity", "廉洁自律"),
      scale("style", "Style", "工作作风", { hint: both("Listens, explains, keeps its word.", "听取意见、说明理由、信守承诺。") }),
    ] },
    { id: "other", about: "team", title: both("Other kinds of questions", "其他题型"),
      hint: both("Some of these may be left open.", "部分题目可以不答。"), items: [
        { id: "tenure", type: "single", label: both("How long have you worked here?", "您在本单位工作多久了？"), required: true,
          options: choices(["short", "Less than a year", "不满一年"], ["some", "One to five years", "一至五年"], ["long", "More than five years", "五年以上"]) },
        { id: "worries", type: "multiple", max: 3, label: both("What should be put right first?", "最应先改进哪些方面？"),
          options: choices(["pay", "Pay", "薪酬"], ["tools", "Tools and equipment", "工具设备"], ["training", "Training", "培训"], ["canteen", "Canteen", "食堂"],
            ["safety", "Safety at work", "安全生产"], ["other", "Something else, which I describe below", "其他（在下面说明）"]) },
        { id: "pay_what", type: "single", label: both("What about pay?", "薪酬方面主要是什么问题？"), show_if: { item: "worries", is: ["pay"] },
          options: choices(["level", "Its level", "水平"], ["fair", "Its fairness", "公平性"]) },
        { id: "hours", type: "number", min: 0, max: 24, decimals: 1, label: both("How many hours of training did you have this year?", "您今年接受了多少小时培训？") },
        { id: "order", type: "rank", label: both("What matters most to you in those who lead?", "您最看重领导人员的哪些方面？"), required: true,
          options: choices(["honest", "Honesty", "诚实"], ["able", "Ability", "能力"], ["listens", "Listening", "倾听"], ["fair", "Fairness", "公正"]) },
        { id: "recommend", type: "nps", label: both("How likely are you to recommend this unit to a friend as a place to work?", "您会向朋友推荐到本单位工作吗？") },
        { id: "words", type: "text", label: both("Anything else?", "还有什么想说的？"), max_length: 200 },
      ] },
  ],
  units: [{ id: "u", name: both("Head office", "集团总部"), parent: null, members: [] }], rules: { invalid: ["incomplete"] } };

const long_name = both("Alexandra-Konstantina Papadopoulou-Hatzigeorgiou of Thessaloniki", "阿不都热依木江·买买提吐尔逊·阿卜杜外力·库尔班江·艾则孜·吐尔洪江·热合曼·伊斯拉木");
const long_post = both("Deputy general manager for production, safety and the environment", "副总经理兼安全生产与环境保护委员会办公室主任（主持日常工作）");

/// Twenty people, one of them with the longest name and post one meets.
export const large_team = { ...every_type, id: "large-team",
  sections: [{ id: "member", about: "member", title: both("Members of the team", "班子成员"), items: [
    scale("ability", "Ability", "能力"), scale("effort", "Diligence", "勤勉"), { id: "overall", type: "scale", scale: "overall", label: both("All in all", "总体评价") }] }],
  units: [{ id: "u", name: both("Head office", "集团总部"), parent: null, members: Array.from({ length: 20 }, (_, i) => (
    i === 6 ? { id: "m7", name: long_name, post: long_post } : { id: `m${i + 1}`, name: both(`Person ${i + 1}`, `人员${i + 1}`), post: both("Deputy", "副职") })) }],
  rules: { invalid: ["over_quota"], quota: { scale: "overall", option: "excellent", at_most: "1/3", rounding: "floor" } } };

export const open_survey = { ...appraisal, id: "open-house", access: { mode: "open" } };

/// One card: what matters is what happens before and after it.
export const by_invitation = { ...appraisal, id: "by-invitation", access: { mode: "credential" },
  sections: [{ ...appraisal.sections[0], items: [appraisal.sections[0].items[4], appraisal.sections[0].items[5]] }],
  rules: { invalid: [], min_cell: 5, min_text: 10 },
  units: appraisal.units.map(({ items: _, ...unit }) => ({ ...unit, members: [] })) };
