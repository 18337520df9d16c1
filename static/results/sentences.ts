// The three sentences that stand over a result: what came out, where it is strongest and weakest, how sure that is.
// Knows the facts and a language's phrases; adds no judgement of its own.
import type { Facts } from "./facts";
import type { Phrases } from "./phrases";
import { phrases_en } from "./phrases_en";
import { phrases_zh_cn } from "./phrases_zh_cn";

export function sentences(facts: Facts, lang: string): [string, string, string] {
  const phrases: Phrases = lang === "en" ? phrases_en : phrases_zh_cn;
  return [phrases.outcome(facts), phrases.extremes(facts), phrases.certainty(facts)];
}
