// What this device keeps of a round: claims under way, rights to vote, receipts; never an answer. One entry of
// localStorage for each round, or nothing but memory at a kiosk. Knows no component and no network.
import { type Receipt, parse_receipt } from "./credential";

/// Half of a claim under way: a key pair (P-256, JWK coordinates), and what blinding gave. base64url throughout.
export interface PendingHalf { x: string; y: string; d: string; prefix: string; blinded: string; inverse: string }

/// Kept until the blind signatures have come; holds the invitation's secret, and goes when they have.
export interface Pending {
  part: number;
  category: number;  ///< from 1
  secret: string;
  ballot: PendingHalf;
  comment: PendingHalf | null;
}

/// One credential. `revision`: the last one that was sent, 0 before.
export interface RightHalf { kid: string; x: string; y: string; d: string; prefix: string; signature: string; revision: number }

/// The right to vote of one person in one capacity: whoever has it can vote in their place.
export interface Right {
  candor_right: 1;
  manifest: string;  ///< M, hex
  round: string;
  part: number;
  unit: string;
  category: string;
  ballot: RightHalf;
  comment: RightHalf | null;
}

export interface RoundRecord {
  manifest: string;
  round: string;
  claims: readonly Pending[];
  rights: readonly Right[];
  receipts: readonly Receipt[];
}

/// Where a record is kept. `write` says whether it could.
export interface Keeper {
  on_device: boolean;
  read: () => RoundRecord;
  write: (record: RoundRecord) => boolean;
  forget: () => void;
}

const kPrefix = "candor.right.";
const kNullifierDigits = 64;

function empty(manifest: string, round: string): RoundRecord {
  return { manifest, round, claims: [], rights: [], receipts: [] };
}

export function memory_keeper(manifest: string, round: string): Keeper {
  let kept = empty(manifest, round);
  return {
    on_device: false, read: () => kept, write: (record) => { kept = record; return true; },
    forget: () => { kept = empty(manifest, round); },
  };
}

export function device_keeper(manifest: string, round: string): Keeper {
  const name = kPrefix + manifest.slice(0, 16);
  return {
    on_device: true,
    read: () => {
      try {
        const record = JSON.parse(localStorage.getItem(name) ?? "null") as RoundRecord | null;
        return record && record.manifest === manifest ? { ...empty(manifest, round), ...record } : empty(manifest, round);
      } catch {
        return empty(manifest, round);
      }
    },
    write: (record) => {
      try {
        if (is_nothing(record)) localStorage.removeItem(name);
        else localStorage.setItem(name, JSON.stringify(record));
        return true;
      } catch {
        return false;
      }
    },
    forget: () => {
      try {
        localStorage.removeItem(name);
      } catch {
        // Where storage is refused nothing is there to be removed.
      }
    },
  };
}

/// Whether this browser keeps what it is given: private modes and some in-app browsers do not.
export function storage_works(): boolean {
  const name = `${kPrefix}try`;
  try {
    localStorage.setItem(name, "1");
    const works = localStorage.getItem(name) === "1";
    localStorage.removeItem(name);
    return works;
  } catch {
    return false;
  }
}

export function is_nothing(record: RoundRecord): boolean {
  return record.claims.length + record.rights.length + record.receipts.length === 0;
}

/// A right takes the place of the one with the same key.
export function with_right(record: RoundRecord, right: Right): RoundRecord {
  return { ...record, rights: [...record.rights.filter((other) => other.ballot.x !== right.ballot.x), right] };
}

/// What is one person's in one capacity: the public key of a right (`ballot.x`; null with a ticket), and N (hex) of what
/// was cast with it.
export interface Belongings { key: string | null; nullifiers: readonly string[] }

/// Everybody else's.
export function without_belongings(record: RoundRecord, mine: Belongings): RoundRecord {
  return {
    ...record, rights: record.rights.filter((right) => right.ballot.x !== mine.key),
    receipts: record.receipts.filter(({ entry }) => !mine.nullifiers.includes(entry.slice(0, kNullifierDigits))),
  };
}

/// Rights to vote that go with a record: made, or being made.
export function rights_in(record: RoundRecord): number {
  return record.rights.length + record.claims.length;
}

/// A receipt takes the place of the one with the same nullifier.
export function with_receipt(record: RoundRecord, receipt: Receipt): RoundRecord {
  const key = (other: Receipt): string => other.kind + other.entry.slice(0, kNullifierDigits);
  return { ...record, receipts: [...record.receipts.filter((other) => key(other) !== key(receipt)), receipt] };
}

/// The claim under way with this secret.
export function claim_in(record: RoundRecord, secret: string): Pending | undefined {
  return record.claims.find((claim) => claim.secret === secret);
}

/// A claim replaces none: where there is one with its secret, that one stays, since it may have been sent.
export function with_claim(record: RoundRecord, claim: Pending): RoundRecord {
  return claim_in(record, claim.secret) ? record : { ...record, claims: [...record.claims, claim] };
}

/// Without just this claim; one with the same secret and other keys stays.
export function without_claim(record: RoundRecord, claim: Pending): RoundRecord {
  return { ...record, claims: record.claims.filter((other) => other.secret !== claim.secret || other.ballot.x !== claim.ballot.x) };
}

export function receipts_in(record: RoundRecord): readonly Receipt[] {
  return record.receipts.map(parse_receipt).filter((receipt): receipt is Receipt => receipt !== null);
}
