#!/usr/bin/env python3
"""A small round by tickets: canonical files, M, and one cast. docs/protocol.md shows one by credentials instead
(credential_example.py).

Independent of server/protocol, like ticket_vectors.py, whose formulas it uses. The round file
tests/data/protocol-example/round.json has every default written out, so that the frozen files hold exactly its
content. Secrets are drawn from a counter: nobody must use them.

    python3 tests/oracle/protocol_example.py > tests/data/vectors/protocol-example.json
"""
import json
import pathlib
import struct

from notation import H, T
from ticket_vectors import ballot_bearer, bearer_hash, canonical, comment_bearer, printed, secret_of, tree_root

ROUND_FILE = pathlib.Path(__file__).parent.parent / "data" / "protocol-example" / "round.json"
TICKETS = {"u1": {"A": 2, "B": 3}, "u2": {"A": 1, "B": 0}, "u3": {"A": 0, "B": 0}}
SALT = bytes(range(32))
COMMENT_SALT = bytes(range(32, 64))
BALLOT_BODY = canonical({"team": {"overall": "good"}}).decode()
COMMENT_BODY = canonical({"team": {"improve": "多听一线意见。"}}).decode()


def draw(counter):
    return secret_of(H(b"example secret %d" % counter)[:13])


def list_hash(hashes):
    return H(T("list") + b"".join(hashes)).hex() if hashes else None


def frozen_part(round_file, unit, secrets):
    """A part file and the bytes of its list."""
    groups, listed, comments = [], b"", []
    for category in round_file["categories"]:
        own = secrets[unit["id"]][category["id"]]
        ballots = sorted(bearer_hash(ballot_bearer(round_file["id"], unit["id"], category["id"], s)) for s in own)
        comments += [bearer_hash(comment_bearer(round_file["id"], unit["id"], s)) for s in own]
        groups.append({"category": category["id"], "key": None, "invitations": 0, "claims": None,
                       "tickets": len(ballots), "bearers": list_hash(ballots)})
        listed += b"".join(ballots)
    comments.sort()
    part = {"unit": unit, "groups": groups, "comment_key": None, "comment_tickets": len(comments),
            "comment_bearers": list_hash(comments)}
    return canonical(part), listed + b"".join(comments)


def padded(message):
    """The request: `pad` makes its length a multiple of 1,024 bytes."""
    empty = len(canonical({**message, "pad": ""}))
    return canonical({**message, "pad": "x" * (-empty % 1024)})


def cast(manifest_hash, bearer, salt, body, fields):
    nullifier = H(T("nullifier") + manifest_hash + bearer)
    commitment = H(T("body") + salt + body.encode())
    request = padded({"manifest": manifest_hash.hex(), **fields, "bearer": bearer.hex(), "revision": 1,
                      "salt": salt.hex(), "body": body})
    return {"bearer": bearer.hex(), "bearer_hash": bearer_hash(bearer).hex(), "salt": salt.hex(), "body": body,
            "nullifier": nullifier.hex(), "commitment": commitment.hex(),
            "entry": (nullifier + struct.pack(">I", 1) + commitment).hex(), "request": request.decode(),
            "request_bytes": len(request)}


def example():
    round_file = json.loads(ROUND_FILE.read_text(encoding="utf-8"))
    counter, secrets = 0, {}
    for unit, by_category in TICKETS.items():
        secrets[unit] = {}
        for category, count in by_category.items():
            secrets[unit][category] = [draw(counter + i) for i in range(count)]
            counter += count
    files = {"core.json": canonical({**round_file, "units": []})}
    parts, lists = [], {}
    for number, unit in enumerate(round_file["units"], 1):
        part, listed = frozen_part(round_file, unit, secrets)
        parts.append(part)
        files["parts/%04d.json" % number] = part
        lists["lists/%04d.bin" % number] = listed
    manifest = canonical({"candor_manifest": 1, "round": round_file["id"], "core": H(files["core.json"]).hex(),
                          "parts": len(parts), "parts_root": tree_root(parts).hex(), "box_key": None,
                          "codes_by": "server"})
    manifest_hash = H(T("manifest") + manifest)
    secret = secrets["u1"]["B"][0]
    leaves = [H(b"\0" + part) for part in parts]
    return {
        "source": "tests/oracle/protocol_example.py",
        "secrets": secrets,
        "files": {**{name: text.decode() for name, text in files.items()}, "manifest.json": manifest.decode()},
        "lists": {name: listed.hex() for name, listed in lists.items()},
        "manifest_hash": manifest_hash.hex(),
        "audit_path_of_part_1": [leaves[1].hex(), leaves[2].hex()],
        "secret": secret,
        "printed": printed(1, 2, secret),
        "ballot": cast(manifest_hash, ballot_bearer("2026-spring", "u1", "B", secret), SALT, BALLOT_BODY,
                       {"unit": "u1", "category": "B"}),
        "comment": cast(manifest_hash, comment_bearer("2026-spring", "u1", secret), COMMENT_SALT, COMMENT_BODY,
                        {"unit": "u1"}),
    }


if __name__ == "__main__":
    print(json.dumps(example(), ensure_ascii=False, indent=1))
