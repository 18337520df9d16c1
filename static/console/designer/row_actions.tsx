// What can be done with one entry of a list: up, down, duplicate, remove; by mouse, by touch, and with Alt and the arrow
// keys. After a move the focus stays on the entry, and a screen reader hears where it stands.
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { use_designer_words } from "./words";

export interface RowActionsProps {
  name: string;  ///< what the entry is called, for screen readers
  at: number;
  count: number;
  on_move?: (to: number) => void;
  on_duplicate?: () => void;
  on_remove?: () => void;
}

export function RowActions(props: RowActionsProps) {
  const { d } = use_designer_words();
  const { at, count, name, on_move } = props;
  return (
    <div class="row-actions" onKeyDown={(event) => move_by_key(event, props)}>
      {on_move && count > 1 && (
        <>
          <MoveButton words={d.up} label={d.up_of(name, at)} disabled={at === 0} on_click={() => on_move(at - 1)} />
          <MoveButton words={d.down} label={d.down_of(name, at)} disabled={at === count - 1} on_click={() => on_move(at + 1)} />
        </>
      )}
      {props.on_duplicate && <Button kind="plain" label={d.duplicate_of(name)} on_click={props.on_duplicate}>{d.duplicate}</Button>}
      {props.on_remove && <Button kind="plain" label={d.remove_of(name)} on_click={props.on_remove}>{d.remove}</Button>}
    </div>
  );
}

function move_by_key(event: KeyboardEvent, { at, count, on_move }: RowActionsProps): void {
  const to = event.altKey && event.key === "ArrowUp" ? at - 1 : event.altKey && event.key === "ArrowDown" ? at + 1 : at;
  if (!on_move || to === at || to < 0 || to >= count) return;
  event.preventDefault();
  on_move(to);
}

/// A button at the end of the list is not disabled but does nothing: a disabled one would lose the focus.
function MoveButton(props: { words: string; label: string; disabled: boolean; on_click: () => void }) {
  const element = useRef<HTMLButtonElement>(null);
  const pressed = useRef(false);
  useEffect(() => {
    if (pressed.current) element.current?.focus();
    pressed.current = false;
  });
  return (
    <button
      ref={element} type="button" class="button plain" aria-label={props.label} aria-disabled={props.disabled}
      onClick={() => { if (!props.disabled) { pressed.current = true; props.on_click(); } }}
    >
      {props.words}
    </button>
  );
}
