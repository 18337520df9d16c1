// What is written in the walk of comments: three units, who answers, and each text with what becomes of it.
import { randomBytes } from "node:crypto";
import assert from "node:assert/strict";

import { ballotBearer, commentBearer, makeMessage, post } from "./cast.mjs";
import { sameAnswers, smallRound } from "./rounds.mjs";

/** Texts, by what happens to them. What of them must be gone everywhere afterwards stands in `kGone`. */
export const kTexts = {
  marked: "王小明经常不在，电话13800138000也没人接。",
  by_hand: "Meetings of the man in room 4 take all morning.",
  withheld: "此人上个月请病假的原因大家都知道。",
  undecided: "陈静的邮箱jing.chen@example.org从来不回。",
  withdrawn: "年终奖怎么分的，请公开说明。",
  canteen: "食堂太贵，希望便宜一些。",
  shifts: "Publish the shifts two weeks ahead, please.",
  of_head: "请多到现场。",
  of_member: "Listens well; keep it up.",
  stores: "仓库太冷，请修暖气。",
  stores_too: "The gate is too narrow for the new lorries.",
  unreachable: "这条意见任何人都读不到。",
};
export const kTyped = "少开会，多办事。";  // in the browser
export const kShown = { marked: "▇▇▇经常不在，电话▇▇▇也没人接。", by_hand: "Meetings of the man in ▇▇▇ take all morning." };
/** From the release on in no page and no answer of the API. */
export const kGone = ["13800138000", "王小明经常", "man in room 4", kTexts.withheld, "jing.chen", kTexts.unreachable];
export const kCleared = ["canteen", "shifts", "withdrawn", "of_head", "of_member", "stores", "stores_too"];

const kDue = { shop: { superiors: 0, managers: 7, staff: 12 }, stores: { superiors: 0, managers: 0, staff: 11 }, gate: { superiors: 0, managers: 0, staff: 8 } };
const kNames = { shop: ["一分厂", "Workshop One"], stores: ["仓储部", "Stores"], gate: ["门卫班", "Gate"] };
const kPeople = { shop: [["王小明", "Wang Xiaoming"], ["陈静", "Chen Jing"]], stores: [["何秀兰", "He Xiulan"]], gate: [["周明德", "Zhou Mingde"]] };

const name = ([chinese, english]) => ({ "zh-CN": chinese, en: english });

/** A unit with two below it: of `gate` too few answer for texts to be read, `stores` is withheld in the end. */
export function commentsRound(id) {
  return smallRound(id, (file) => {
    file.title = name(["分厂班子测评", "Appraisal of the workshop"]);
    file.asked_by = name(["工会", "The works council"]);
    file.units = Object.entries(kDue).map(([unit, due]) => ({
      id: unit, name: name(kNames[unit]), parent: unit === "shop" ? null : "shop", due,
      members: kPeople[unit].map((person, i) => ({ id: `${unit}-m${i + 1}`, name: name(person), post: name(["负责人", "Manager"]), head: i === 0, kind: "leader" })),
    }));
    const members = file.sections.find((section) => section.about === "member");
    members.items.push({ id: "advice", type: "text", label: name(["您对这位同志有什么建议？", "What would you advise this person?"]), max_length: 1000 });
  });
}

const about_team = (text) => ({ team: { improve: text } });
/** unit → what its respondents write, one after the other; the rest writes nothing. */
const kWritten = {
  shop: [...["marked", "by_hand", "withheld", "undecided", "withdrawn", "canteen", "shifts"].map((key) => about_team(kTexts[key])),
    { "shop-m1": { advice: kTexts.of_head }, "shop-m2": { advice: kTexts.of_member } }],
  stores: ["stores", "stores_too"].map((key) => about_team(kTexts[key])),
  gate: [about_team(kTexts.unreachable)],
};

/** Everybody but one of each unit's staff casts by the API, ballots and comments; gives the codes left over. */
export async function castAll(url, file, codes) {
  const left = [];
  for (const unit of file.units) {
    const own = codes.filter((code) => code.unit === unit.id);
    left.push(own.pop());
    const written = [...kWritten[unit.id]];
    await Promise.all(own.map((code, i) => castOne(url, file, code, sameAnswers(file, unit, 1 + (i % 3)), written[i])));
  }
  return left;
}

async function castOne(url, file, code, answers, texts) {
  const { manifest, round, unit, categoryId: category, secret } = code;
  const sent = [["ballots", { category, bearer: ballotBearer(round, unit, category, secret), answers }]];
  if (texts) sent.push(["comments", { bearer: commentBearer(round, unit, secret), answers: texts, salt: randomBytes(32).toString("hex") }]);
  for (const [kind, message] of sent) {
    const answer = await post(url, round, kind, makeMessage({ manifest, unit, ...message }));
    assert.equal(answer.status, 200, `${kind} of ${unit}: ${await answer.text()}`);
  }
}
