#!/usr/bin/env python3
"""Vectors of Candor's ticket protocol, computed a second time and in another language.

Follows the formulas of docs/protocol.md with nothing but the standard library; shares no code with server/protocol and
reads none of its output. Prints the JSON that stands in tests/data/vectors/ticket-vectors.json:

    python3 tests/oracle/ticket_vectors.py > tests/data/vectors/ticket-vectors.json

Run it again only when a formula changes.
"""
import base64
import json
import struct

from notation import ALPHABET, H, L, T, crockford

CHECK = ALPHABET + "*~$=U"


def canonical(value):
    """RFC 8785 for what Candor writes: ASCII keys, integers, texts, null, false, true."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def secret_of(random):
    return crockford(random, 20)  # the first 100 of 104 bits


def check_character(part, category, secret):
    number = 0
    for character in f"{part}{category}{secret}":
        number = number * 32 + ALPHABET.index(character)  # exact: Python's integers do not overflow
    return CHECK[number % 37]


def printed(part, category, secret):
    groups = "-".join(secret[i : i + 5] for i in range(0, 20, 5))
    return f"{part}-{category}-{groups}-{check_character(part, category, secret)}"


def ballot_bearer(round_id, unit, category, secret):
    return H(T("ticket-ballot") + L(round_id) + L(unit) + L(category) + secret.encode("ascii"))


def comment_bearer(round_id, unit, secret):
    return H(T("ticket-comment") + L(round_id) + L(unit) + secret.encode("ascii"))


def bearer_hash(bearer):
    return H(T("bearer") + bearer)


def tree_root(leaves):
    """RFC 6962, 2.1, as the RFC writes it."""
    if not leaves:
        return H(b"")
    if len(leaves) == 1:
        return H(b"\0" + leaves[0])
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return H(b"\1" + tree_root(leaves[:split]) + tree_root(leaves[split:]))


def cast_of(case):
    """Everything between a secret and an entry."""
    bearer = ballot_bearer(case["round"], case["unit"], case["category"], case["secret"])
    comment = comment_bearer(case["round"], case["unit"], case["secret"])
    manifest_hash = bytes.fromhex(case["manifest_hash"])
    nullifier = H(T("nullifier") + manifest_hash + bearer)
    commitment = H(T("body") + bytes.fromhex(case["salt"]) + case["body"].encode("utf-8"))
    entry = nullifier + struct.pack(">I", case["revision"]) + commitment
    return {
        "printed": printed(case["part"], case["category_number"], case["secret"]),
        "fragment": ".".join(
            [
                "1",
                base64.urlsafe_b64encode(manifest_hash).decode().rstrip("="),
                case["round"],
                str(case["part"]),
                str(case["category_number"]),
                case["secret"],
            ]
        ),
        "ballot_bearer": bearer.hex(),
        "ballot_bearer_hash": bearer_hash(bearer).hex(),
        "comment_bearer": comment.hex(),
        "comment_bearer_hash": bearer_hash(comment).hex(),
        "nullifier": nullifier.hex(),
        "commitment": commitment.hex(),
        "entry": entry.hex(),
    }


CASES = [
    {"round": "2026-spring", "unit": "u1", "category": "B", "part": 1, "category_number": 2,
     "random": "000102030405060708090a0b0c", "revision": 1, "salt": "11" * 32, "manifest_hash": "22" * 32,
     "body": '{"team":{"overall":"competent"}}'},
    {"round": "r.with-dots_1", "unit": "研究所", "category": "A", "part": 342, "category_number": 12,
     "random": "ff" * 13, "revision": 99, "salt": "00" * 32, "manifest_hash": "fb" * 32,
     "body": '{"team":{"improve":"多听一线意见，少开会。"}}'},
    {"round": "x", "unit": "y" * 64, "category": "C", "part": 2000, "category_number": 1,
     "random": "8a5cd789635d2dff121ca3f4d0", "revision": 256, "salt": "5a" * 32, "manifest_hash": "00" * 31 + "01",
     "body": "{}"},
]


def vectors():
    cases = []
    for given in CASES:
        case = dict(given)
        case["secret"] = secret_of(bytes.fromhex(case["random"]))
        case["expected"] = cast_of(case)
        cases.append(case)
    trees = []
    for size in range(0, 20):
        leaves = [bytes([i]) * i for i in range(size)]
        trees.append({"size": size, "root": tree_root(leaves).hex()})
    checks = [
        {"part": part, "category": category, "secret": secret, "check": check_character(part, category, secret)}
        for part, category, secret in [(1, 6, "J"), (1, 1, "0" * 20), (1, 2, "Z" * 20), (7, 3, "0123456789ABCDEFGHJK"),
                                       (31, 9, "MNPQRSTVWXYZ01234567")]
        + [(1, 1, "0" * 19 + c) for c in ALPHABET]
    ]
    return {"source": "tests/oracle/ticket_vectors.py", "casts": cases, "trees": trees, "checks": checks}


if __name__ == "__main__":
    print(json.dumps(vectors(), ensure_ascii=False, indent=1))
