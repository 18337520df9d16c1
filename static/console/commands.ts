// What registrars and scrutineers run on computers of their own (docs/operating.md). The same in every language.

/** Before opening: codes for everybody on a roster, and the hashes that come to the server. */
export function codes_command(round: string): string {
  return `candor invite codes --round ${round}.round.json --roster roster.csv --out codes.csv --hashes hashes.json`;
}

/** After opening. `manifest`: M in hex; `url`: what links start with. */
export function print_command(round: string, manifest: string, url: string): string {
  return `candor invite print --codes codes.csv --round ${round}.round.json --manifest ${manifest} --url ${url} --out slips.html --mail mail.csv`;
}

export function unclaimed_command(round: string): string {
  return `candor invite unclaimed --codes codes.csv --unclaimed ${round}-unclaimed.json`;
}

export function rehearse_command(round: string): string {
  return `candor rehearse --round ${round}.round.json --out rehearsal`;
}

/** Not with the M that this server shows: scrutineers compare with the one they were given. */
export function verify_command(round: string): string {
  return `candor verify ${round}-scrutineers-bundle.zip --manifest M`;
}
