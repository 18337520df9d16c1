#!/usr/bin/env python3
"""A second, plain counter: audits a scrutineers' bundle with nothing but Python 3.11's own library. This file and
plain_signatures.py, which checks signatures, are all of it.

Shares no code with `candor verify` and reads none of its output, so that an auditor need not believe one program. It
is meant to be read in one sitting beside docs/protocol.md, whose formulas it follows, and is slow on purpose: about
10 ms a signature of a credential's holder. What it leaves to `candor verify`: scores, disclosure and the public record;
whether numbers, ranks and texts keep the limits of the questionnaire.

    python3 tests/oracle/count_bundle.py scrutineers-bundle.zip [M in hexadecimal]

Prints a line for each check; ends with 0 if none failed, else 1.
"""
import base64
import collections
import hashlib
import json
import math
import re
import struct
import sys
import zlib
from fractions import Fraction

from plain_signatures import ecdsa_holds, modulus_of, point_of, pss_holds

SECRET = re.compile(r"[0-9A-HJKMNP-TV-Z]{20}")
Row = collections.namedtuple("Row", "unit category by_ticket answers")


class Wrong(Exception):
    """What a check found."""


def expect(condition, what):
    if not condition:
        raise Wrong(what)


# ---- bytes and formulas

def H(data):
    return hashlib.sha256(data).digest()


def T(tag):
    return b"candor/1/" + tag.encode() + b"\0"


def L(text):
    data = text.encode()
    return struct.pack(">H", len(data)) + data


def b64(text):
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    expect(base64.urlsafe_b64encode(data).decode().rstrip("=") == text, "not base64url in its one form")
    return data


def hex32(text):
    expect(re.fullmatch("[0-9a-f]{64}", text), "not 32 bytes in lower-case hex")
    return bytes.fromhex(text)


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_canonical(data):
    value = json.loads(data, parse_float=int)
    expect(canonical(value) == data, "not canonical JSON")
    return value


def tree_root(leaves):
    """RFC 6962, 2.1, over hashes of leaves."""
    if not leaves:
        return H(b"")
    while len(leaves) > 1:
        pairs = [H(b"\1" + leaves[i] + leaves[i + 1]) for i in range(0, len(leaves) - 1, 2)]
        leaves = pairs + leaves[len(pairs) * 2:]
    return leaves[0]


# ---- the archive

def read_archive(data):
    """Stored files, names ascending; nothing but what they say may stand in the archive, byte for byte."""
    files, at = {}, 0
    while data[at:at + 4] == b"PK\3\4":
        size, name_size = struct.unpack("<I", data[at + 18:at + 22])[0], struct.unpack("<H", data[at + 26:at + 28])[0]
        name = data[at + 30:at + 30 + name_size].decode("ascii")
        expect(all(other < name for other in files), "names do not ascend")
        files[name] = data[at + 30 + name_size:at + 30 + name_size + size]
        at += 30 + name_size + size
    body, directory = b"", b""
    for name, content in files.items():
        common = struct.pack("<5HIIIHH", 10, 0, 0, 0, 0x21, zlib.crc32(content), len(content), len(content), len(name), 0)
        directory += b"PK\1\2\n\0" + common + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name.encode()
        body += b"PK\3\4" + common + name.encode() + content
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, len(files), len(files), len(directory), len(body), 0)
    expect(body + directory + end == data, "the archive does not rebuild byte for byte")
    return files


# ---- the audit

class Audit:
    def __init__(self, data, expected_m):
        self.data, self.expected_m, self.failed = data, expected_m, 0

    def run(self):
        for check in (self.archive, self.frozen, self.index, self.seal, self.keys, self.lists, self.amendments,
                      self.claims, self.ballots, self.comments, self.trees, self.counts, self.tally):
            try:
                print(f"ok      {check.__name__}: {check()}")
            except (Wrong, LookupError, ValueError, TypeError, AttributeError) as wrong:
                print(f"FAILED  {check.__name__}: {wrong!r}")
                self.failed += 1
                if check in (self.archive, self.frozen, self.keys, self.lists):
                    break
        return 1 if self.failed else 0

    def archive(self):
        self.files = read_archive(self.data)
        return f"{len(self.files)} files"

    def lines(self, name):
        data = self.files[name]
        expect(not data or data.endswith(b"\n"), f"{name} does not end in a newline")
        return [read_canonical(line) for line in data.split(b"\n")[:-1]]

    def frozen(self):
        manifest = read_canonical(self.files["manifest.json"])
        self.m = H(T("manifest") + self.files["manifest.json"])
        expect(self.expected_m in (None, self.m.hex()), f"M is {self.m.hex()}")
        expect(manifest["core"] == H(self.files["core.json"]).hex(), "core.json is another")
        core = read_canonical(self.files["core.json"])
        names = [f"parts/{i:04}.json" for i in range(1, manifest["parts"] + 1)]
        expect(manifest["parts_root"] == tree_root([H(b"\0" + self.files[name]) for name in names]).hex(), "parts differ")
        expect(manifest["round"] == core["id"] and core["units"] == [], "core.json is of another round")
        self.core, self.parts = core, [read_canonical(self.files[name]) for name in names]
        self.categories = [category["id"] for category in core["categories"]]
        self.mode, self.box_key = core["access"]["mode"], point_of(b64(manifest["box_key"]))
        self.units = {part["unit"]["id"]: number for number, part in enumerate(self.parts)}
        expected = {*names, "manifest.json", "core.json", "ballots.jsonl", "comments.jsonl", "counts.json", "tally.json",
                    "tally-full.json", "index.json", "seal.json", "seal.sig", *(["amendments.jsonl"] * (
                        "amendments.jsonl" in self.files)), *(["claims.jsonl"] * (self.mode == "credential"))}
        if self.mode != "open":
            expected |= {f"lists/{i:04}.bin" for i in range(1, manifest["parts"] + 1)}
        expect(set(self.files) == expected, f"other files than expected: {set(self.files) ^ expected}")
        return f"round {core['id']}, M {self.m.hex()}" + ("" if self.expected_m else ", NOT COMPARED")

    def index(self):
        index = read_canonical(self.files["index.json"])
        hashes = {name: H(data).hex() for name, data in self.files.items()
                  if name not in ("index.json", "seal.json", "seal.sig")}
        expect(index == {"salt": index["salt"], "files": hashes} and hex32(index["salt"]), "hashes differ")
        return f"{len(hashes)} files"

    def seal(self):
        seal = read_canonical(self.files["seal.json"])
        expect(ecdsa_holds(self.box_key, T("seal") + H(self.files["seal.json"]), self.files["seal.sig"]),
               "the box key did not sign it")
        expect(seal["manifest"] == self.m.hex() and seal["index"] == H(self.files["index.json"]).hex() and
               seal["candor_seal"] == 1, "it seals something else")
        return "signed by the box key"

    def keys(self):
        self.signers = {}  # kid -> modulus, kind, unit, category
        places = [(part["unit"]["id"], group["category"], group["key"]) for part in self.parts for group in part["groups"]]
        for unit, category, key in [*places, *((part["unit"]["id"], None, part["comment_key"]) for part in self.parts)]:
            if key is not None:
                kind = "comment" if category is None else "ballot"
                expect(H(b64(key)) not in self.signers, f"a key stands twice: {unit}")
                self.signers[H(b64(key))] = (modulus_of(b64(key)), kind, unit, category)
        for part in self.parts:
            for group in part["groups"]:
                due = (part["unit"].get("due") or {}).get(group["category"], 0)
                expect(group["invitations"] == (due if self.mode == "credential" else 0), "invitations differ from due")
                expect((group["key"] is not None) == (group["invitations"] > 0), "a key without people, or the reverse")
            expect(part["comment_tickets"] == sum(group["tickets"] for group in part["groups"]), "comment tickets")
        return f"{len(self.signers)} RSA keys, all distinct"

    def lists(self):
        self.claimable, self.bearers = {}, {}
        for number, part in enumerate(self.parts, 1):
            data, unit = self.files.get(f"lists/{number:04}.bin", b""), part["unit"]["id"]

            def take(count, stated):
                nonlocal data
                own, data = [data[i:i + 32] for i in range(0, 32 * count, 32)], data[32 * count:]
                expect(own == sorted(set(own)) and len(own) == count, f"part {number}: a list does not ascend")
                expect(stated == (H(T("list") + b"".join(own)).hex() if own else None), f"part {number}: another list")
                return set(own)
            for group in part["groups"]:
                self.claimable[unit, group["category"]] = take(group["invitations"], group["claims"])
                self.bearers[unit, group["category"]] = take(group["tickets"], group["bearers"])
            self.bearers[unit, None] = take(part["comment_tickets"], part["comment_bearers"])
            expect(not data, f"part {number}: its list is too long")
        return f"{sum(map(len, self.claimable.values()))} invitations, {sum(map(len, self.bearers.values()))} bearers"

    def amendments(self):
        previous, seen, count = bytes(32), set().union(*self.claimable.values()), 0
        data = self.files.get("amendments.jsonl", b"")
        for count, line in enumerate(data.splitlines(keepends=True), 1):
            change = read_canonical(line[:-1])
            signature, group = b64(change.pop("signature")), self.claimable[
                self.parts[change["part"] - 1]["unit"]["id"], change["category"]]
            message = T("amendment") + self.m + struct.pack(">I", count) + previous + H(canonical(change))
            expect(change["number"] == count and ecdsa_holds(self.box_key, message, signature), f"line {count}: unsigned")
            add, remove = {hex32(h) for h in change["add"]}, {hex32(h) for h in change["remove"]}
            expect(not add & seen and remove <= group | add, f"line {count}: adds or removes what it cannot")
            seen |= add
            group |= add
            group -= remove
            previous = H(line)
        return f"{count}"

    def claims(self):
        self.claimed = collections.Counter()
        data = self.files.get("claims.jsonl", b"").splitlines()
        expect(data == sorted(set(data)), "lines do not ascend, or one stands twice")
        for line in map(read_canonical, data):
            place = line["unit"], line["category"]
            hash_ = H(T("claim") + L(self.core["id"]) + L(place[0]) + L(place[1]) + line["secret"].encode())
            expect(SECRET.fullmatch(line["secret"]) and hash_ in self.claimable[place], f"in no list: {line}")
            self.claimed[place] += 1
        return f"{len(data)} codes, each in its list"

    def row(self, kind, line):
        """Checks one line; its entry and its row."""
        salt, body, by_ticket = hex32(line["salt"]), line["body"].encode(), "bearer" in line
        if by_ticket:
            unit, category, bearer = line["unit"], line.get("category"), hex32(line["bearer"])
            expect((category is None) == (kind == "comment") and line["revision"] == 1, "shape")
            listed = self.mode == "open" or H(T("bearer") + bearer) in self.bearers[unit, category]
            expect(listed and unit in self.units and category in (*self.categories, None), "its ticket is in no list")
            nullifier = H(T("nullifier") + self.m + bearer)
        else:
            spki, kid = b64(line["spki"]), hex32(line["kid"])
            modulus, of_kind, unit, category = self.signers[kid]
            nullifier = H(T("nullifier") + self.m + kid + spki)
            message = b64(line["prefix"]) + T(kind) + self.m + kid + H(spki)
            expect(of_kind == kind and len(b64(line["prefix"])) == 32, "a key of the other kind")
            expect(pss_holds(modulus, message, b64(line["signature"])), "the credential is not signed")
        expect(type(line["revision"]) is int and 1 <= line["revision"] <= 99, "revision")
        entry = nullifier + struct.pack(">I", line["revision"]) + H(T("body") + salt + body)
        if not by_ticket:
            expect(ecdsa_holds(point_of(spki), T("cast") + entry, b64(line["body_signature"])), "the body is not signed")
        return entry, Row(unit, category, by_ticket, read_canonical(body))

    def rows(self, kind):
        entries, rows = [], []
        for number, line in enumerate(self.lines(kind + "s.jsonl"), 1):
            keys = {"kid", "spki", "prefix", "signature", "revision", "salt", "body", "body_signature"}
            if "bearer" in line:
                keys = {"unit", "category", "bearer", "revision", "salt", "body"} - ({"category"} if kind == "comment" else set())
            expect(set(line) == keys, f"line {number}: other keys")
            try:
                entry, row = self.row(kind, line)
            except Wrong as wrong:
                raise Wrong(f"line {number}: {wrong}") from wrong
            expect(not entries or entries[-1][:32] < entry[:32], f"line {number}: N does not ascend")
            entries.append(entry)
            rows.append(row)
        return entries, rows

    def ballots(self):
        self.ballot_entries, self.ballot_rows = self.rows("ballot")
        for row in self.ballot_rows:
            asked = self.asked(self.parts[self.units[row.unit]]["unit"])
            for about, answers in row.answers.items():
                for item, value in answers.items():
                    expect((about, item) in asked, f"nobody in {row.unit} is asked {about}/{item}")
                    one = asked[about, item]
                    expect(self.visible(one, about, row.answers), f"{about}/{item} is hidden by other answers")
                    expect(one["type"] not in ("scale", "single") or value in self.options(one), f"no option: {value}")
        return f"{len(self.ballot_rows)}, each by right and signed"

    def comments(self):
        self.comment_entries, self.comment_rows = self.rows("comment")
        return f"{len(self.comment_rows)}, each by right and signed"

    def trees(self):
        seal = read_canonical(self.files["seal.json"])
        for name, entries in (("ballots", self.ballot_entries), ("comments", self.comment_entries)):
            root = tree_root([H(b"\0" + entry) for entry in entries]).hex()
            expect(seal[name] == {"size": len(entries), "root": root}, f"{name} are not those that were sealed")
        return f"{len(self.ballot_entries)} and {len(self.comment_entries)} entries"

    def counts(self):
        stated, groups = read_canonical(self.files["counts.json"]), []
        cast = collections.Counter((row.unit, row.category) for row in self.ballot_rows)
        tickets = collections.Counter((row.unit, row.category) for row in self.ballot_rows
                                      if row.by_ticket and self.mode != "open")
        comments = collections.Counter(row.unit for row in self.comment_rows)
        for part in self.parts:
            for group in part["groups"]:
                place = part["unit"]["id"], group["category"]
                exchanged = stated["groups"][len(groups)]["exchanged"]
                groups.append({"unit": place[0], "category": place[1], "invitations": len(self.claimable[place]),
                               "claimed": self.claimed[place], "exchanged": exchanged, "tickets": group["tickets"],
                               "cast": cast[place], "cast_by_ticket": tickets[place]})
                given = exchanged if self.mode == "credential" else group["tickets"]
                expect(self.claimed[place] + exchanged <= len(self.claimable[place]), f"{place}: more given than invited")
                expect(self.mode == "open" or (cast[place] - tickets[place] <= self.claimed[place] and
                                               tickets[place] <= min(given, group["tickets"])), f"{place}: too many cast")
            given = sum(self.claimed[part["unit"]["id"], c] + len(self.bearers[part["unit"]["id"], c]) for c in self.categories)
            expect(self.mode == "open" or comments[part["unit"]["id"]] <= given, "too many comments")
        units = [{"unit": unit, "comments": comments[unit]} for unit in self.units]
        expect(stated == {"candor_counts": 1, "groups": groups, "units": units}, "counts.json differs")
        return "as counted again"

    # ---- counting answers

    def asked(self, unit):
        """(about, item id) -> item, of everything but text and info."""
        asked = {}
        for section in [*self.core["sections"], {"about": "team", "items": unit.get("items", [])}]:
            about = {"team": ["team"], "none": ["-"], "member": [
                member["id"] for member in unit.get("members", []) if section.get("of", "") in ("", member.get("kind", ""))
            ]}[section["about"]]
            asked |= {(who, item["id"]): item for who in about for item in section["items"]
                      if item["type"] not in ("text", "info")}
        return asked

    def options(self, item):
        return [option["id"] for option in (
            self.core["scales"][item["scale"]]["options"] if item["type"] == "scale" else item["options"])]

    def visible(self, item, about, answers):
        if not item.get("show_if"):
            return True
        value = answers.get(about, {}).get(item["show_if"]["item"], [])
        return any(one in item["show_if"]["is"] for one in (value if isinstance(value, list) else [value]))

    def reason(self, row, unit, asked):
        """The first reason of rules.invalid that makes this ballot invalid; None: it counts."""
        rules, answers = self.core["rules"], row.answers
        scales = {place: answers[place[0]][place[1]] for place, item in asked.items()
                  if item["type"] == "scale" and place[1] in answers.get(place[0], {})}
        quota, marks, limit = rules.get("quota"), collections.Counter(), 0
        if quota:
            share = str(quota["at_most"])
            share = Fraction(share[:-1]) / 100 if share.endswith("%") else Fraction(share)
            limit = share * len(unit.get("members", [])) + (Fraction(1, 2) if quota.get("rounding") == "half_up" else 0)
            marks.update(item for (about, item), value in scales.items() if about not in ("team", "-") and
                         asked[about, item]["scale"] == quota["scale"] and value == quota["option"])
        found = {"blank_ballot": not answers,
                 "over_quota": any(count > math.floor(limit) for count in marks.values()),
                 "all_same": len(scales) >= 5 and len(set(scales.values())) == 1,
                 "incomplete": any(item.get("required") and item_id not in answers.get(about, {}) and
                                   self.visible(item, about, answers) for (about, item_id), item in asked.items())}
        return next((name for name, holds in found.items() if holds and name in rules["invalid"]), None)

    def tally(self):
        """Turnout, and every scale item's raw counts by unit and category, against tally-full.json."""
        shown, compared = {unit["unit"]: unit for unit in json.loads(self.files["tally-full.json"])["units"]}, 0
        for number, part in enumerate(self.parts):
            unit, asked = part["unit"], self.asked(part["unit"])
            rows = {category: [] for category in self.categories}
            for row in self.ballot_rows:
                if row.unit == unit["id"]:
                    rows[row.category].append((row, self.reason(row, unit, asked)))
            valid = {c: [row for row, reason in own if reason is None] for c, own in rows.items()}
            groups = [{"categories": [c], "returned": len(own), "valid": len(valid[c]),
                       "invalid": dict(collections.Counter(reason for _, reason in own if reason))}
                      for c, own in rows.items() if valid[c]]
            stated = shown.pop(unit["id"])
            if not groups:
                expect(stated == {"unit": unit["id"], "suppressed": True}, f"{unit['id']} has no valid ballot")
                continue
            expect([{key: value for key, value in group.items() if key != "due"} for group in stated["groups"]] == groups,
                   f"{unit['id']}: turnout")
            items = {(result["about"], item["item"]): item for result in stated["results"] for item in result["items"]}
            expect(set(items) == set(asked), f"{unit['id']}: other items than were asked")
            for (about, item_id), item in asked.items():
                if item["type"] == "scale":
                    for group in items[about, item_id]["groups"]:
                        self.compare(about, item_id, item, valid[group["categories"][0]], group)
                        compared += 1
        expect(not shown, f"units that are not: {list(shown)}")
        return f"{compared} tables of scale items as counted again"

    def compare(self, about, item_id, item, rows, stated):
        given = collections.Counter(row.answers.get(about, {}).get(item_id) for row in rows)
        options = self.core["scales"][item["scale"]]["options"]
        counts = {option["id"]: given[option["id"]] for option in options if option.get("scored", True)}
        unscored = {option["id"]: given[option["id"]] for option in options if not option.get("scored", True)}
        expect((stated["counts"], stated["unscored"], stated["abstained"], stated["n"]) ==
               (counts, unscored, given[None], sum(counts.values())), f"{about}/{item_id} in {stated['categories']}")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    with open(sys.argv[1], "rb") as bundle:
        sys.exit(Audit(bundle.read(), sys.argv[2] if len(sys.argv) == 3 else None).run())
