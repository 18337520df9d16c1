// A dialog for one act with consequences: what will happen, one button that does it, one that does not.
import type { ComponentChildren } from "preact";
import { Button } from "../components/button";
import { Dialog } from "../components/dialog";
import { ProblemNotice } from "./problem_notice";
import { use_language } from "./language";
import type { Calling } from "./use_call";

export interface ConfirmProps {
  id: string;
  title: string;
  confirm: string;
  calling: Calling;
  danger?: boolean;
  children: ComponentChildren;
  on_confirm: () => void;
  on_close: () => void;
  on_reload?: () => void;
  /** Says what went wrong in place of the general words. */
  problem_words?: string | undefined;
}

export function Confirm(props: ConfirmProps) {
  const { s } = use_language();
  const { busy, problem, attempt } = props.calling;
  const close = () => { if (!busy) { props.calling.clear(); props.on_close(); } };
  return (
    <Dialog id={props.id} title={props.title} on_close={close}>
      {props.children}
      <ProblemNotice problem={problem} attempt={attempt} words={props.problem_words} on_reload={props.on_reload} />
      <div class="buttons">
        <Button kind={props.danger ? "danger" : "primary"} disabled={busy} on_click={props.on_confirm}>
          {busy ? s.working : props.confirm}
        </Button>
        <Button kind="plain" disabled={busy} on_click={close}>{s.cancel}</Button>
      </div>
    </Dialog>
  );
}
