"""Checks of signatures in plain Python, for count_bundle.py: ECDSA on P-256 and RSA-PSS. Slow, and not in constant
time: for what is public, and never for a secret."""
import hashlib
import struct

P256_SPKI = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004")
RSA_HEAD = bytes.fromhex("30820122300d06092a864886f70d01010105000382010f003082010a0282010100")
RSA_TAIL = bytes.fromhex("0203010001")  # e = 65537

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551
B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b
G = (0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296,
     0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5)


def point_of(spki):
    if len(spki) != 91 or spki[:27] != P256_SPKI:
        raise ValueError("not the 91 bytes of a P-256 key")
    x, y = int.from_bytes(spki[27:59], "big"), int.from_bytes(spki[59:], "big")
    if x >= P or y >= P or (y * y - x * x * x + 3 * x - B) % P != 0:
        raise ValueError("a point beside the curve")
    return x, y


def add_points(a, b):
    if a is None or b is None:
        return a or b
    if a[0] == b[0] and (a[1] + b[1]) % P == 0:
        return None
    slope = ((3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, P) if a == b else (b[1] - a[1]) * pow(b[0] - a[0], -1, P)) % P
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def two_times(u, v, point):
    """u·G + v·point, both at once."""
    both, sum_ = add_points(G, point), None
    for bit in range(255, -1, -1):
        sum_ = add_points(sum_, sum_)
        choice = (None, point, G, both)[(u >> bit & 1) * 2 + (v >> bit & 1)]
        sum_ = add_points(sum_, choice)
    return sum_


def ecdsa_holds(point, message, signature):
    """FIPS 186-5, 6.4.2, P-256 with SHA-256; r ‖ s."""
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if len(signature) != 64 or not (0 < r < N and 0 < s < N):
        return False
    inverse = pow(s, -1, N)
    result = two_times(int.from_bytes(hashlib.sha256(message).digest(), "big") * inverse % N, r * inverse % N, point)
    return result is not None and result[0] % N == r


def modulus_of(spki):
    number = spki[len(RSA_HEAD):-len(RSA_TAIL)]
    if spki != RSA_HEAD + number + RSA_TAIL or len(number) != 256 or number[0] < 128:
        raise ValueError("not RSA-2048 with e = 65537")
    return int.from_bytes(number, "big")


def mgf1(seed, length):
    blocks = (hashlib.sha384(seed + struct.pack(">I", i)).digest() for i in range(-(-length // 48)))
    return b"".join(blocks)[:length]


def pss_holds(modulus, message, signature):
    """RFC 8017, 8.1.2 and 9.1.2: SHA-384, MGF1 with SHA-384, salt of 48 bytes."""
    number = int.from_bytes(signature, "big")
    if len(signature) != 256 or number >= modulus:
        return False
    encoded = pow(number, 65537, modulus).to_bytes(256, "big")
    masked, digest = encoded[:207], encoded[207:255]
    if encoded[255] != 0xbc or masked[0] & 0x80:
        return False
    block = bytes(a ^ b for a, b in zip(masked, mgf1(digest, 207)))
    block = bytes([block[0] & 0x7f]) + block[1:]
    if block[:159] != bytes(158) + b"\1":
        return False
    return hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + block[159:]).digest() == digest
