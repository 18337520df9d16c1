// One respondent's session with a checked round: answering, handing in, thanks. Warns before unsent answers are lost
// and forgets them once they are sent; keeps them on the device where that was chosen.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Category } from "../shared/round_file";
import type { Own } from "./after/main";
import type { Caster, Message, Sent } from "./cast";
import { Casting } from "./casting";
import { Done } from "./done";
import { Flow } from "./flow";
import { KeepBox, use_keeping } from "./keeping";
import type { LoadedRound } from "./load_round";
import { type Answers, ballot_body, comment_body, make_steps } from "./questionnaire";

/// "stuck": handing in or claiming waits for a network or a person, who may have left.
export type SessionStage = "answering" | "casting" | "stuck" | "done";

export interface SessionProps {
  loaded: LoadedRound;
  category: Category;
  caster: Caster;
  start_at?: number;      ///< 0: the welcome; 1: the first card, where the welcome has been shown already
  own: Own | null;        ///< a right that may be used again until the end, and then replaces what was there
  kiosk: boolean;
  on_stage?: (stage: SessionStage) => void;
  on_sent: (sent: readonly Sent[]) => void;  ///< the ticket may be forgotten
  on_again: () => void;
}

type Stage = { kind: "answering"; start_at: number } | { kind: "casting" } | { kind: "done"; sent: readonly Sent[] };

export function Session(props: SessionProps) {
  const { loaded, category } = props;
  const steps = useMemo(() => make_steps(loaded.round, loaded.unit), [loaded]);
  const [answers, set_answers] = useState<Answers>({});
  const [stage, set_stage] = useState<Stage>({ kind: "answering", start_at: props.start_at ?? 0 });
  const keeping = use_keeping({ loaded, category: category.id, kiosk: props.kiosk, steps }, answers, set_answers);
  const messages = useRef<Promise<readonly Message[]> | null>(null);
  const at_stake = stage.kind === "casting" || (Object.keys(answers).length > 0 && !keeping.safe) || props.own?.keeper.on_device === false;
  use_leave_warning(at_stake && stage.kind !== "done" && !props.kiosk);
  const [stuck, set_stuck] = useState(false);
  useEffect(() => props.on_stage?.(stage.kind === "casting" && stuck ? "stuck" : stage.kind), [stage.kind, stuck]);

  const make = () => {
    messages.current = messages.current ?? props.caster(ballot_body(steps, answers), comment_body(steps, answers));
    return messages.current;
  };
  const done = (sent: readonly Sent[]) => {
    messages.current = null;
    keeping.choose(false);
    set_answers({});
    set_stage({ kind: "done", sent });
    history.replaceState(null, "");
    props.on_sent(sent);
  };

  if (stage.kind === "done") {
    return (
      <Done loaded={loaded} sent={stage.sent} own={props.own} kiosk={props.kiosk} on_again={props.on_again} />
    );
  }
  if (stage.kind === "casting") {
    const back = () => {
      messages.current = null;
      set_stage({ kind: "answering", start_at: steps.length + 1 });
    };
    return (
      <Casting
        round={loaded.round.id} origin={loaded.page.box_url ?? ""} messages={make}
        on_stuck={set_stuck} on_done={done} on_back={back} on_expired={() => keeping.choose(false)}
      />
    );
  }
  const forgotten = () => {
    keeping.choose(false);
    set_answers({});
    if (props.own?.keeper.on_device) window.location.reload();  // the right to vote is gone too
  };
  return (
    <Flow
      loaded={loaded} category={category} steps={steps} answers={answers} start_at={stage.start_at}
      revisable={props.own !== null} keep={<KeepBox keeping={keeping} on_forgotten={forgotten} />}
      on_answers={set_answers} on_cast={() => set_stage({ kind: "casting" })}
    />
  );
}

function use_leave_warning(active: boolean): void {
  useEffect(() => {
    if (!active) return undefined;
    const warn = (event: BeforeUnloadEvent) => {
      event.preventDefault();
      event.returnValue = "";  // what older browsers wait for
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [active]);
}
