// Scripts that are fetched only where they are needed: credentials, what comes after handing in, the kiosk. Each is a
// classic script, since old in-app browsers know no modules; it finds what it shares with this page in `window.candor`
// (exposed.ts) and leaves its component there.
import { type FunctionComponent, h } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { Notice } from "../shared/components/notice";
import type { AfterProps } from "./after/main";
import type { CarryProps } from "./carry/main";
import type { CredentialProps } from "./claim/main";
import { use_i18n } from "./i18n";
import type { KeepProps } from "./keep/main";
import type { ItemViewProps } from "./items/item_view";
import type { KioskProps } from "./kiosk/main";
import { words_language } from "./words";

export interface LaterProps {
  claim: CredentialProps;
  after: AfterProps;
  carry: CarryProps;
  kiosk: KioskProps;
  keep: KeepProps;
  rank: ItemViewProps;
}

export type LaterName = keyof LaterProps;

const loading: Record<string, Promise<void>> = {};

/// Rejects where the script cannot be fetched; asking again tries again.
export function load_script(path: string): Promise<void> {
  loading[path] = loading[path] ?? new Promise<void>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = path;
    script.onload = () => resolve();
    script.onerror = () => {
      delete loading[path];
      reject(new Error(path));
    };
    document.head.appendChild(script);
  });
  return loading[path] as Promise<void>;
}

function is_here(name: LaterName, language: string): boolean {
  return [name, `${name}.${words_language(language)}`].every((one) => window.candor?.[one] !== undefined);
}

/// A script of that name, and its strings in the language.
export function load_later(name: LaterName, language: string): Promise<unknown> {
  return Promise.all([load_script(SCRIPT_PATHS[`${name}.${words_language(language)}`]), load_script(SCRIPT_PATHS[name])]);
}

/// The component of that script, with its properties; a word while it and its strings are fetched, and a way on where they
/// cannot be.
export function Later<Name extends LaterName>(props: { name: Name; of: LaterProps[Name] }) {
  const { t, language } = use_i18n();
  const [state, set_state] = useState<"loading" | "ready" | "failed">(is_here(props.name, language) ? "ready" : "loading");
  const [, redraw] = useState("");
  const fetch_it = () => {
    if (state === "ready") {
      load_later(props.name, language).then(() => redraw(language), () => undefined);
      return;
    }
    set_state("loading");
    load_later(props.name, language).then(() => set_state("ready"), () => set_state("failed"));
  };
  useEffect(fetch_it, [props.name, language]);
  const Component = window.candor?.[props.name] as FunctionComponent<LaterProps[Name]> | undefined;
  if (state === "failed") {
    return (
      <Notice kind="warning" live>
        <p>{t("later_failed")}</p>
        <Button on_click={fetch_it}>{t("retry")}</Button>
      </Notice>
    );
  }
  return state === "ready" && Component ? h(Component, props.of) : <p role="status" class="quiet">{t("later_loading")}</p>;
}
