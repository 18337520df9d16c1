// Round files and XLSForm, in and out, for the draft.
import { Exchange } from "../xlsform/exchange";
import { use_draft } from "./draft";

export function ExchangePanel() {
  const { file, edit } = use_draft();
  return <Exchange file={file} on_import={(next, words) => edit(() => next, words)} />;
}
