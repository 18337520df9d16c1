// By which mark people find a sheet in the list: made of its bearer, so that the slip's code need not be shown.

/** "3f2a 91bc" */
export function sheet_mark(bearer: string): string {
  return `${bearer.slice(0, 4)} ${bearer.slice(4, 8)}`;
}
