// What a language must be able to say over a result.
import type { Facts } from "./facts";

/** How one language says it. Each method gives a whole sentence. */
export interface Phrases {
  outcome(facts: Facts): string;
  extremes(facts: Facts): string;
  certainty(facts: Facts): string;
}
