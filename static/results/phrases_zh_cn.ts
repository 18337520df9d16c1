// The three sentences in Chinese. Words only: every number arrives in the facts.
import { response_share } from "./facts";
import type { Comparison, Standing } from "./compare";
import type { Facts } from "./facts";
import type { Phrases } from "./phrases";

export function list_zh(names: string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join("、")}和${names[names.length - 1]}`;
}

function quoted(names: string[]): string {
  return list_zh(names.map((n) => `“${n}”`));
}

function fraction(text: string): string {
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
  if (!match) return text;
  const top = digits[Number(match[1])];
  const bottom = digits[Number(match[2])];
  return top && bottom ? `${bottom}分之${top}` : text;
}

function turnout(f: Facts): string {
  const where = f.left_out.length > 0 ? "此处列出的群体中，" : "";
  if (f.due === null) return `${where}共收回测评票${f.returned}张`;
  if (f.returned > f.due) return `${where}应参加${f.due}人，却收回测评票${f.returned}张`;
  if (f.returned === f.due) return `${where}应参加${f.due}人，全部作答`;
  return `${where}应参加${f.due}人，作答${f.returned}人`;
}

function score_part(f: Facts): string {
  if (!f.score) return "";
  const range = f.score.range ? `（量表为${f.score.range.low}至${f.score.range.high}分）` : "";
  return `${f.score.of_team ? "班子" : ""}${f.score.weighted ? "加权" : ""}得分${f.score.score}分${range}`;
}

function outcome(f: Facts): string {
  const parts: string[] = [];
  if (f.headline) parts.push(`对“${f.headline.name}”作出评价的${f.headline.n}人中，${f.headline.rate}%给予好评`);
  if (f.score) parts.push(score_part(f));
  if (parts.length > 0) return `${turnout(f)}；${parts.join("，")}。`;
  if (f.members > 0) return `${turnout(f)}；以下分别列出${f.members}名成员的结果。`;
  return `${turnout(f)}；没有得出分数。`;
}

function share(s: Standing, most: string): string {
  return s.names.length > 1 ? `${quoted(s.names)}并列${most}（${s.score}分）` : `${quoted(s.names)}得分${most}（${s.score}分）`;
}

function compared(c: Comparison): string {
  switch (c.kind) {
    case "nothing": return "没有项目得出分数，谈不上最强项和最弱项。";
    case "single": return c.scored > 1 ? "各项目的量表不同，不能相互比较。" : "计分项目只有一个，无从比较。";
    case "too_few": return `单个项目只有${c.answers}份评价，不足以可靠地比较这${c.count}个项目。`;
    case "equal": return `${c.count}个项目得分相同（${c.score}分）。`;
    case "close": return `${c.count}个项目得分接近：${share(c.top, "最高")}，${share(c.bottom, "最低")}，差距很小，不宜据此下结论。`;
    case "apart": return `${c.count}个项目中，${share(c.top, "最高")}，${share(c.bottom, "最低")}。`;
  }
}

function grouped(c: Comparison): string {
  switch (c.kind) {
    case "equal": return `计分项目只有一个，${c.count}个群体给出的分数相同（${c.score}分）。`;
    case "close":
      return `计分项目只有一个；各群体给分接近，最低${c.bottom.score}分（${list_zh(c.bottom.names)}），` +
        `最高${c.top.score}分（${list_zh(c.top.names)}），差距很小，不宜据此下结论。`;
    case "apart":
      return `计分项目只有一个；${list_zh(c.top.names)}给分最高（${c.top.score}分），${list_zh(c.bottom.names)}给分最低（${c.bottom.score}分）。`;
    case "too_few": return `计分项目只有一个，且有的群体只有${c.answers}份评价，不足以可靠地比较各群体。`;
    case "nothing":
    case "single": return "计分项目只有一个，无从比较。";
  }
}

function response(f: Facts): string {
  const percent = response_share(f);
  if (f.quorum && !f.quorum.met) return `作答人数未达到应参加人数的${fraction(f.quorum.at_least)}，结果只代表作答者`;
  if (f.quorum) {
    const share = percent === null || percent > 100 ? "" : `，作答率为${percent}%`;
    return `作答人数达到应参加人数的${fraction(f.quorum.at_least)}${share}`;
  }
  if (percent === null) return "应参加人数没有记录，无法知道有多少人没有作答";
  return `作答率为${percent}%`;
}

function bounds(f: Facts): string | null {
  if (!f.bounds) return null;
  if (f.bounds.silent === 0) return "应参加的人都作了评价";
  return `无论未作评价的${f.bounds.silent}人怎么看，好评占应参加人数的比例都在${f.bounds.low}%至${f.bounds.high}%之间`;
}

function unknown(f: Facts): string | null {
  if (f.dont_know.of === 0) return null;
  if (f.dont_know.count === 0) return null;
  return `${f.dont_know.of}份评价中有${f.dont_know.count}份选择“不了解”等不计分选项`;
}

function certainty(f: Facts): string {
  const parts = [response(f), bounds(f), unknown(f)];
  if (f.invalid > 0) parts.push(`另有无效票${f.invalid}张`);
  for (const names of f.merged) parts.push(`${list_zh(names)}合并列出，因为不足${f.min_cell}人的群体不单独显示`);
  if (f.left_out.length > 0) parts.push(`${list_zh(f.left_out)}合计不足${f.min_cell}张有效票，没有计入`);
  return `${parts.filter((p) => p !== null).join("；")}。`;
}

export const phrases_zh_cn: Phrases = {
  outcome,
  extremes: (f) => (f.items.kind === "single" && f.groups ? grouped(f.groups) : compared(f.items)),
  certainty,
};
