// Voters of any round: random answers that the respondent's page would hand in, turned into bodies by the page's own code
// and cast as docs/protocol.md says. A ballot is what was given; nothing here reads what the program made of it.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";

import { random_answers, random_value } from "../../static/random_answers.mjs";
import { load } from "../../static/support.mjs";
import { ballotBearer, commentBearer, makeMessage, post } from "./cast.mjs";

const page = await load("respond/questionnaire.ts");
const kMostMendings = 500;

/** Random answers against which the page finds nothing: what is missing is given, what is too much is given otherwise. */
export function randomVote(file, unit, dice) {
  const steps = page.make_steps(file, unit);
  let answers = random_answers(file, unit, dice);
  for (let n = 0; n < kMostMendings; n++) {
    const [problem] = page.find_problems(file, unit, steps, answers);
    if (!problem) return { ballot: page.ballot_body(steps, answers), comment: page.comment_body(steps, answers) };
    const { about, item } = problem;
    const value = random_value(file, item, dice);
    assert.notEqual(value, undefined, `nothing can be answered to ${about}.${item.id}`);
    answers = page.with_answer(answers, about, item.id, value);
  }
  throw new Error(`${file.id}, unit ${unit.id}: no answers without a problem`);
}

/** `secret` undefined: a round open to anybody. Gives what was cast: ballot and comment as texts, the comment or null. */
export async function castVote(url, { round, manifest, unit, category, secret }, vote) {
  const send = async (kind, message) => {
    const answer = await post(url, round, kind, makeMessage({ manifest, unit, ...message }));
    assert.equal(answer.status, 200, `${round}, ${kind}: ${await answer.text()} ${message.body}`);
  };
  const ballot = secret === undefined ? randomBytes(32) : ballotBearer(round, unit, category, secret);
  await send("ballots", { category, bearer: ballot, body: vote.ballot });
  if (vote.comment === null) return;
  const comment = secret === undefined ? randomBytes(32) : commentBearer(round, unit, secret);
  await send("comments", { bearer: comment, body: vote.comment });
}

/** The same ballots as the CSV of docs/file-formats.md, without texts. `votes`: unit, category, body. */
export function ballotsCsv(file, votes) {
  const items = [...new Set([...file.sections, ...file.units].flatMap((part) => part.items ?? [])
    .filter((item) => item.type !== "text" && item.type !== "info").map((item) => item.id))];
  const cell = (value) => (value === undefined ? "" : Array.isArray(value) ? value.join(";") : String(value));
  const rows = [["ballot", "unit", "category", "about", ...items]];
  votes.forEach(({ unit, category, body }, n) => {
    const abouts = Object.keys(body);
    if (abouts.length === 0) abouts.push(page.make_steps(file, file.units.find(({ id }) => id === unit))[0]?.about ?? "team");
    for (const about of abouts) rows.push([`b${n + 1}`, unit, category, about, ...items.map((id) => cell(body[about]?.[id]))]);
  });
  return rows.map((row) => row.join(",")).join("\r\n");
}
