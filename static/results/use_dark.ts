// Whether the page stands on a dark ground now; on paper it never does.
import { useEffect, useState } from "preact/hooks";

export function use_dark(): boolean {
  const [dark, set_dark] = useState(() => window.matchMedia("(prefers-color-scheme: dark)").matches);
  useEffect(() => {
    const scheme = window.matchMedia("(prefers-color-scheme: dark)");
    const screen = () => set_dark(scheme.matches);
    const paper = () => set_dark(false);
    scheme.addEventListener?.("change", screen);
    window.addEventListener("beforeprint", paper);
    window.addEventListener("afterprint", screen);
    return () => {
      scheme.removeEventListener?.("change", screen);
      window.removeEventListener("beforeprint", paper);
      window.removeEventListener("afterprint", screen);
    };
  }, []);
  return dark;
}
