// Who is signed in: asks the server, keeps the CSRF token with the calls, offers to sign in again when the session ends
// without taking away what was typed. Knows no page beyond signing in.
import { createContext } from "preact";
import type { ComponentChildren } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { Dialog } from "../components/dialog";
import { call, use_session, when_session_is_lost } from "./api";
import type { Problem } from "./api";
import { use_language } from "./language";
import { ProblemNotice } from "./problem_notice";
import { FirstSignIn, SignIn, SignInForm } from "./sign_in";
import type { Account, Session } from "./types";

export interface SessionState {
  account: Account;
  sign_out: () => void;
  /** Takes a session that the server put in the place of this one. */
  renew: (session: Session) => void;
}

const context = createContext<SessionState | null>(null);

export function use_account(): SessionState {
  const state = useContext(context);
  if (!state) throw new Error("use_account outside its provider");
  return state;
}

export function may_organize(account: Account): boolean {
  return account.roles.some((r) => r.role === "administrator" || r.role === "organizer");
}

/** Runs the server; undoes what may be undone by nobody else. */
export function is_administrator(account: Account): boolean {
  return account.roles.some((r) => r.role === "administrator");
}

/** Keeps who may answer: invitations, amendments, paper. Organizers may that too. */
export function may_register(account: Account): boolean {
  return may_organize(account) || account.roles.some((r) => r.role === "registrar");
}

export function may_scrutinize(account: Account): boolean {
  return account.roles.some((r) => r.role === "scrutineer");
}

/** Whoever has business in the console; leaders only read results. */
export function is_staff(account: Account): boolean {
  return account.roles.some((r) => r.role !== "leader");
}

/** The token of a first sign-in, taken out of the address at once so that it stays in no history. */
export function take_first_token(): string | null {
  const found = /^#first=(.+)$/.exec(window.location.hash);
  if (!found) return null;
  window.history.replaceState(null, "", window.location.pathname);
  return decodeURIComponent(found[1] ?? "");
}

export function SessionProvider(props: { first_token: string | null; children: ComponentChildren }) {
  const { s } = use_language();
  const [session, set_session] = useState<Session | null | undefined>(undefined);
  const [problem, set_problem] = useState<Problem | null>(null);
  const [lost, set_lost] = useState(false);
  const [token, set_token] = useState(props.first_token);

  function take(next: Session | null): void {
    use_session(next);
    set_session(next);
    set_lost(false);
    set_token(null);
  }
  async function ask(): Promise<void> {
    set_problem(null);
    const answer = await call<Session>("/session", { quiet: true });
    if (answer.ok) take(answer.value);
    else if (answer.problem.kind === "unauthenticated") set_session(null);
    else set_problem(answer.problem);
  }
  useEffect(() => {
    if (!token) void ask();
    when_session_is_lost(() => set_lost(true));
    return () => when_session_is_lost(null);
  }, []);

  if (token) return <FirstSignIn token={token} on_session={take} on_leave={() => { set_token(null); void ask(); }} />;
  if (problem) return <main id="main" class="narrow"><ProblemNotice problem={problem} on_retry={() => void ask()} /></main>;
  if (session === undefined) return <main id="main" class="narrow"><p role="status" class="quiet">{s.loading}</p></main>;
  if (session === null) return <SignIn on_session={take} />;
  const sign_out = async () => {
    await call("/session", { method: "DELETE", quiet: true });
    take(null);
    window.location.hash = "";
  };
  return (
    <context.Provider value={{ account: session.account, sign_out: () => void sign_out(), renew: take }}>
      {props.children}
      {lost && (
        <Dialog id="sign-in-again" title={s.sign_in.again_title} on_close={() => set_lost(false)}>
          <p>{s.sign_in.again_lead}</p>
          <SignInForm name={session.account.name} on_session={take} />
        </Dialog>
      )}
    </context.Provider>
  );
}
