"""A key of one customer or one contact, and what is sealed under it: AES-256-GCM, keys wrapped by AES key wrap."""

import base64
import os
from functools import cached_property
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

KEY_BYTES, NONCE_BYTES = 32, 12


class Tampered(ValueError):
    """What was sealed is not what is there, or not in its place."""


class DataKey:
    """Seals texts, each for one place."""

    def __init__(self, secret: bytes, wrapped: str) -> None:
        """`wrapped` is the secret as it is kept, in base64."""
        self.secret, self.wrapped = secret, wrapped

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self.secret)  # a key that only wraps others needs none

    @classmethod
    def made(cls, wrapper: bytes) -> Self:
        """A new key that only who has the wrapper can read."""
        secret = os.urandom(KEY_BYTES)
        return cls(secret, base64.b64encode(aes_key_wrap(wrapper, secret)).decode())

    @classmethod
    def unwrapped(cls, wrapped: str, wrapper: bytes) -> Self:
        """The key as it was kept. Raises Tampered."""
        try:
            return cls(aes_key_unwrap(wrapper, base64.b64decode(wrapped)), wrapped)
        except InvalidUnwrap:
            raise Tampered("a data key was not wrapped by this key") from None

    def rewrapped(self, wrapper: bytes) -> str:
        """The same key, wrapped by another."""
        return base64.b64encode(aes_key_wrap(wrapper, self.secret)).decode()

    def seal(self, content: bytes, place: str) -> str:
        """The content encrypted, in base64; it opens only for the same place."""
        nonce = os.urandom(NONCE_BYTES)
        return base64.b64encode(nonce + self._cipher.encrypt(nonce, content, place.encode())).decode()

    def open(self, sealed: str, place: str) -> bytes:
        """The inverse of `seal`. Raises Tampered."""
        raw = base64.b64decode(sealed)
        try:
            return self._cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode())
        except InvalidTag:
            raise Tampered("what was sealed was changed, or stands in another place") from None
