// The staff's language: English or Chinese, remembered in this browser, and its strings.
// Knows no page; the strings are typed objects, so a missing one does not compile.
import { createContext } from "preact";
import type { ComponentChildren } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { language_name, match_language } from "../i18n";
import { speak } from "./api";
import { staff_en } from "../strings/staff-en";
import type { StaffStrings } from "../strings/staff-en";
import { staff_zh_cn } from "../strings/staff-zh-CN";

export const kLanguages: readonly string[] = ["zh-CN", "en"];
const kStorageKey = "candor_language";

export interface Language {
  lang: string;
  s: StaffStrings;
  choose: (lang: string) => void;
}

const context = createContext<Language>({ lang: "en", s: staff_en, choose: () => undefined });

/** The language chosen before; storage may be refused, then there is none. */
function remembered(): string | null {
  try {
    return window.localStorage.getItem(kStorageKey);
  } catch {
    return null;
  }
}

function remember(lang: string): void {
  try {
    window.localStorage.setItem(kStorageKey, lang);
  } catch {
    // Private windows refuse storage; the choice then lasts as long as the page.
  }
}

export function LanguageProvider(props: { children: ComponentChildren }) {
  const [lang, set_lang] = useState(() => match_language([remembered() ?? "", ...navigator.languages], kLanguages));
  speak(lang);  // before anything below is shown and calls
  useEffect(() => { document.documentElement.lang = lang; }, [lang]);
  const choose = (next: string) => { remember(next); set_lang(next); };
  const s = lang === "en" ? staff_en : staff_zh_cn;
  return <context.Provider value={{ lang, s, choose }}>{props.children}</context.Provider>;
}

export function use_language(): Language {
  return useContext(context);
}

export function LanguageSwitch() {
  const { lang, s, choose } = use_language();
  return (
    <div class="language-switch" role="group" aria-label={s.language}>
      {kLanguages.map((tag) => (
        <button key={tag} type="button" lang={tag} aria-pressed={tag === lang} onClick={() => choose(tag)}>
          {language_name(tag)}
        </button>
      ))}
    </div>
  );
}
