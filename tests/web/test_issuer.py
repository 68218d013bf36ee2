"""An OpenID Connect issuer that rotates its keys, goes away, dawdles and talks nonsense."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from pytest import MonkeyPatch, fixture, mark, raises

from shared.platform.resilience import ISSUER
from shared.platform.web.auth import Identity, IssuerKeys
from shared.platform.web.problem import Unauthorized, Unavailable
from tests.support.waiting import PATIENCE_SECONDS

AUDIENCE = "api://contact-customer-management"
KEYS = {name: rsa.generate_private_key(public_exponent=65537, key_size=2048) for name in ("first", "second")}


REFETCH_SECONDS = 3600
"""Longer than any test: the time between two fetches passes when a test says so."""


def time_to_refetch(identity: Identity) -> None:
    """The last try was long enough ago for another."""
    identity._keys._tried -= REFETCH_SECONDS


class Issuer:
    """A real HTTP server with a discovery document and keys; what it answers can be changed."""

    def __init__(self) -> None:
        self.published, self.fetches = ["first"], 0
        self.answer: Callable[[], bytes] | None = None
        self.status = 200
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with suppress(ConnectionError):  # either side may hang up
                    content = issuer._content(self.path)
                    self.send_response(issuer.status)
                    self.send_header("Content-Length", str(len(content)))
                    self.end_headers()
                    self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/tenant/v2.0"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def _content(self, path: str) -> bytes:
        if self.answer:
            return self.answer()
        if path.endswith("/.well-known/openid-configuration"):
            return json.dumps({"issuer": self.url, "jwks_uri": f"{self.url}/keys"}).encode()
        self.fetches += 1
        keys = [
            {**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEYS[name].public_key())), "kid": name, "use": "sig"}
            for name in self.published
        ]
        return json.dumps({"keys": [*keys, {"kty": "OKP", "kid": "odd"}, {"kid": "bare"}]}).encode()

    @contextmanager
    def away(self) -> Iterator[None]:
        """Hangs up on everybody."""

        def hang_up() -> bytes:
            raise ConnectionAbortedError

        self.answer = hang_up
        try:
            yield
        finally:
            self.answer = None

    def token(self, key: str = "first", **claims: Any) -> str:
        now = int(time.time())
        made = {"iss": self.url, "aud": AUDIENCE, "sub": "amira", "roles": ["Viewer"], "exp": now + 600, **claims}
        return "Bearer " + jwt.encode(made, KEYS[key], "RS256", headers={"kid": key})

    def close(self) -> None:
        self._server.shutdown()


@fixture
def issuer(monkeypatch: MonkeyPatch) -> Iterator[Issuer]:
    monkeypatch.setattr(IssuerKeys, "REFETCH_SECONDS", REFETCH_SECONDS)
    made = Issuer()
    yield made
    made.close()


@fixture
def identity(issuer: Issuer) -> Identity:
    return Identity(issuer=issuer.url, audience=AUDIENCE, jwks_url="")


def test_keys_are_found_through_discovery_and_fetched_once(issuer: Issuer, identity: Identity) -> None:
    for _ in range(20):
        assert identity.identify(issuer.token(jti=str(time.perf_counter()))).id == "amira"

    assert issuer.fetches == 1


def test_a_new_key_is_found_and_a_withdrawn_one_is_refused(issuer: Issuer, identity: Identity) -> None:
    old = issuer.token()
    identity.identify(old)
    issuer.published = ["second"]
    time_to_refetch(identity)

    assert identity.identify(issuer.token("second")).id == "amira"
    with raises(Unauthorized):
        identity.identify(old)  # though its signature was remembered
    with raises(Unauthorized):
        identity.identify(issuer.token("first", jti="new"))


def test_made_up_key_ids_do_not_flood_the_issuer(issuer: Issuer, identity: Identity) -> None:
    identity.identify(issuer.token())
    for n in range(100):
        forged = jwt.encode({"iss": issuer.url}, KEYS["first"], "RS256", headers={"kid": f"made-up-{n}"})
        with raises(Unauthorized):
            identity.identify(f"Bearer {forged}")

    assert issuer.fetches == 1


def test_an_outage_at_the_beginning_is_said_so_and_passes(issuer: Issuer, identity: Identity) -> None:
    with issuer.away(), raises(Unavailable):
        identity.identify(issuer.token())
    time_to_refetch(identity)

    assert identity.identify(issuer.token()).id == "amira"


def test_an_outage_later_locks_nobody_out_whose_key_is_known(
    issuer: Issuer, identity: Identity, monkeypatch: MonkeyPatch
) -> None:
    identity.identify(issuer.token())
    monkeypatch.setattr(IssuerKeys, "LIFETIME_SECONDS", 0)
    time_to_refetch(identity)
    with issuer.away():
        assert identity.identify(issuer.token(jti="another")).id == "amira"
        with raises(Unauthorized):
            identity.identify(issuer.token("second"))


@mark.parametrize(
    "nonsense",
    [b"", b"<html>", b"[]", b"{}", b'{"keys": 5, "jwks_uri": "x"}', b'{"jwks_uri": "file:///etc/passwd"}', b"\xff\xfe"],
)
def test_an_issuer_that_talks_nonsense_is_no_issuer(issuer: Issuer, identity: Identity, nonsense: bytes) -> None:
    issuer.answer = lambda: nonsense

    with raises(Unavailable):
        identity.identify(issuer.token())


def test_an_issuer_that_fails_is_no_issuer(issuer: Issuer, identity: Identity) -> None:
    issuer.status = 500

    with raises(Unavailable):
        identity.identify(issuer.token())


def test_an_issuer_that_dawdles_is_not_waited_for(issuer: Issuer, identity: Identity, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr("shared.platform.web.auth.ISSUER", replace(ISSUER, read_timeout=0.2))
    given_up, answered = threading.Event(), threading.Event()

    def late() -> bytes:
        given_up.wait(PATIENCE_SECONDS)
        answered.set()
        return b"{}"

    issuer.answer = late
    with raises(Unavailable):
        identity.identify(issuer.token())

    assert not answered.is_set()
    given_up.set()


def test_a_second_factor_may_be_demanded(issuer: Issuer) -> None:
    identity = Identity(issuer=issuer.url, audience=AUDIENCE, jwks_url="", amr="mfa")

    assert identity.identify(issuer.token(amr=["pwd", "mfa"])).id == "amira"
    for amr in ({}, {"amr": ["pwd"]}, {"amr": "mfa"}, {"amr": None}):
        with raises(Unauthorized, match="mfa"):
            identity.identify(issuer.token(**amr))
