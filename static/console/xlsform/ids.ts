// Ids of the round file and names of XLSForm: which are both, and what the others become.

/// As forms/round_check.cpp has it, without the reserved ones.
export function is_plain_id(text: string): boolean {
  return /^[A-Za-z0-9_.-]{1,64}$/.test(text) && !/^\.+$/.test(text);
}

export function is_free_id(text: string): boolean {
  return is_plain_id(text) && text !== "team" && text !== "-";
}

/// Whether XLSForm takes it as the name of a question or group (an XML name without colon).
export function is_name(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}\p{M}_.-]*$/u.test(text);
}

/// Gives names that stand once in the workbook, capitals or not; `${name}` would mean two questions otherwise.
export class Names {
  private readonly taken = new Set(["meta", "instanceid", "instancename"]);

  take(id: string): string {
    const stem = /^[A-Za-z_]/.test(id) ? id : `_${id}`;
    let name = stem;
    for (let number = 2; this.taken.has(name.toLowerCase()); number += 1) name = `${stem}_${number}`;
    this.taken.add(name.toLowerCase());
    return name;
  }
}
