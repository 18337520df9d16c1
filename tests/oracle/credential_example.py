#!/usr/bin/env python3
"""The complete example of docs/protocol.md: a round by credentials from its codes to its seal, every byte.

Follows the formulas of that page with the standard library and this folder's other oracles; shares no code with
server/protocol. The RSA keys stand in tests/data/protocol-example/keys.json; everything else that is secret is drawn
from a counter. Nobody must use any of it. ECDSA is deterministic here (RFC 6979), so that the page stays as it is.

    python3 tests/oracle/credential_example.py      # the block that stands in docs/protocol.md
"""
import base64
import hmac
import json
import pathlib
import struct

from credential_vectors import encode_pss, p256_spki, rsa_private, rsa_spki
from notation import H, L, T, crockford
from plain_signatures import G, N, ecdsa_holds, point_of, pss_holds, two_times
from ticket_vectors import ballot_bearer, bearer_hash, canonical, comment_bearer, printed, secret_of, tree_root

DATA = pathlib.Path(__file__).parents[1] / "data" / "protocol-example"
E = 65537
ROUND, UNIT, CATEGORY, PART, CATEGORY_NUMBER = "2026-autumn", "u1", "B", 1, 2
BODIES = {"ballot": canonical({"team": {"overall": "good"}}).decode(),
          "comment": canonical({"team": {"improve": "多听一线意见。"}}).decode()}
TICKET_BODY = canonical({"team": {"overall": "poor"}}).decode()
INDEX_HASH = H(b"example index")  # stands for the hash of an index.json, which names files that are not shown here


def draw(what, size=32):
    """`size` bytes, the same every time."""
    blocks = (H(b"example %s %d" % (what.encode(), i)) for i in range(-(-size // 32)))
    return b"".join(blocks)[:size]


def base64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def octets(number, size=256):
    return number.to_bytes(size, "big")


class RsaKey:
    def __init__(self, numbers):
        p, q = int(numbers["p"], 16), int(numbers["q"], 16)
        self.n, self.d = p * q, pow(E, -1, (p - 1) * (q - 1))
        self.spki = rsa_spki(self.n, E)
        assert rsa_private(self.n, E, self.d, p, q).hex() == numbers["private_der"]


class P256Key:
    def __init__(self, name):
        self.d = int.from_bytes(draw(name), "big") % (N - 1) + 1
        x, y = two_times(self.d, 0, G)
        self.point = octets(x, 32) + octets(y, 32)
        self.spki = p256_spki(self.point)

    def sign(self, message):
        """ECDSA with SHA-256, nonce by RFC 6979, 3.2; r ‖ s."""
        digest = int.from_bytes(H(message), "big") % N
        seed = octets(self.d, 32) + octets(digest, 32)
        key, value = bytes(32), b"\1" * 32
        for step in (b"\0", b"\1"):
            key = hmac.digest(key, value + step + seed, "sha256")
            value = hmac.digest(key, value, "sha256")
        nonce = int.from_bytes(hmac.digest(key, value, "sha256"), "big")
        assert 0 < nonce < N  # else the standard draws again; it did not come to that
        r = two_times(nonce, 0, G)[0] % N
        signature = octets(r, 32) + octets(pow(nonce, -1, N) * (digest + r * self.d) % N, 32)
        assert ecdsa_holds(point_of(self.spki), message, signature)
        return signature


def padded(message):
    """The request as the page shows it: `pad` makes it a multiple of 1,024 bytes."""
    missing = -len(canonical({**message, "pad": ""})) % 1024
    return canonical({**message, "pad": f"<{missing} times x>"}).decode()


def list_hash(hashes):
    return H(T("list") + b"".join(hashes)).hex() if hashes else None


class Frozen:
    """The canonical files of the opened round."""

    def __init__(self, keys, box_key):
        self.round = json.loads((DATA / "credential-round.json").read_text(encoding="utf-8"))
        self.secrets = [secret_of(draw(f"invitation {i}", 13)) for i in range(2)]
        self.ticket = secret_of(draw("ticket", 13))
        self.claims = sorted(self.claim_hash(secret) for secret in self.secrets)
        self.bearers = [bearer_hash(ballot_bearer(ROUND, UNIT, CATEGORY, self.ticket))]
        self.comments = [bearer_hash(comment_bearer(ROUND, UNIT, self.ticket))]
        self.core = canonical({**self.round, "units": []})
        self.parts = [self.part(unit, keys if unit["id"] == UNIT else None) for unit in self.round["units"]]
        self.manifest = canonical({
            "candor_manifest": 1, "round": ROUND, "core": H(self.core).hex(), "parts": len(self.parts),
            "parts_root": tree_root(self.parts).hex(), "box_key": base64url(box_key.spki), "codes_by": "registrar"})
        self.m = H(T("manifest") + self.manifest)

    @staticmethod
    def claim_hash(secret):
        return H(T("claim") + L(ROUND) + L(UNIT) + L(CATEGORY) + secret.encode("ascii"))

    def part(self, unit, keys):
        """`keys`: None where nobody is invited."""
        groups = []
        for category in self.round["categories"]:
            mine = keys is not None and category["id"] == CATEGORY
            claims, bearers = (self.claims, self.bearers) if mine else ([], [])
            groups.append({"category": category["id"], "key": base64url(keys["ballot"].spki) if mine else None,
                           "invitations": len(claims), "claims": list_hash(claims),
                           "tickets": len(bearers), "bearers": list_hash(bearers)})
        comments = self.comments if keys else []
        return canonical({"unit": unit, "groups": groups,
                          "comment_key": base64url(keys["comment"].spki) if keys else None,
                          "comment_tickets": len(comments), "comment_bearers": list_hash(comments)})

    def lines(self):
        yield "core.json", self.core.decode()
        yield "parts/0001.json", self.parts[0].decode()
        yield "lists/0001.bin", b"".join(self.claims + self.bearers + self.comments).hex()
        yield "manifest.json", self.manifest.decode()
        yield "M", self.m.hex()
        yield "path of part 1", H(b"\0" + self.parts[1]).hex()
        yield "invitation", self.secrets[0]
        yield "invitation printed", printed(PART, CATEGORY_NUMBER, self.secrets[0])
        yield "invitation link", f"/b#1.{base64url(self.m)}.{ROUND}.{PART}.{CATEGORY_NUMBER}.{self.secrets[0]}"
        yield "invitation claim hash", self.claim_hash(self.secrets[0]).hex()
        yield "other invitation", self.secrets[1]


class Credential:
    """One blind-signed key: RFC 9474, 4.1 to 4.4, and the cast that it makes."""

    def __init__(self, kind, rsa, m):
        self.kind, self.m, self.key = kind, m, P256Key(f"{kind} key")
        self.kid, self.prefix = H(rsa.spki), draw(f"{kind} prefix")
        self.msg = T(kind) + m + self.kid + H(self.key.spki)
        self.pss_salt = draw(f"{kind} PSS salt", 48)
        self.factor = int.from_bytes(draw(f"{kind} factor", 256), "big") % rsa.n
        encoded = int.from_bytes(encode_pss(self.prefix + self.msg, self.pss_salt, rsa.n.bit_length() - 1), "big")
        blinded = encoded * pow(self.factor, E, rsa.n) % rsa.n
        answer = pow(blinded, rsa.d, rsa.n)
        self.blinded, self.answer = octets(blinded), octets(answer)
        self.signature = octets(answer * pow(self.factor, -1, rsa.n) % rsa.n)
        assert pss_holds(rsa.n, self.prefix + self.msg, self.signature)

    def claim_lines(self):
        for name in ("kid", "prefix", "msg", "pss_salt", "blinded", "answer", "signature"):
            yield f"{self.kind} {name.replace('pss_salt', 'PSS salt')}", getattr(self, name).hex()
            if name == "kid":
                yield f"{self.kind} spki", self.key.spki.hex()
            if name == "pss_salt":
                yield f"{self.kind} factor", octets(self.factor).hex()

    def nullifier(self):
        return H(T("nullifier") + self.m + self.kid + self.key.spki)

    def fields(self, entry):
        return {"kid": self.kid.hex(), "spki": base64url(self.key.spki), "prefix": base64url(self.prefix),
                "signature": base64url(self.signature),
                "body_signature": base64url(self.key.sign(T("cast") + entry))}


class Ticket:
    def __init__(self, secret, m):
        self.m, self.bearer = m, ballot_bearer(ROUND, UNIT, CATEGORY, secret)

    def nullifier(self):
        return H(T("nullifier") + self.m + self.bearer)

    def fields(self, _):
        return {"unit": UNIT, "category": CATEGORY, "bearer": self.bearer.hex()}


class Cast:
    def __init__(self, name, right, body, box_key):
        self.name, self.body, self.salt = name, body, draw(f"{name} salt")
        self.nullifier = right.nullifier()
        self.commitment = H(T("body") + self.salt + body.encode())
        self.entry = self.nullifier + struct.pack(">I", 1) + self.commitment
        self.row = {**right.fields(self.entry), "revision": 1, "salt": self.salt.hex(), "body": body}
        kind = "comment" if name == "comment" else "ballot"
        number = b"\2" if kind == "comment" else b"\1"
        self.request = padded({"manifest": right.m.hex(), **self.row})
        self.receipt = canonical({
            "candor_receipt": 1, "manifest": right.m.hex(), "kind": kind, "entry": self.entry.hex(),
            "signature": base64url(box_key.sign(T("receipt") + right.m + number + self.entry))}).decode()

    def lines(self):
        leaf = H(b"\0" + self.entry)
        code = crockford(leaf, 20)
        yield f"{self.name} salt", self.salt.hex()
        yield f"{self.name} body", self.body
        yield f"{self.name} nullifier", self.nullifier.hex()
        yield f"{self.name} commitment", self.commitment.hex()
        yield f"{self.name} entry", self.entry.hex()
        yield f"{self.name} leaf", leaf.hex()
        yield f"{self.name} request", self.request
        yield f"{self.name} receipt", self.receipt
        yield f"{self.name} short code", "-".join(code[i : i + 5] for i in range(0, 20, 5))


def claim_lines(frozen, ballot, comment):
    yield from ballot.claim_lines()
    yield from comment.claim_lines()
    yield "claim request", canonical({
        "manifest": frozen.m.hex(), "part": PART, "category": CATEGORY_NUMBER, "secret": frozen.secrets[0],
        "ballot": base64url(ballot.blinded), "comment": base64url(comment.blinded)}).decode()
    yield "claim answer", canonical({"ballot": base64url(ballot.answer), "comment": base64url(comment.answer)}).decode()


def seal_lines(frozen, casts, box_key):
    ballots = sorted((cast for cast in casts if cast.name != "comment"), key=lambda cast: cast.entry)
    comments = [cast for cast in casts if cast.name == "comment"]
    for number, cast in enumerate(ballots, 1):
        yield f"ballots.jsonl line {number}", canonical(cast.row).decode()
    head = lambda rows: {"size": len(rows), "root": tree_root([row.entry for row in rows]).hex()}
    seal = canonical({"candor_seal": 1, "manifest": frozen.m.hex(), "ballots": head(ballots),
                      "comments": head(comments), "index": INDEX_HASH.hex()})
    yield "ballots.bin", b"".join(cast.entry for cast in ballots).hex()
    yield "index hash", INDEX_HASH.hex()
    yield "seal.json", seal.decode()
    yield "seal.sig", box_key.sign(T("seal") + H(seal)).hex()


def lines():
    """`name = value`, one a line; a test reads them back."""
    numbers = json.loads((DATA / "keys.json").read_text(encoding="ascii"))["rsa"]
    keys, box_key = {kind: RsaKey(own) for kind, own in numbers.items()}, P256Key("box key")
    frozen = Frozen(keys, box_key)
    ballot, comment = (Credential(kind, keys[kind], frozen.m) for kind in ("ballot", "comment"))
    ticket = Ticket(frozen.ticket, frozen.m)
    casts = [Cast("ballot", ballot, BODIES["ballot"], box_key), Cast("comment", comment, BODIES["comment"], box_key),
             Cast("ticket ballot", ticket, TICKET_BODY, box_key)]
    yield from frozen.lines()
    yield from claim_lines(frozen, ballot, comment)
    yield from casts[0].lines()
    yield from casts[1].lines()
    yield "ticket", frozen.ticket
    yield "ticket printed", printed(PART, CATEGORY_NUMBER, frozen.ticket)
    yield "ticket ballot bearer", ticket.bearer.hex()
    yield "ticket ballot bearer_hash", bearer_hash(ticket.bearer).hex()
    yield from casts[2].lines()
    yield from seal_lines(frozen, casts, box_key)


if __name__ == "__main__":
    for name, value in lines():
        print(f"{name} = {value}")
