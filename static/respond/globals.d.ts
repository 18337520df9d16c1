// What build.mjs puts in, and where scripts of the respondent's page meet.
import type { LaterName } from "./later";
import type { WordsLanguage } from "./words";
declare global {
  /// Hashed paths of the scripts that are fetched later.
  const SCRIPT_PATHS: Readonly<Record<"worker" | LaterName | `${LaterName}.${WordsLanguage}`, string>>;
  interface Window {
    candor?: Record<string, unknown>;
  }
}
