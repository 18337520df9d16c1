// The draft that is being edited, for every part of the designer: what it is now, how to change it, how saving goes.
import { type ComponentChildren, createContext } from "preact";
import { useContext, useEffect, useMemo, useState } from "preact/hooks";
import { call } from "../../shared/staff/api";
import type { FullRound, RoundFile } from "../../shared/staff/types";
import { mended } from "./integrity";
import { type Change, DraftKeeper, type KeeperState } from "./keeper";
import { unsaved_on } from "./unsaved";

const kLookEvery_ms = 15_000;

export interface Draft extends KeeperState {
  languages: readonly string[];  ///< of the round, in its order
  /// `words`: what this does, for "Undo: …". `joins`: steps with the same key, close in time, are undone together
  /// (typing in one field).
  edit: (change: Change, words: string, joins?: string) => void;
  keeper: DraftKeeper;
}

const context = createContext<Draft | null>(null);

export function use_draft(): Draft {
  const draft = useContext(context);
  if (!draft) throw new Error("use_draft outside its provider");
  return draft;
}

export function DraftProvider(props: { full: FullRound; etag: string | null; children: ComponentChildren }) {
  const keeper = useMemo(() => new DraftKeeper({
    call, now_ms: () => Date.now(), later: (run, delay_ms) => { window.setTimeout(run, delay_ms); },
    unsaved: unsaved_on(() => window.localStorage),
  }, props.full, props.etag), []);
  const [state, set_state] = useState(keeper.state);
  useEffect(() => keeper.subscribe(() => set_state(keeper.state)), [keeper]);
  use_guard(keeper);
  const draft: Draft = {
    ...state, languages: languages_of(state.file), keeper,
    edit: (change, words, joins) => keeper.edit((file) => whole(file, change(file)), words, joins ?? null),
  };
  return <context.Provider value={draft}>{props.children}</context.Provider>;
}

/// Whatever an edit leaves behind of what is gone (a flag on a removed question, say) goes in the same step.
function whole(before: RoundFile, after: RoundFile): RoundFile {
  return after === before ? before : mended(after).value;
}

function languages_of(file: RoundFile): readonly string[] {
  return file.languages.length > 0 ? file.languages : ["zh-CN", "en"];
}

/// Takes up work of an earlier visit, looks for other people's, and lets nobody leave with work that is only here.
function use_guard(keeper: DraftKeeper): void {
  useEffect(() => {
    void keeper.recover();
    const timer = window.setInterval(() => { if (!document.hidden) void keeper.look(); }, kLookEvery_ms);
    const leave = (event: BeforeUnloadEvent) => {
      keeper.keep_unsaved();
      if (keeper.state.state === "saved" || keeper.state.state === "gone") return;
      event.preventDefault();
      event.returnValue = "";  // what older browsers wait for
    };
    window.addEventListener("beforeunload", leave);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener("beforeunload", leave);
      keeper.keep_unsaved();
      void keeper.save();
    };
  }, [keeper]);
}
