// Two people changed the same: the second one sees both, and decides for each what is to stand.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { Choice } from "../../shared/components/choice";
import { Dialog } from "../../shared/components/dialog";
import { place_words } from "../../shared/staff/place_words";
import { pointer_of, value_words } from "./changes";
import { use_draft } from "./draft";
import type { Overtaken } from "./keeper";
import type { Conflict } from "./merge";
import { use_designer_words } from "./words";

export function OvertakenDialog() {
  const { overtaken } = use_draft();
  return overtaken && <Decisions key={overtaken.tag} overtaken={overtaken} />;
}

function Decisions(props: { overtaken: Overtaken }) {
  const { s, d } = use_designer_words();
  const { keeper } = use_draft();
  const { conflicts } = props.overtaken;
  const [theirs, set_theirs] = useState<ReadonlySet<string>>(new Set());
  const [busy, set_busy] = useState(false);
  const [failed, set_failed] = useState(false);
  const choose = (key: string, side: string) => {
    const next = new Set(theirs);
    if (side === "theirs") next.add(key);
    else next.delete(key);
    set_theirs(next);
  };
  const confirm = async () => {
    set_busy(true);
    await keeper.resolve(theirs);
    set_busy(false);
    set_failed(keeper.state.overtaken !== null);
  };
  return (
    <Dialog id="overtaken" title={d.overtaken.title} on_close={() => undefined}>
      <p>{d.overtaken.text}</p>
      {failed && <p class="error" role="alert">{d.overtaken.failed}</p>}
      {conflicts.map((conflict) => (
        <Decision
          key={conflict.path.join("/")} conflict={conflict} overtaken={props.overtaken}
          side={theirs.has(conflict.path.join("/")) ? "theirs" : "mine"} on_choose={choose}
        />
      ))}
      <div class="buttons">
        <Button kind="primary" disabled={busy} on_click={() => void confirm()}>{busy ? s.working : d.overtaken.confirm}</Button>
      </div>
    </Dialog>
  );
}

interface DecisionProps {
  conflict: Conflict;
  overtaken: Overtaken;
  side: string;
  on_choose: (key: string, side: string) => void;
}

function Decision(props: DecisionProps) {
  const { d, lang } = use_designer_words();
  const { conflict, overtaken } = props;
  const key = conflict.path.join("/");
  const file = conflict.mine === undefined ? overtaken.theirs.file : overtaken.merged;
  const words = (side: "mine" | "theirs") => {
    const value = conflict[side];
    const shown = value === undefined ? d.overtaken.removed : value_words(value, lang) || d.overtaken.nothing;
    return <>{d.overtaken[side]}<span class="option-hint">{shown}</span></>;
  };
  return (
    <div class="decision">
      <Choice
        id={`decide-${key}`} legend={place_words(file, pointer_of(file, conflict.path), lang)} value={props.side}
        options={[{ id: "mine", label: words("mine") }, { id: "theirs", label: words("theirs") }]}
        on_change={(side) => props.on_choose(key, side)}
      />
    </div>
  );
}
