// Ready-made scales, rater categories and items, each with where it comes from, to be put into a round file as they are.
// Data only: the designer copies from here and gives fresh ids where one is taken. docs/templates.md names the sources.
import type { Text } from "../../shared/i18n";
import type { Category, Item, Option } from "../../shared/round_file";

export interface GradePreset {
  id: string;
  name: Text;
  source: Text;       ///< where such values are used, whether anybody prescribes them, what to mind
  scale_id: string;   ///< proposed id of the scale in the round file
  options: readonly Option[];
}

export interface CategoryPreset {
  id: string;
  name: Text;
  note: Text;
  categories: readonly Category[];
}

export interface ItemPreset {
  id: string;
  name: Text;
  grades?: string;    ///< scale items: the GradePreset that item.scale stands for
  item: Item;
}

const both = (zh: string, en: string): Text => ({ "zh-CN": zh, en });
const good = (id: string, label: Text, value: string): Option => ({ id, label, value, favourable: true });
const other = (id: string, label: Text, value: string): Option => ({ id, label, value });
const unknown: Option = { id: "unknown", label: both("不了解", "Don't know"), scored: false };

export const grade_presets: readonly GradePreset[] = [
  {
    id: "grades-100-85-70-50",
    name: both("优秀、良好、一般、较差（100/85/70/50）", "Excellent, good, fair, poor (100/85/70/50)"),
    source: both(
      "四个等次见《党政领导干部考核工作条例》（2019年）对领导班子的年度考核；分值是各单位的惯例，没有国家标准。最低一级仍得50分，得分差距会显得较小。",
      "The four grades are those of the 2019 regulations on the appraisal of Party and government leaders, for teams; the values are practice, no national standard. The lowest grade still gives 50, so differences look small.",
    ),
    scale_id: "grade",
    options: [
      good("excellent", both("优秀", "Excellent"), "100"), good("good", both("良好", "Good"), "85"),
      other("fair", both("一般", "Fair"), "70"), other("poor", both("较差", "Poor"), "50"), unknown,
    ],
  },
  {
    id: "grades-100-80-60-0",
    name: both("优秀、称职、基本称职、不称职（100/80/60/0）", "Excellent, competent, basically competent, not competent (100/80/60/0)"),
    source: both(
      "四个等次见《中华人民共和国公务员法》（2018年修订）第三十八条；分值是各单位的惯例，没有国家标准。“不称职”计0分，一票影响较大，宜与好评率一起看。",
      "The four grades are those of article 38 of China's Civil Servants Law (2018); the values are practice, no national standard. “Not competent” gives 0, so one answer weighs much: read the score beside the favourable rate.",
    ),
    scale_id: "overall",
    options: [
      good("excellent", both("优秀", "Excellent"), "100"), good("competent", both("称职", "Competent"), "80"),
      other("basic", both("基本称职", "Basically competent"), "60"), other("incompetent", both("不称职", "Not competent"), "0"), unknown,
    ],
  },
  {
    id: "grades-100-80-60-30-0",
    name: both("满意度五级（100/80/60/30/0）", "Satisfaction, five grades (100/80/60/30/0)"),
    source: both(
      "满意度调查中常见的赋分，属于惯例，没有国家标准：60分相当于及格，30分居于0和60的正中。各级间距不等，与其他分值得出的结果不能直接比较。",
      "Common in satisfaction surveys; practice, no national standard. 60 stands for a pass, 30 lies half-way between 0 and 60. The steps are unequal: do not compare with scores from other values.",
    ),
    scale_id: "satisfaction",
    options: [
      good("very_satisfied", both("很满意", "Very satisfied"), "100"), good("satisfied", both("满意", "Satisfied"), "80"),
      other("neutral", both("一般", "Neither satisfied nor dissatisfied"), "60"), other("dissatisfied", both("不满意", "Dissatisfied"), "30"),
      other("very_dissatisfied", both("很不满意", "Very dissatisfied"), "0"), unknown,
    ],
  },
  {
    id: "grades-100-75-55",
    name: both("满意、基本满意、不满意（100/75/55）", "Satisfied, mostly satisfied, dissatisfied (100/75/55)"),
    source: both(
      "用于部分单位的三级评议，属于惯例，没有国家标准，各地分值不一。最低一级仍得55分，差距会显得很小；以往用过这组分值、需要前后比较时才宜选用。",
      "Used by some organisations for reviews with three grades; practice, no national standard, and values differ from place to place. The lowest grade still gives 55, so differences look very small: choose it to continue an earlier series.",
    ),
    scale_id: "review",
    options: [
      good("satisfied", both("满意", "Satisfied"), "100"), good("basically", both("基本满意", "Mostly satisfied"), "75"),
      other("dissatisfied", both("不满意", "Dissatisfied"), "55"), unknown,
    ],
  },
  {
    id: "satisfaction-three",
    name: both("满意、基本满意、不满意（100/60/0）", "Satisfied, mostly satisfied, dissatisfied (100/60/0)"),
    source: both(
      "三个等次是民主评议的通行说法，结果通常报满意率；分值由本软件设定，60分相当于及格，没有国家标准。",
      "The three grades are customary in reviews, which report rates; the values are Candor's own, 60 standing for a pass. No national standard.",
    ),
    scale_id: "satisfaction",
    options: [
      good("satisfied", both("满意", "Satisfied"), "100"), good("basically", both("基本满意", "Mostly satisfied"), "60"),
      other("dissatisfied", both("不满意", "Dissatisfied"), "0"), unknown,
    ],
  },
  {
    id: "agreement",
    name: both("认同、基本认同、不认同（100/60/0）", "Agree, mostly agree, disagree (100/60/0)"),
    source: both(
      "用于对新任用人员的评议，是选人用人“一报告两评议”的通行做法，结果通常报认同率；分值由本软件设定，60分相当于及格，没有国家标准。",
      "Used where new appointments are reviewed, as in the yearly review of appointments in China, which reports rates; the values are Candor's own, 60 standing for a pass. No national standard.",
    ),
    scale_id: "agreement",
    options: [
      good("agree", both("认同", "Agree"), "100"), good("mostly", both("基本认同", "Mostly agree"), "60"),
      other("disagree", both("不认同", "Disagree"), "0"), unknown,
    ],
  },
  {
    id: "frequency",
    name: both("频度五级（100/75/50/25/0）", "How often, five grades (100/75/50/25/0)"),
    source: both(
      "问卷调查的一般做法：按发生的多少分级，等距取值，中间一级为50分。没有国家标准。",
      "Common in questionnaires: grades by how often something happens, in equal steps, 50 in the middle. No national standard.",
    ),
    scale_id: "frequency",
    options: [
      good("always", both("总是", "Always"), "100"), good("often", both("经常", "Often"), "75"),
      other("sometimes", both("有时", "Sometimes"), "50"), other("rarely", both("很少", "Rarely"), "25"),
      other("never", both("从不", "Never"), "0"), unknown,
    ],
  },
];

const category = (id: string, label: Text, weight: string, confidential = true): Category => ({ id, label, weight, confidential });

/// Weights are relative: they need not add up to 1, also when presets are put together.
export const category_presets: readonly CategoryPreset[] = [
  {
    id: "leaders-managers-staff",
    name: both("班子成员、中层干部、职工群众（A、B、C）", "Leaders, middle managers, staff (A, B, C)"),
    note: both(
      "领导班子测评常用的三类，权重30%、30%、40%是惯例，没有国家标准。班子成员不足5人的单位，其答案与其他类别合并。",
      "The three usual in appraisals of a team; 30 %, 30 % and 40 % are practice, no national standard. Where a unit has fewer than 5 leaders, their answers are merged with others'.",
    ),
    categories: [
      category("A", both("班子成员", "Leaders"), "0.3"), category("B", both("中层干部", "Middle managers"), "0.3"),
      category("C", both("职工群众", "Staff"), "0.4"),
    ],
  },
  {
    id: "superiors-peers-staff",
    name: both("上级、同级、职工", "Superiors, peers, staff"),
    note: both("个人测评常用的三类。权重可按本单位的规定修改。", "The three usual where one person is appraised. Change the weights as your rules say."),
    categories: [
      category("superiors", both("上级", "Superiors"), "0.3"), category("peers", both("同级同事", "Peers"), "0.3"),
      category("staff", both("职工", "Staff"), "0.4"),
    ],
  },
  {
    id: "named-superiors",
    name: both("上级领导（单独列出）", "Superiors, shown on their own"),
    note: both(
      "人数很少、评价不作保护的类别：无论几人都单独列出，作答前会告知本人。愿意公开表态的才用。",
      "For a few whose rating is not protected: shown on its own however few they are, and they are told before they answer. Only for those who are willing to be known.",
    ),
    categories: [category("named_superiors", both("上级领导", "Superiors"), "0.3", false)],
  },
  {
    id: "invited-representatives",
    name: both("特邀代表", "Invited representatives"),
    note: both(
      "如职工代表大会代表、离退休职工代表。对日常工作了解较少，权重宜小；每个单位至少请5人，才能单独统计。",
      "Such as delegates of staff or of retired staff. They see less of the daily work: a small weight. At least 5 for each unit, or they cannot be shown on their own.",
    ),
    categories: [category("invited", both("特邀代表", "Invited representatives"), "0.1")],
  },
  {
    id: "subordinate-units",
    name: both("下属单位", "Subordinate units"),
    note: both(
      "由下属单位的负责人或代表填写，适合评价上级机关。下属单位少于5个的，可请每个单位多名代表填写。",
      "Answered by heads or delegates of subordinate units, for those who lead them. With fewer than 5 such units, ask several people of each.",
    ),
    categories: [category("subordinates", both("下属单位", "Subordinate units"), "0.2")],
  },
  {
    id: "clients",
    name: both("服务对象", "Clients"),
    note: both(
      "接受本单位服务的单位和个人。接触的只是部分工作，不了解的项目会多一些。",
      "People and organisations that the unit serves. They meet only part of its work: expect more “don't know”.",
    ),
    categories: [category("clients", both("服务对象", "Clients"), "0.2")],
  },
];

const text_hint = both("选填，一两句话即可。", "Optional. A sentence or two will do.");
const whole = both("请作总的评价，不必是以上各项的平均。", "As a whole; it need not be the average of the above.");
const up_to_three = both("最多选三项。", "Choose up to three.");

export const item_presets: readonly ItemPreset[] = [
  {
    id: "overall-team",
    name: both("总体评价（领导班子）", "Overall rating of a team"),
    grades: "grades-100-85-70-50",
    item: {
      id: "overall", type: "scale", scale: "grade", weight: "1", label: both("总体评价", "Overall"),
      hint: whole,
    },
  },
  {
    id: "overall-person",
    name: both("总体评价（个人）", "Overall rating of a person"),
    grades: "grades-100-80-60-0",
    item: {
      id: "overall", type: "scale", scale: "overall", weight: "1", label: both("总体评价", "Overall"),
      hint: whole,
    },
  },
  {
    id: "overall-satisfaction",
    name: both("总体满意度", "Overall satisfaction"),
    grades: "grades-100-80-60-30-0",
    item: {
      id: "overall", type: "scale", scale: "satisfaction", weight: "1", label: both("总体满意度", "Overall"),
      hint: whole,
    },
  },
  {
    id: "appointment",
    name: both("对任用的看法", "View of an appointment"),
    grades: "agreement",
    item: { id: "appointment", type: "scale", scale: "agreement", weight: "1", label: both("您对这项任用的看法", "Your view of this appointment") },
  },
  {
    id: "answered",
    name: both("发生频度", "How often"),
    grades: "frequency",
    item: { id: "answered", type: "scale", scale: "frequency", label: both("大家提出的意见，是否得到答复？", "Are opinions that people raise answered?") },
  },
  {
    id: "strength",
    name: both("长处", "A strength"),
    item: { id: "strength", type: "text", label: both("您最认可的一点是什么？", "What does this person do well?"), hint: text_hint, max_length: 1000 },
  },
  {
    id: "improve",
    name: both("需要改进之处", "Something to improve"),
    item: { id: "improve", type: "text", label: both("您认为最需要改进的是什么？", "What should be done better first?"), hint: text_hint, max_length: 1000 },
  },
  {
    id: "suggestion",
    name: both("意见和建议", "Anything else"),
    item: { id: "suggestion", type: "text", label: both("您还有什么意见和建议？", "Is there anything else you would like to say?"), hint: text_hint, max_length: 1000 },
  },
  {
    id: "continue",
    name: both("单选：今后如何安排", "One choice: what next"),
    item: {
      id: "continue", type: "single", label: both("今后如何安排？", "What should happen next?"),
      options: [
        { id: "same", label: both("照此继续", "Go on like this") }, { id: "changed", label: both("改进后继续", "Go on, but changed") },
        { id: "stop", label: both("不再继续", "Stop") }, { id: "no_view", label: both("没有意见", "No view") },
      ],
    },
  },
  {
    id: "reasons",
    name: both("多选：原因", "Several choices: reasons"),
    item: {
      id: "reasons", type: "multiple", max: 3, label: both("您不满意的主要是什么？", "What are you mainly dissatisfied with?"), hint: up_to_three,
      options: [
        { id: "waiting", label: both("等候或办理时间长", "It takes long") }, { id: "attitude", label: both("服务态度", "How people are treated") },
        { id: "explanation", label: both("说明不清楚", "It is not explained clearly") }, { id: "unsolved", label: both("问题没有解决", "The problem was not solved") },
        { id: "other", label: both("其他", "Something else") },
      ],
    },
  },
  {
    id: "priorities",
    name: both("排序：先后次序", "Ranking: what comes first"),
    item: {
      id: "priorities", type: "rank", label: both("请按轻重缓急排列下列工作。", "In which order should these be taken up?"),
      options: [
        { id: "work", label: both("改进日常管理", "Daily management") }, { id: "training", label: both("加强业务培训", "Training") },
        { id: "conditions", label: both("改善工作条件", "Working conditions") },
      ],
    },
  },
  {
    id: "meetings",
    name: both("数字：次数", "A number: how many times"),
    item: {
      id: "meetings", type: "number", min: "0", max: "31", decimals: 0,
      label: both("上个月，领导班子成员到您部门几次？", "How many times did leaders come to your department last month?"),
    },
  },
  {
    id: "recommend",
    name: both("推荐意愿（0—10分）", "Would you recommend (0–10)"),
    item: { id: "recommend", type: "nps", label: both("您愿意向朋友推荐到本单位工作吗？", "Would you recommend working here to a friend?") },
  },
  {
    id: "notice",
    name: both("说明文字", "A note"),
    item: { id: "notice", type: "info", label: both("以下问题只涉及最近一年的情况。", "The questions below are about the past year only.") },
  },
];
