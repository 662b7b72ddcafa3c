"""An authenticator in software (WebAuthn, ES256), for tests: P-256 in plain Python, slow and good enough for that."""
import base64
import hashlib
import json
import secrets

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)


def plus(a, b):
    if a is None or b is None:
        return a or b
    if a[0] == b[0] and (a[1] + b[1]) % P == 0:
        return None
    slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, P) if a == b else (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def times(k, point):
    out = None
    while k:
        out, point, k = plus(out, point) if k & 1 else out, plus(point, point), k >> 1
    return out


def text(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def der(number):
    data = number.to_bytes(33, "big").lstrip(b"\0") or b"\0"
    data = b"\0" + data if data[0] & 0x80 else data
    return bytes([2, len(data)]) + data


class Authenticator:
    def __init__(self):
        self.secret, self.id, self.count = secrets.randbelow(N - 1) + 1, secrets.token_bytes(16), 0
        self.flags = 0x05  # the holder is there, and was verified

    def head(self, party, flags):
        self.count += 1
        return hashlib.sha256(party.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def make(self, wanted, origin):
        """What a browser sends after navigator.credentials.create()."""
        x, y = (one.to_bytes(32, "big") for one in times(self.secret, G))
        key = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20" + x + b"\x22\x58\x20" + y
        data = self.head(wanted["rp_id"], self.flags | 0x40) + bytes(16) + len(self.id).to_bytes(2, "big") + self.id + key
        return {"client_data": text(self.client("webauthn.create", wanted, origin)), "authenticator_data": text(data)}

    def show(self, wanted, origin, user):
        """What a browser sends after navigator.credentials.get()."""
        client = self.client("webauthn.get", wanted, origin)
        data = self.head(wanted["rp_id"], self.flags)
        return {"credential": text(self.id), "user_handle": text(user.encode()), "client_data": text(client),
                "authenticator_data": text(data), "signature": text(self.sign(data + hashlib.sha256(client).digest()))}

    def client(self, kind, wanted, origin):
        return json.dumps({"type": kind, "challenge": wanted["challenge"], "origin": origin, "crossOrigin": False}).encode()

    def sign(self, data):
        k = secrets.randbelow(N - 1) + 1
        r = times(k, G)[0] % N
        s = pow(k, -1, N) * (int.from_bytes(hashlib.sha256(data).digest(), "big") + r * self.secret) % N
        body = der(r) + der(s)
        return bytes([0x30, len(body)]) + body
