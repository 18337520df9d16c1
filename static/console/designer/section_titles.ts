// Whom a section can be about, and the title it has until somebody gives it another. Data only.
import type { Text } from "../../shared/i18n";
import type { Section } from "../../shared/round_file";

export const kAbouts: readonly Section["about"][] = ["team", "member", "none"];

export const kSectionTitles: Readonly<Record<Section["about"], Text>> = {
  team: { "zh-CN": "领导班子", en: "The leadership team" },
  member: { "zh-CN": "班子成员", en: "Members of the team" },
  none: { "zh-CN": "综合题目", en: "General questions" },
};
