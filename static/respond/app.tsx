// The respondent's page from its address to a session: reads the fragment once and clears it, asks for a code or a
// place where the address does not say, fetches and checks the round.
import { useEffect, useState } from "preact/hooks";
import type { Ticket } from "../shared/codes";
import type { Category } from "../shared/round_file";
import { type Address, is_protected, rounds_on_device, was_reloaded } from "./address";
import { type Caster, make_messages } from "./cast";
import { CodeForm } from "./code_form";
import { Closed, Failed, LoadingScreen, Mismatched, NotHere, WrongCode } from "./problem_screens";
import { I18nProvider, use_i18n } from "./i18n";
import { forget_answers_of } from "./keeping";
import { kAnswers, names_on_device } from "./kept_names";
import { Later } from "./later";
import { type Loaded, type LoadedRound, load_round } from "./load_round";
import { MessageScreen } from "./message_screen";
import { type Place, PlaceForm } from "./place_form";
import { Session, type SessionStage } from "./session";

const kPageLanguages = ["en", "zh-CN"];  // before a round says which it has

export function App(props: { address: Address }) {
  const [languages, set_languages] = useState<readonly string[]>(kPageLanguages);
  const [turn, set_turn] = useState(0);  // grows with each person at a kiosk
  const [stage, set_stage] = useState<SessionStage | "start">("start");
  const kiosk = props.address.kind === "round" && props.address.kiosk;
  const [guarded, set_guarded] = useState(!kiosk);  // nobody begins before the kiosk's script is there to wipe
  const next_person = () => {
    set_stage("start");
    set_turn(turn + 1);
  };
  return (
    <I18nProvider languages={languages}>
      <Titled />
      {kiosk && <aside><Later name="kiosk" of={{ stage, on_ready: () => set_guarded(true), on_wipe: next_person }} /></aside>}
      {!is_protected() ? <Insecure /> : guarded && (
        <Entrance key={turn} address={props.address} kiosk={kiosk} on_languages={set_languages} on_stage={set_stage} />
      )}
    </I18nProvider>
  );
}

/// Neutral: a tab, a history or a screenshot does not say what somebody takes part in.
function Titled() {
  const { t, language } = use_i18n();
  useEffect(() => { document.title = t("tab_title"); }, [language]);
  return null;
}

function Insecure() {
  const { t } = use_i18n();
  return <MessageScreen title={t("insecure_title")}><p>{t("insecure_text")}</p></MessageScreen>;
}

interface EntranceProps {
  address: Address;
  kiosk: boolean;
  on_languages: (languages: readonly string[]) => void;
  on_stage: (stage: SessionStage | "start") => void;
}

function Entrance(props: EntranceProps) {
  const { address } = props;
  const [ticket, set_ticket] = useState<Ticket | null>(address.kind === "ticket" ? address.ticket : null);
  const [place, set_place] = useState<Partial<Place>>(
    address.kind === "round" ? address.place : address.kind === "right" ? { part: address.part } : {});
  const [sent, set_sent] = useState(false);
  const round = ticket ? ticket.round : address.kind === "code" || address.kind === "ticket" ? null : address.round;
  const part = (ticket ? ticket.part : place.part) ?? 1;
  const [loaded, again] = use_loaded(round, part, ticket ? ticket.manifest : null);
  useEffect(() => {
    if (loaded?.ok) props.on_languages(loaded.value.round.languages);
  }, [loaded]);
  useEffect(() => props.on_stage(ticket ? "answering" : "start"), [ticket !== null]);
  const over = loaded !== null && loaded.ok && loaded.value.page.state !== "draft" && !loaded.value.page.takes_ballots;
  useEffect(() => { if (over && round !== null) forget_answers_of(round); }, [over]);

  if (address.kind === "code" && round === null) {
    return <CodeForm round={address.round} again={was_reloaded()} kept={names_on_device(kAnswers).length > 0} held={rounds_on_device()} on_ticket={set_ticket} />;
  }
  if (!loaded) return <LoadingScreen />;
  if (!loaded.ok) {
    return "mismatch" in loaded ? <Mismatched mismatch={loaded.mismatch} /> : <Failed failure={loaded.failure} on_again={again} />;
  }
  if (!sent && !loaded.value.page.takes_ballots) return <Closed page={loaded.value.page} />;
  const on_sent = () => {
    set_sent(true);
    set_ticket((kept) => kept && { ...kept, secret: "" });
  };
  return (
    <Inside
      loaded={loaded.value} ticket={ticket} place={place} kiosk={props.kiosk} payload={address.kind === "right" ? address.payload : null}
      on_ticket={set_ticket} on_place={set_place} on_sent={on_sent} on_stage={props.on_stage}
    />
  );
}

/// The checked round, or what went wrong; null while it is on its way. The function fetches anew.
function use_loaded(round: string | null, part: number, manifest: string | null): [Loaded | null, () => void] {
  const [loaded, set_loaded] = useState<Loaded | null>(null);
  const [attempt, set_attempt] = useState(0);
  useEffect(() => {
    if (round === null) return undefined;
    let wanted = true;
    set_loaded(null);
    void load_round(round, part, manifest).then((result) => { if (wanted) set_loaded(result); });
    return () => { wanted = false; };
  }, [round, part, manifest, attempt]);
  return [loaded, () => set_attempt(attempt + 1)];
}

export interface InsideProps {
  loaded: LoadedRound;
  ticket: Ticket | null;
  place: Partial<Place>;
  kiosk: boolean;
  payload: string | null;  ///< a right to vote from another device
  on_ticket: (ticket: Ticket) => void;
  on_place: (place: Partial<Place>) => void;
  on_sent: () => void;
  on_stage: (stage: SessionStage | "start") => void;
}

/// A checked round: to the session, if it is known in which capacity; in open rounds that may have to be asked.
function Inside(props: InsideProps) {
  const { loaded, ticket, place } = props;
  const [session, set_session] = useState(0);
  const { categories, access } = loaded.round;
  if (access?.mode !== "open" && !ticket && props.kiosk) {
    return <CodeForm round={loaded.round.id} kiosk on_ticket={props.on_ticket} />;
  }
  if (access?.mode === "credential") return <Later name="claim" of={props} />;
  if (access?.mode !== "open" && !ticket) return <NotHere round={loaded.round.id} />;
  const unit_known = loaded.units.length <= 1 || place.part !== undefined;
  const only_category = unit_known && categories.length === 1 ? 1 : 0;
  const number = ticket ? ticket.category : place.category ?? only_category;
  const category: Category | undefined = categories[number - 1];
  if (category && (ticket || unit_known)) {
    return (
      <Session
        key={session} loaded={loaded} category={category} own={null} kiosk={props.kiosk}
        caster={ticket_caster(loaded, category, ticket)}
        on_sent={props.on_sent} on_stage={props.on_stage} on_again={() => set_session(session + 1)}
      />
    );
  }
  if (ticket) return <WrongCode />;
  return <PlaceForm loaded={loaded} part={place.part} link_failed={number > 0} on_place={props.on_place} />;
}

function ticket_caster(loaded: LoadedRound, category: Category, ticket: Ticket | null): Caster {
  const { round, m, unit } = loaded;
  const sender = { round: round.id, m, unit: unit.id, category: category.id, secret: ticket ? ticket.secret : null };
  return (ballot, comment) => make_messages(sender, ballot, comment);
}
