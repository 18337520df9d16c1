#!/usr/bin/env python3
"""Vectors of Candor's credentials, computed a second time and in another language.

Follows the formulas of docs/protocol.md and RFC 9474 with nothing but the standard library; shares no code with
server/protocol and reads none of its output. Recomputes every field of the published vectors in rfc9474.json and
rfc9474-a1.json, then adds what a program needs to follow them: their keys as DER and the blinding factor. Prints the
JSON that stands in tests/data/vectors/credential-vectors.json:

    python3 tests/oracle/credential_vectors.py > tests/data/vectors/credential-vectors.json

Run it again only when a formula changes.
"""
import hashlib
import json
import math
import pathlib
import struct

from notation import H, L, T, crockford

VECTORS = pathlib.Path(__file__).parents[1] / "data" / "vectors"


# Credentials, casts, receipts, seal, amendments.

def p256_spki(point):
    algorithm = bytes.fromhex("301306072a8648ce3d020106082a8648ce3d030107")
    key = b"\x03\x42\x00\x04" + point
    return b"\x30" + bytes([len(algorithm + key)]) + algorithm + key


def formulas_of(case):
    given = {name: bytes.fromhex(text) for name, text in case["hex"].items()}
    manifest_hash, spki = given["manifest_hash"], p256_spki(given["point"])
    kid = H(given["rsa_spki"])
    entry = given["entry"]
    messages = {kind: T(kind) + manifest_hash + kid + H(spki) for kind in ("ballot", "comment")}
    previous = H(case["previous_line"].encode()) if case["previous_line"] else bytes(32)
    code = crockford(H(b"\0" + entry), 20)
    return {
        "spki": spki.hex(),
        "claim_hash": H(T("claim") + L(case["round"]) + L(case["unit"]) + L(case["category"])
                        + case["secret"].encode("ascii")).hex(),
        "kid": kid.hex(),
        "ballot_message": messages["ballot"].hex(),
        "comment_message": messages["comment"].hex(),
        "prepared": (given["prefix"] + messages["ballot"]).hex(),
        "nullifier": H(T("nullifier") + manifest_hash + kid + spki).hex(),
        "cast_message": (T("cast") + entry).hex(),
        "ballot_receipt": (T("receipt") + manifest_hash + b"\1" + entry).hex(),
        "comment_receipt": (T("receipt") + manifest_hash + b"\2" + entry).hex(),
        "seal_message": (T("seal") + H(case["seal_json"].encode())).hex(),
        "amendment_message": (T("amendment") + manifest_hash + struct.pack(">I", case["number"]) + previous
                              + H(case["unsigned_json"].encode())).hex(),
        "claim_request_hash": H(given["ballot"] + given["comment"]).hex(),
        "short_code": "-".join(code[i : i + 5] for i in range(0, 20, 5)),
    }


CASES = [
    {"round": "2026-spring", "unit": "u1", "category": "B", "secret": "0123456789ABCDEFGHJK",
     "previous_line": "", "number": 1, "unsigned_json": '{"add":[],"number":1}',
     "seal_json": '{"candor_seal":1}',
     "hex": {"manifest_hash": "22" * 32, "point": "01" * 32 + "02" * 32, "rsa_spki": "3082", "prefix": "33" * 32,
             "entry": "44" * 32 + "00000001" + "55" * 32, "ballot": "aa" * 256, "comment": "bb" * 256}},
    {"round": "r", "unit": "厂.办", "category": "-", "secret": "ZZZZZZZZZZZZZZZZZZZZ",
     "previous_line": '{"number":16909059}\n', "number": 0x01020304, "unsigned_json": '{"单位":"厂"}',
     "seal_json": "",
     "hex": {"manifest_hash": "ff" * 32, "point": "00" * 31 + "ff" + "80" * 32, "rsa_spki": "", "prefix": "00" * 32,
             "entry": "00" * 32 + "00000063" + "ff" * 32, "ballot": "00" * 256, "comment": ""}},
]


# RFC 9474's published vectors.

def sha384(data):
    return hashlib.sha384(data).digest()


def mgf1(seed, size):
    blocks = (sha384(seed + struct.pack(">I", i)) for i in range(size // 48 + 1))
    return b"".join(blocks)[:size]


def encode_pss(message, salt, bits):
    """RFC 8017, 9.1.1, for an encoded message of `bits` bits."""
    size = (bits + 7) // 8
    digest = sha384(bytes(8) + sha384(message) + salt)
    data = bytes(size - len(salt) - 48 - 2) + b"\1" + salt
    masked = int.from_bytes(data, "big") ^ int.from_bytes(mgf1(digest, len(data)), "big")
    masked &= (1 << (bits - 8 * 49)) - 1
    return masked.to_bytes(len(data), "big") + digest + b"\xbc"


def tlv(tag, content):
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 128 + len(length)]) + length + content


def integer(number):
    return tlv(2, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def rsa_spki(n, e):
    algorithm = tlv(0x30, bytes.fromhex("06092a864886f70d010101") + b"\x05\0")
    return tlv(0x30, algorithm + tlv(3, b"\0" + tlv(0x30, integer(n) + integer(e))))


def rsa_private(n, e, d, p, q):
    """PKCS#1 RSAPrivateKey."""
    numbers = (0, n, e, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p))
    return tlv(0x30, b"".join(integer(number) for number in numbers))


def followed(vector):
    """Recomputes the vector; what else it takes to follow it."""
    n, e, d, p, q, inverse = (int(vector[name], 16) for name in ("n", "e", "d", "p", "q", "inv"))
    size = len(vector["n"]) // 2
    number = lambda name: int(vector[name], 16)
    factor = pow(inverse, -1, n)
    prepared = bytes.fromhex(vector.get("msg_prefix", "") + vector["msg"])
    encoded = encode_pss(prepared, bytes.fromhex(vector["salt"]), n.bit_length() - 1)
    assert p * q == n and encoded.hex() == vector["encoded_msg"]
    assert math.gcd(number("encoded_msg"), n) == 1
    assert number("encoded_msg") * pow(factor, e, n) % n == number("blinded_msg")
    assert pow(number("blinded_msg"), d, n) == number("blind_sig")
    assert number("blind_sig") * inverse % n == number("sig")
    assert pow(number("sig"), e, n) == number("encoded_msg")
    return {"spki": rsa_spki(n, e).hex(), "private_der": rsa_private(n, e, d, p, q).hex(),
            "factor": factor.to_bytes(size, "big").hex()}


def main():
    published = [vector for name in ("rfc9474.json", "rfc9474-a1.json")
                 for vector in json.loads((VECTORS / name).read_text(encoding="ascii"))]
    vectors = {"formulas": [{**case, "expected": formulas_of(case)} for case in CASES],
               "rfc9474": [followed(vector) for vector in published]}
    print(json.dumps(vectors, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
