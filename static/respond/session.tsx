// One respondent's session with a checked round: answering, handing in, thanks. Warns before unsent answers are lost
// and forgets them once they are sent.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Category } from "../shared/round_file";
import { type Message, type Sent, make_messages } from "./cast";
import { Casting } from "./casting";
import { Done } from "./done";
import { Flow } from "./flow";
import type { LoadedRound } from "./load_round";
import { type Answers, ballot_body, comment_body, make_steps } from "./questionnaire";

export interface SessionProps {
  loaded: LoadedRound;
  category: Category;
  secret: string | null;  ///< null in open rounds
  on_sent: () => void;    ///< the ticket may be forgotten
  on_again: () => void;
}

type Stage = { kind: "answering"; start_at: number } | { kind: "casting" } | { kind: "done"; comment: Sent };

export function Session(props: SessionProps) {
  const { loaded, category } = props;
  const steps = useMemo(() => make_steps(loaded.round, loaded.unit), [loaded]);
  const [answers, set_answers] = useState<Answers>({});
  const [stage, set_stage] = useState<Stage>({ kind: "answering", start_at: 0 });
  const messages = useRef<Promise<readonly Message[]> | null>(null);
  use_leave_warning(stage.kind === "casting" || (stage.kind === "answering" && Object.keys(answers).length > 0));

  const make = () => {
    messages.current = messages.current ?? make_messages(
      { round: loaded.round.id, m: loaded.m, unit: loaded.unit.id, category: category.id, secret: props.secret },
      ballot_body(steps, answers), comment_body(steps, answers));
    return messages.current;
  };
  const done = (comment: Sent) => {
    messages.current = null;
    set_answers({});
    set_stage({ kind: "done", comment });
    history.replaceState(null, "");
    props.on_sent();
  };

  if (stage.kind === "done") {
    const is_open = loaded.round.access?.mode === "open";
    return <Done thanks={loaded.round.thanks} comment={stage.comment} on_again={is_open ? props.on_again : null} />;
  }
  if (stage.kind === "casting") {
    const back = () => {
      messages.current = null;
      set_stage({ kind: "answering", start_at: steps.length + 1 });
    };
    return <Casting round={loaded.round.id} messages={make} on_done={done} on_back={back} />;
  }
  return (
    <Flow
      loaded={loaded} category={category} steps={steps} answers={answers} start_at={stage.start_at}
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
