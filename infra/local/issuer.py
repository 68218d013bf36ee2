"""The local token issuer: an RSA key under `DATA`, its public half published by the local host alone."""

import json
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from infra.local.state import kept_once
from infra.refusal import Refusal

ISSUER = "http://local-issuer.localhost"
AUDIENCE = "api://contact-customer-management"
KEYS_PATH = "/local-issuer/keys"
LIFETIME_SECONDS = 3600
"""Specification §9.1."""


class LocalIssuer:
    """Signs tokens for the running `DATA`."""

    def __init__(self, data: Path) -> None:
        folder = data / "host"
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "issuer.pem"
        pem = file.read_bytes() if file.exists() else kept_once(file, _new_key())
        try:
            key = serialization.load_pem_private_key(pem, password=None)
        except ValueError:
            key = None
        if not isinstance(key, rsa.RSAPrivateKey):
            raise Refusal(f"{file} holds no RSA key: remove it, and another is made.")
        self._key = key

    def keys(self) -> dict[str, Any]:
        """The JSON Web Key Set."""
        public: dict[str, Any] = json.loads(RSAAlgorithm.to_jwk(self._key.public_key()))
        return {"keys": [{**public, "kid": self._key_id(), "use": "sig", "alg": "RS256"}]}

    def token(self, subject: str, roles: list[str], *, lifetime: int = LIFETIME_SECONDS) -> str:
        """A bearer token."""
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": subject,
            "roles": roles,
            "iat": now,
            "nbf": now,
            "exp": now + lifetime,
        }
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": self._key_id()})

    def _key_id(self) -> str:
        public = self._key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return sha256(public).hexdigest()[:16]


def _new_key() -> bytes:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
