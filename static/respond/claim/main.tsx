// Entry of the script for rounds by credentials: from a code, from what this device keeps, or from what another device
// sent, to a right to vote, and then to the session.
import { useEffect, useMemo, useState } from "preact/hooks";
import { hex_of } from "../../shared/bytes";
import { type Keeper, type Right, device_keeper, memory_keeper, storage_works, with_right } from "../../shared/device_record";
import type { InsideProps } from "../app";
import { make_messages } from "../cast";
import { NotHere, WrongCode } from "../problem_screens";
import { Session } from "../session";
import type { Code } from "./claim";
import { Claiming } from "./claiming";
import { ClaimsClosed, Invitation, SomebodyHere, Unstorable } from "./gate";
import { BringFailed, BringForm } from "./bring_form";
import { Held } from "./held";
import { category_number, right_caster } from "./right";
import { check_brought } from "./bring";

export type CredentialProps = InsideProps;

type Stage =
  | { kind: "gate" }
  | { kind: "claiming"; code: Code; keeper: Keeper }
  | { kind: "voting"; right: Right; keeper: Keeper; start_at: number }
  | { kind: "paper" };

function Credential(props: CredentialProps) {
  const { loaded, ticket, kiosk } = props;
  const m = hex_of(loaded.m);
  const device = useMemo(() => device_keeper(m, loaded.round.id), [m]);
  const [stage, set_stage] = useState<Stage>(() => first_stage(props, device));
  const vote = (right: Right, keeper: Keeper, start_at: number) => set_stage({ kind: "voting", right, keeper, start_at });

  switch (stage.kind) {
    case "voting":
      return <Voting {...props} right={stage.right} keeper={stage.keeper} start_at={stage.start_at} />;
    case "paper":
      return <Paper {...props} />;
    case "claiming":
      return (
        <Claiming
          key={String(stage.keeper.on_device)} loaded={loaded} code={stage.code} keeper={stage.keeper} kiosk={kiosk}
          on_paper={() => set_stage({ kind: "paper" })} on_stage={props.on_stage} on_right={(right) => vote(right, stage.keeper, 1)}
          on_memory={() => set_stage({ ...stage, keeper: memory_keeper(m, loaded.round.id) })} on_held={() => set_stage({ kind: "gate" })}
        />
      );
    case "gate":
      return (
        <Gate
          key={ticket?.secret} {...props} device={device} on_vote={(right, keeper) => vote(right, keeper, 0)}
          on_claim={(code, keeper) => set_stage({ kind: "claiming", code, keeper })}
        />
      );
  }
}

/// A claim that was cut off goes on by itself: with its code, or with none.
function first_stage(props: CredentialProps, device: Keeper): Stage {
  const { ticket, loaded } = props;
  const { claims } = device.read();
  const claim = props.kiosk || props.payload !== null ? undefined
    : ticket ? claims.find((one) => one.secret === ticket.secret) : claims.find((one) => one.part === loaded.part);
  return claim ? { kind: "claiming", code: claim, keeper: device } : { kind: "gate" };
}

interface GateProps extends CredentialProps {
  device: Keeper;
  on_vote: (right: Right, keeper: Keeper) => void;
  on_claim: (code: Code, keeper: Keeper) => void;
}

/// What stands between this address and a right to vote.
function Gate(props: GateProps) {
  const { loaded, ticket, place, kiosk, device } = props;
  const memory = useMemo(() => memory_keeper(hex_of(loaded.m), loaded.round.id), [loaded]);
  const [keeper, set_keeper] = useState<Keeper | null>(kiosk ? memory : storage_works() ? device : null);
  const [another, set_another] = useState(kiosk);
  const record = useMemo(() => device.read(), []);
  const here = record.rights.filter((right) => right.part === loaded.part);
  const held = ticket ? here.find((right) => category_number(loaded, right) === ticket.category)
    : here.find((right) => category_number(loaded, right) === place.category) ?? (place.category ? undefined : here[0]);

  if (props.payload !== null) return <Brought {...props} memory={memory} payload={props.payload} />;
  if (!ticket) {
    if (held) {
      return (
        <Held
          loaded={loaded} right={held} keeper={device} others={others_of(props, held)} on_vote={() => props.on_vote(held, device)}
        />
      );
    }
    const elsewhere = record.rights[0];
    const claim = record.claims[0];
    if (elsewhere || claim) return <Elsewhere part={(elsewhere ?? claim)?.part ?? 1} on_place={props.on_place} />;
    return (
      <NotHere round={loaded.round.id}>
        <BringForm loaded={loaded} on_right={(right) => bring(props, memory, right)} />
      </NotHere>
    );
  }
  if (!loaded.round.categories[ticket.category - 1]) return <WrongCode />;
  if (held && !another) {
    return <SomebodyHere on_mine={() => props.on_vote(held, device)} on_other={() => { set_another(true); set_keeper(memory); }} />;
  }
  if (loaded.page.takes_claims === false) return <ClaimsClosed />;
  if (!keeper) return <Unstorable loaded={loaded} ticket={ticket} on_memory={() => set_keeper(memory)} />;
  return <Invitation loaded={loaded} ticket={ticket} keeper={keeper} kiosk={kiosk} on_begin={() => props.on_claim(ticket, keeper)} />;
}

/// Other rights on this device: one person may answer in several units or capacities.
function others_of(props: GateProps, held: Right) {
  return props.device.read().rights.filter((right) => right !== held && right.ballot.x !== held.ballot.x)
    .map((right) => ({ right, go: () => props.on_place({ part: right.part, category: category_number(props.loaded, right) }) }));
}

function Elsewhere(props: { part: number; on_place: CredentialProps["on_place"] }) {
  useEffect(() => props.on_place({ part: props.part }), []);
  return null;
}

function bring(props: GateProps, memory: Keeper, right: Right): void {
  const kept = storage_works() && props.device.write(with_right(props.device.read(), right));
  if (!kept) memory.write(with_right(memory.read(), right));
  props.on_vote(right, kept ? props.device : memory);
}

function Brought(props: GateProps & { memory: Keeper; payload: string }) {
  const [failed, set_failed] = useState(false);
  useEffect(() => {
    void check_brought(props.loaded, { part: null, payload: props.payload }).then((right) => {
      if (right) bring(props, props.memory, right);
      else set_failed(true);
    });
  }, []);
  return failed ? <BringFailed loaded={props.loaded} on_right={(right) => bring(props, props.memory, right)} /> : null;
}

function Voting(props: CredentialProps & { right: Right; keeper: Keeper; start_at: number }) {
  const { loaded, keeper } = props;
  const [session, set_session] = useState(0);
  const held = useMemo(() => ({ right: props.right }), []);
  const number = category_number(loaded, props.right);
  const category = loaded.round.categories[number - 1];
  const caster = useMemo(() => right_caster(loaded, held, (right) => { keeper.write(with_right(keeper.read(), right)); }), []);
  const own = useMemo(() => ({ right: () => held.right, category: number, keeper }), []);
  if (!category) return <WrongCode />;
  return (
    <Session
      key={session} loaded={loaded} category={category} caster={caster} start_at={session === 0 ? props.start_at : 1} own={own}
      kiosk={props.kiosk} on_sent={props.on_sent} on_stage={props.on_stage} on_again={() => set_session(session + 1)}
    />
  );
}

/// A paper slip that was exchanged for an invitation: its code has the same form, and casts as tickets do.
function Paper(props: CredentialProps) {
  const { loaded, ticket } = props;
  const [secret] = useState(ticket?.secret ?? null);
  const category = ticket ? loaded.round.categories[ticket.category - 1] : undefined;
  if (!category || secret === null) return <WrongCode />;
  const sender = { round: loaded.round.id, m: loaded.m, unit: loaded.unit.id, category: category.id, secret };
  return (
    <Session
      loaded={loaded} category={category} own={null} kiosk={props.kiosk} start_at={1}
      caster={(ballot, comment) => make_messages(sender, ballot, comment)}
      on_sent={props.on_sent} on_stage={props.on_stage} on_again={() => undefined}
    />
  );
}

if (window.candor) window.candor.claim = Credential;
