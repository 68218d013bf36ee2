"""Who is calling: bearer tokens of one OpenID Connect issuer, checked by its published keys (specification §9.1)."""

import hashlib
import json
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.request import urlopen

from shared.platform.observability.outages import outages
from shared.platform.resilience import ISSUER
from shared.platform.web.problem import TokenNeeded, Unauthorized, Unavailable
from shared.platform.web.roles import Role

if TYPE_CHECKING:
    from jwt import PyJWK

ALGORITHMS = ("RS256", "PS256", "ES256")
TOKEN_TYPES = (None, "JWT", "AT+JWT", "APPLICATION/AT+JWT")
SKEW_SECONDS = 60
MAX_TOKEN_LENGTH = 8192
OVERHEAD_BYTES = 600
ISSUER_NAME = "The token issuer"
MAX_CHECKED_BYTES = 16_000_000
"""What the tokens that were checked may take together: they are remembered by their digests, with their claims."""
REASONS = {
    "ExpiredSignatureError": "The token has expired.",
    "ImmatureSignatureError": "The token is not valid yet.",
    "InvalidAudienceError": "The token is for another audience.",
    "InvalidIssuerError": "The token is of another issuer.",
    "InvalidSignatureError": "The token's signature is not its issuer's.",
    "MissingRequiredClaimError": "The token lacks exp, iss, aud or sub.",
    "DecodeError": "The token is not readable.",
}
"""What PyJWT finds wrong, by the names of its errors."""


@dataclass(frozen=True)
class Caller:
    """The person or program a valid token names."""

    id: str
    roles: frozenset[Role]


class IssuerKeys:
    """The issuer's signing keys by id, fetched when first needed and again when an unknown id turns up."""

    LIFETIME_SECONDS = 3600
    REFETCH_SECONDS = 10
    """At most one fetch in this time, so that made-up key ids cannot flood the issuer."""

    def __init__(self, issuer: str, jwks_url: str) -> None:
        self._issuer, self._url = issuer, jwks_url
        self._keys: dict[str, PyJWK] = {}
        self._fetched = self._tried = -float("inf")
        self._lock = threading.Lock()

    def key(self, key_id: str) -> "PyJWK":
        """The key with this id. Raises Unauthorized if the issuer has none, Unavailable if it is out of reach."""
        key = self._keys.get(key_id)
        if key is not None and time.monotonic() - self._fetched < self.LIFETIME_SECONDS:
            return key
        if self._lock.acquire(blocking=key is None):  # a known key, if an old one, is used without waiting
            try:
                if self._keys.get(key_id) is key:
                    self._refetch()
            finally:
                self._lock.release()
        if key := self._keys.get(key_id):
            return key
        if not self._keys:
            raise Unavailable("The identity provider cannot be reached; try again shortly.")
        raise Unauthorized("The token is signed with a key the issuer does not publish.")

    def _refetch(self) -> None:
        if time.monotonic() - self._tried < self.REFETCH_SECONDS:
            return
        self._tried = time.monotonic()
        try:
            self._keys = _published(self._url or self._discovered())
            self._fetched = time.monotonic()
            outages.answered(ISSUER_NAME)
        except Exception as failure:  # whatever an outage looks like, known keys stay good
            outages.failed(ISSUER_NAME, failure)

    def _discovered(self) -> str:
        return str(_json(self._issuer.rstrip("/") + "/.well-known/openid-configuration")["jwks_uri"])


def _published(url: str) -> dict[str, "PyJWK"]:
    from jwt import PyJWK, PyJWTError

    keys = {}
    for entry in _json(url)["keys"]:
        if entry.get("use", "sig") == "sig" and entry.get("kid"):
            try:
                keys[entry["kid"]] = PyJWK(entry)
            except PyJWTError:
                continue  # a kind of key we do not use, or none at all
    return keys


def _json(url: str) -> Any:
    if not url.startswith(("https://", "http://")):
        raise ValueError("not an http URL")
    with urlopen(url, timeout=ISSUER.read_timeout) as answer:  # noqa: S310 - the scheme is checked above, the address is a setting
        return json.loads(answer.read(1_000_000))


class _Checked(NamedTuple):
    """A token whose signature was good, by which key, and until when it may be used."""

    key_id: str
    key: "PyJWK"
    until: float
    claims: dict[str, Any]


class Identity:
    """Turns an Authorization header into a Caller."""

    def __init__(self, *, issuer: str, audience: str, jwks_url: str, amr: str = "") -> None:
        """`amr` is a way of proving who one is, such as `mfa`, that every token must name; empty: any will do."""
        self._issuer, self._audience, self._amr = issuer, audience, amr
        self._keys = IssuerKeys(issuer, jwks_url)
        self._checked: dict[bytes, _Checked] = {}
        self._checked_bytes = 0

    def claims(self, authorization: str | None) -> dict[str, Any]:
        """What a token says. Raises Unauthorized for anything but one valid token; Unavailable if no key can be had."""
        if not self._issuer or not self._audience:
            raise Unavailable("No token issuer is configured (AUTH_ISSUER, AUTH_AUDIENCE).")
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise TokenNeeded
        return self._claims(token.strip())

    def identify(self, authorization: str | None) -> Caller:
        """The caller. Raises as `claims`."""
        claims = self.claims(authorization)
        subject, roles = claims["sub"], claims.get("roles", [])
        if not isinstance(subject, str) or not 0 < len(subject) <= 100 or not subject.isprintable():
            raise Unauthorized("The token's subject is not usable.")
        if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
            raise Unauthorized("The token's roles are not a list of names.")
        proofs = claims.get("amr")
        if self._amr and not (isinstance(proofs, list) and self._amr in proofs):
            raise Unauthorized(f"Sign in again, by way of {self._amr}.")
        return Caller(subject, frozenset(role for role in Role if role in roles))

    def _claims(self, token: str) -> dict[str, Any]:
        """The claims of a valid token. A signature is checked once, its key and its times at each use."""
        digest = hashlib.sha256(token.encode("utf-8", "replace")).digest()
        known = self._checked.get(digest)
        if known and self._keys.key(known.key_id) is known.key and time.time() < known.until:
            return known.claims
        if len(token) > MAX_TOKEN_LENGTH:
            raise Unauthorized("The token is too long.")
        checked = self._verified(token)
        self._checked_bytes += len(token) + OVERHEAD_BYTES  # claims are about as long as their token
        if self._checked_bytes > MAX_CHECKED_BYTES:
            self._checked.clear()
            self._checked_bytes = len(token) + OVERHEAD_BYTES
        self._checked[digest] = checked
        return checked.claims

    def _verified(self, token: str) -> "_Checked":
        import jwt  # with its cryptography: only at the first call

        try:
            header = jwt.get_unverified_header(token)
            key_id, kind = header.get("kid"), header.get("typ")
            if header.get("alg") not in ALGORITHMS or "crit" in header or not isinstance(key_id, str):
                raise Unauthorized("The token's header is not acceptable.")
            if (kind.upper() if isinstance(kind, str) else kind) not in TOKEN_TYPES:
                raise Unauthorized("This is not an access token.")
            key = self._keys.key(key_id)
            if header["alg"] != key.algorithm_name:
                raise Unauthorized("The token's algorithm is not its key's.")
            claims = jwt.decode(
                token,
                key,
                algorithms=list(ALGORITHMS),
                audience=self._audience,
                issuer=self._issuer,
                leeway=SKEW_SECONDS,
                options={"require": ["exp", "iss", "aud", "sub"], "verify_iat": True},
            )
            return _Checked(key_id, key, claims["exp"] + SKEW_SECONDS, claims)
        except jwt.PyJWTError as wrong:
            raise Unauthorized(REASONS.get(type(wrong).__name__, "The token is not valid.")) from None
        except (ValueError, TypeError, RecursionError, OverflowError, UnicodeError):
            raise Unauthorized("The token is not readable.") from None
