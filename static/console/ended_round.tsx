// A closed or released round, fetched when somebody opens one.
import { later } from "./later";
import type { RoundProps } from "./round_props";

export const EndedRound = later<RoundProps>(() => import("./closed_round").then((module) => module.ClosedRound));
