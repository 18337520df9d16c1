// The designer, fetched when somebody goes there: nobody else needs it.
import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { use_language } from "../shared/staff/language";
import type { DesignerProps } from "./designer/designer";

type Designer = FunctionComponent<DesignerProps>;

export function DesignPage(props: DesignerProps) {
  const { s } = use_language();
  const [loaded, set_loaded] = useState<{ Designer: Designer } | null>(null);
  useEffect(() => { void import("./designer/designer").then((module) => set_loaded({ Designer: module.DesignerPage })); }, []);
  return loaded ? <loaded.Designer {...props} /> : <p role="status" class="quiet">{s.loading}</p>;
}
