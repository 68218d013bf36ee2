"""Tokens that must not open the door."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from types import SimpleNamespace
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from pytest import MonkeyPatch, mark

from infra.local.issuer import AUDIENCE, ISSUER, LocalIssuer
from tests.support import http
from tests.support.running import Running

STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Forge:
    """Makes tokens of every kind."""

    def __init__(self, running: Running) -> None:
        self.issuer = LocalIssuer(running.data)
        self.key = self.issuer._key
        self.kid = self.issuer.keys()["keys"][0]["kid"]
        self.good = running.token()

    def claims(self, **changes: Any) -> dict[str, Any]:
        now = int(time.time())
        made = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": "mallory",
            "roles": ["Admin"],
            "iat": now,
            "exp": now + 600,
            **changes,
        }
        return {name: value for name, value in made.items() if value is not ...}

    def signed(self, header: dict[str, Any] | None = None, key: Any = None, alg: str = "RS256", **claims: Any) -> str:
        return jwt.encode(self.claims(**claims), key or self.key, alg, headers={"kid": self.kid, **(header or {})})

    def raw(self, header: Any, payload: Any, signature: bytes = b"") -> str:
        parts = [json.dumps(header).encode(), json.dumps(payload).encode(), signature]
        return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)

    def hmac_with_public_key(self) -> str:
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        pem = self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        unsigned = self.raw({"alg": "HS256", "typ": "JWT", "kid": self.kid}, self.claims()).rpartition(".")[0]
        signature = base64.urlsafe_b64encode(hmac.digest(pem, unsigned.encode(), hashlib.sha256))
        return f"{unsigned}.{signature.decode().rstrip('=')}"


def an_hour_passes(monkeypatch: MonkeyPatch) -> None:
    """For who checks tokens: our own code, and the library's."""
    hour = timedelta(hours=1)

    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Later":
            return super().now(tz) + hour

    later = SimpleNamespace(time=lambda: time.time() + hour.total_seconds(), monotonic=time.monotonic)
    monkeypatch.setattr("shared.platform.web.auth.time", later)
    monkeypatch.setattr("jwt.api_jwt.datetime", Later)


def jwk_of(key: rsa.RSAPrivateKey) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return made


NOW = int(time.time())
FORGERIES: dict[str, Callable[[Forge], str]] = {
    "no token at all": lambda f: "",
    "not a token": lambda f: "abc",
    "two parts": lambda f: f.good.rpartition(".")[0],
    "four parts": lambda f: f.good + ".x",
    "unsigned, alg none": lambda f: f.raw({"alg": "none", "kid": f.kid}, f.claims()),
    "alg None in capitals": lambda f: f.raw({"alg": "None", "kid": f.kid}, f.claims()),
    "alg none keeping a signature": lambda f: f.raw({"alg": "none", "kid": f.kid}, f.claims(), b"x" * 256),
    "signature cut off": lambda f: f.good.rpartition(".")[0] + ".",
    "signature changed": lambda f: f.good[:-6] + ("AAAAAA" if f.good[-6:] != "AAAAAA" else "BBBBBB"),
    "payload exchanged": lambda f: ".".join(
        [f.good.split(".")[0], f.raw({}, f.claims()).split(".")[1], f.good.split(".")[2]]
    ),
    "a stranger's key under our id": lambda f: f.signed(key=STRANGER),
    "a stranger's key under its own id": lambda f: f.signed({"kid": "stranger"}, key=STRANGER),
    "no key id": lambda f: jwt.encode(f.claims(), f.key, "RS256"),
    "key id is a number": lambda f: f.raw({"alg": "RS256", "kid": 5}, f.claims(), b"x"),
    "key in the header": lambda f: f.signed({"jwk": jwk_of(STRANGER)}, key=STRANGER),
    "key address in the header": lambda f: f.signed({"kid": "evil", "jku": "http://127.0.0.1:1/keys"}, key=STRANGER),
    "HMAC with the public key": lambda f: f.hmac_with_public_key(),
    "HS256 of a guess": lambda f: jwt.encode(f.claims(), "secret" * 8, "HS256", headers={"kid": f.kid}),
    "elliptic curve under an RSA key's id": lambda f: f.signed(
        key=ec.generate_private_key(ec.SECP256R1()), alg="ES256"
    ),
    "critical extension": lambda f: f.signed({"crit": ["exp"]}),
    "expired": lambda f: f.signed(exp=NOW - 120),
    "expires never": lambda f: f.signed(exp=...),
    "expiry is text": lambda f: f.signed(exp="tomorrow"),
    "expiry is huge": lambda f: f.raw({"alg": "RS256", "kid": f.kid}, f.claims(exp=1e400), b"x"),
    "not yet valid": lambda f: f.signed(nbf=NOW + 3600),
    "issued tomorrow": lambda f: f.signed(iat=NOW + 86_400),
    "another issuer": lambda f: f.signed(iss="https://evil.example.com"),
    "no issuer": lambda f: f.signed(iss=...),
    "another audience": lambda f: f.signed(aud="api://other"),
    "no audience": lambda f: f.signed(aud=...),
    "no subject": lambda f: f.signed(sub=...),
    "empty subject": lambda f: f.signed(sub=""),
    "endless subject": lambda f: f.signed(sub="a" * 101),
    "roles as text": lambda f: f.signed(roles="Admin"),
    "roles as an object": lambda f: f.signed(roles={"Admin": True}),
    "roles holding numbers": lambda f: f.signed(roles=["Admin", 1]),
    "an id token": lambda f: f.signed({"typ": "ID+JWT"}),
    "a refresh token": lambda f: f.signed({"typ": "refresh"}),
    "payload is a list": lambda f: jwt.api_jws.encode(b"[1]", f.key, "RS256", {"kid": f.kid}),
    "header is a list": lambda f: f.raw([1], f.claims(), b"x"),
    "deep header": lambda f: base64.urlsafe_b64encode(b'{"a":' * 3000).decode() + ".e30.e30",
    "too long": lambda f: f.signed(padding="x" * 9000),
    "not ASCII": lambda f: f.good[:-3] + "äöü",
}


@mark.parametrize("forgery", FORGERIES)
def test_a_forged_or_broken_token_is_refused(running: Running, forgery: str) -> None:
    token = FORGERIES[forgery](Forge(running))

    answer = http.get(
        f"{running.root}/api/v1/customers/search", headers={b"Authorization": f"Bearer {token}".strip().encode()}
    )

    assert (answer.status_code, answer.json()["type"]) == (401, "UnauthorizedError")


@mark.parametrize("header", ["{}", "Basic {}", "bearer", "Bearer", "Token {}", "Bearer {} x"])
def test_a_good_token_in_a_wrong_header_is_refused(running: Running, header: str) -> None:
    answer = http.get(
        f"{running.root}/api/v1/customers/search", headers={"Authorization": header.format(running.token())}
    )

    assert answer.status_code == 401


def test_good_tokens_open_the_door_within_a_minute_of_skew(running: Running) -> None:
    forge = Forge(running)
    for token in (forge.good, forge.signed(exp=int(time.time()) - 30), forge.signed(aud=[AUDIENCE, "other"])):
        answer = http.get(f"{running.root}/api/v1/customers/search", headers={"Authorization": f"bearer {token}"})
        assert answer.status_code == 200


def test_a_token_checked_before_is_still_refused_once_it_expires(running: Running, monkeypatch: MonkeyPatch) -> None:
    token = Forge(running).signed(exp=int(time.time()) + 600)
    search = f"{running.root}/api/v1/customers/search"
    assert http.get(search, headers={"Authorization": f"Bearer {token}"}).status_code == 200

    an_hour_passes(monkeypatch)

    assert http.get(search, headers={"Authorization": f"Bearer {token}"}).status_code == 401
