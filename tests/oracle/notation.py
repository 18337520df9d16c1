"""What the formulas of docs/protocol.md are written with: H, T, L, and Crockford's base 32. Shared by the oracles that
compute vectors; count_bundle.py, which auditors read alone, has its own."""
import hashlib
import struct

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def H(data):
    return hashlib.sha256(data).digest()


def T(tag):
    return b"candor/1/" + tag.encode("ascii") + b"\0"


def L(text):
    data = text.encode("utf-8")
    return struct.pack(">H", len(data)) + data


def crockford(data, characters):
    """The first 5·`characters` bits."""
    number = int.from_bytes(data, "big")
    bits = 8 * len(data)
    return "".join(ALPHABET[(number >> (bits - 5 * (i + 1))) & 31] for i in range(characters))
