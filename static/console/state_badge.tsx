// The state of a round in one word.
import { use_language } from "../shared/staff/language";
import type { RoundState } from "../shared/staff/types";

export function StateBadge(props: { state: RoundState }) {
  const { s } = use_language();
  return <span class={`badge ${props.state}`}>{s.states[props.state] ?? props.state}</span>;
}
