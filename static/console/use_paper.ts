// Whether a round by credentials has paper tickets. The server tells it in the frozen part of each unit; as tickets are
// rounded up in every group where somebody is due, one such unit says it for all.
import { useEffect, useState } from "preact/hooks";
import { get_round_page } from "../shared/api";
import type { FullRound } from "../shared/staff/types";

/** Number of the first part with somebody due; null where nobody is. */
export function part_with_due(full: FullRound): number | null {
  const at = full.file.units.findIndex((u) => Object.values(u.due ?? {}).some((count) => count > 0));
  return at < 0 ? null : at + 1;
}

export function has_tickets(part: string | undefined): boolean {
  const read = JSON.parse(part ?? "{}") as { groups?: { tickets?: number }[] };
  return (read.groups ?? []).some((group) => (group.tickets ?? 0) > 0);
}

/** True until the server has said otherwise, so that nobody is warned for nothing. */
export function use_paper(full: FullRound): boolean {
  const [paper, set_paper] = useState(true);
  const part = full.meta.access === "credential" ? part_with_due(full) : null;
  useEffect(() => {
    if (part === null) return;
    void get_round_page(full.meta.id, part).then((answer) => { if (answer.ok) set_paper(has_tickets(answer.value.part)); });
  }, [full.meta.id, part]);
  return paper;
}
