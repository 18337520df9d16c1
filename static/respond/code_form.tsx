// The form for codes typed from paper. Everything that can be told without the server is told before asking it.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { ErrorSummary, type SummaryLine } from "../shared/components/error_summary";
import { TextField } from "../shared/components/field";
import { Notice } from "../shared/components/notice";
import { PageHead } from "../shared/components/page_head";
import { type CodeProblem, type Ticket, is_round_id, parse_ticket_fragment, parse_typed_code } from "../shared/codes";
import { Frame } from "./frame";
import { type RespondKey, use_i18n } from "./i18n";

const words: Readonly<Record<CodeProblem, RespondKey>> = {
  incomplete: "code_incomplete", characters: "code_characters", mistyped: "code_mistyped",
};

export interface CodeFormProps {
  round: string;
  kiosk?: boolean;     ///< the round is known, and this device is not the reader's own
  again?: boolean;     ///< after a reload: say what became of the answers
  kept?: boolean;      ///< unfinished answers are on this device
  held?: readonly string[];  ///< rounds in which this device may answer without a code
  on_ticket: (ticket: Ticket) => void;
}

/// A scanner that types writes the whole link.
function read_code(typed: string) {
  return parse_ticket_fragment(typed.slice(typed.indexOf("#")).trim()) ?? parse_typed_code(typed);
}

export function CodeForm(props: CodeFormProps) {
  const { t } = use_i18n();
  const [round, set_round] = useState(props.round);
  const [typed, set_typed] = useState("");
  const [attempt, set_attempt] = useState(0);
  const code = read_code(typed);
  const round_error = attempt > 0 && !is_round_id(round.trim()) ? t("code_round_missing") : undefined;
  const code_error = attempt > 0 && typeof code === "string" ? t(words[code]) : undefined;
  const lines: SummaryLine[] = [];
  if (round_error) lines.push({ text: round_error, target: "round" });
  if (code_error) lines.push({ text: code_error, target: "code" });

  const submit = (event: Event) => {
    event.preventDefault();
    if (is_round_id(round.trim()) && typeof code !== "string") {
      props.on_ticket({ manifest: null, ...code, round: round.trim() });
    }
    else set_attempt(attempt + 1);
  };
  return (
    <Frame>
      {lines.length > 0 && <ErrorSummary title={t("problem_title")} lines={lines} attempt={attempt} />}
      <PageHead title={t("code_title")} />
      {(props.held ?? []).map((id) => (
        <Notice key={id}>
          <p>{t("code_held", { round: id })}</p>
          <a class="button" href={`/r/${id}`}>{t("code_held_go")}</a>
        </Notice>
      ))}
      <p>{t("code_intro")}</p>
      <form onSubmit={submit} autocomplete="off" noValidate>
        {!props.kiosk && <TextField
          id="round" label={t("code_round")} hint={t("code_round_hint")} value={round} error={round_error} on_input={set_round}
          attributes={{ spellcheck: false, autocapitalize: "none", maxLength: 80 }}
        />}
        <TextField
          id="code" label={t("code_code")} hint={t("code_code_hint")} value={typed} error={code_error} on_input={set_typed}
          attributes={{ spellcheck: false, autocapitalize: "characters", maxLength: 200 }}
        />
        <Button kind="primary" type="submit">{t("code_go")}</Button>
      </form>
      {(props.again || props.kept) && <p class="after quiet">{t(props.kept ? "code_again_kept" : "code_again")}</p>}
    </Frame>
  );
}
