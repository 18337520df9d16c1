// A question that must be answered before going on, in the browser's own modal dialog (focus kept inside, Escape
// closes). Needs shared/data.css.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

export interface DialogProps {
  id: string;
  title: ComponentChildren;
  children: ComponentChildren;  ///< words, then a <div class="buttons">
  on_close: () => void;
}

/// Shown while it is rendered.
export function Dialog(props: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return undefined;
    const before = document.activeElement;
    dialog.showModal();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element} id={props.id} class="dialog" aria-labelledby={`${props.id}-title`}
      onCancel={(event) => { event.preventDefault(); props.on_close(); }}
    >
      <h2 id={`${props.id}-title`}>{props.title}</h2>
      {props.children}
    </dialog>
  );
}
