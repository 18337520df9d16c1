// A page or part that is fetched when somebody comes to it: whoever does not, loads without it.
import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { use_language } from "../shared/staff/language";

const kUnreachable = { kind: "offline", status: 0, detail: "", diagnostics: [] } as const;

/// The component that `bring` fetches; until it is there, that it is loading, or that it could not be fetched.
export function later<Props extends object>(bring: () => Promise<FunctionComponent<Props>>): FunctionComponent<Props> {
  return function Later(props: Props) {
    const { s } = use_language();
    const [loaded, set_loaded] = useState<{ Part: FunctionComponent<Props> } | null>(null);
    const [failed, set_failed] = useState(false);
    const load = () => {
      set_failed(false);
      bring().then((Part) => set_loaded({ Part }), () => set_failed(true));
    };
    useEffect(load, []);
    if (loaded) return <loaded.Part {...props} />;
    if (failed) return <ProblemNotice problem={{ ...kUnreachable, diagnostics: [] }} on_retry={load} />;
    return <p role="status" class="quiet">{s.loading}</p>;
  };
}
