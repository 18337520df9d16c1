// The draft that is being edited, for every part of the designer: what it is now, how to change it, how saving goes.
import { type ComponentChildren, createContext } from "preact";
import { useContext, useEffect, useMemo, useState } from "preact/hooks";
import { call } from "../../shared/staff/api";
import type { FullRound, RoundFile } from "../../shared/staff/types";
import { mended } from "./integrity";
import { use_account } from "../../shared/staff/session";
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
  const { account } = use_account();
  const keeper = useMemo(() => {
    return new DraftKeeper({
      call, now_ms: () => Date.now(), later: (run, delay_ms) => { window.setTimeout(run, delay_ms); },
      mend: (file) => mended(file).value,
      unsaved: unsaved_on(() => window.localStorage, String(account.id), random_letters(), () => Date.now()),
    }, props.full, props.etag);
  }, []);
  const [state, set_state] = useState(keeper.state);
  useEffect(() => keeper.subscribe(() => set_state(keeper.state)), [keeper]);
  use_guard(keeper);
  const draft: Draft = {
    ...state, languages: languages_of(state.file), keeper,
    edit: (change, words, joins) => keeper.edit(change, words, joins ?? null),
  };
  return <context.Provider value={draft}>{props.children}</context.Provider>;
}

/// Four letters and digits that tell pages apart; no secret.
function random_letters(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => "0123456789abcdefghjkmnpqrstvwxyz"[byte % 32]).join("");
}

function languages_of(file: RoundFile): readonly string[] {
  return file.languages.length > 0 ? file.languages : ["zh-CN", "en"];
}

/// Takes up work of an earlier visit, looks for other people's, and lets nobody leave with work that is only here.
function use_guard(keeper: DraftKeeper): void {
  useEffect(() => {
    void keeper.recover();
    const timer = window.setInterval(() => { if (!document.hidden) void keeper.look(); }, kLookEvery_ms);
    const hide = () => keeper.keep_unsaved(true);
    const leave = (event: BeforeUnloadEvent) => {
      if (keeper.state.state === "saved" || keeper.state.state === "gone") return;
      event.preventDefault();
      event.returnValue = "";  // what older browsers wait for
    };
    window.addEventListener("beforeunload", leave);
    window.addEventListener("pagehide", hide);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener("beforeunload", leave);
      window.removeEventListener("pagehide", hide);
      hide();
      void keeper.save();
    };
  }, [keeper]);
}
