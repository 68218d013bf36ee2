"""What stands in a link that we send: readable for who has it, made by nobody else, and never a secret about anybody.

Its key may be renewed, and old links still open.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any
from uuid import UUID

from shared.kernel.errors import NotFound
from shared.platform.encryption.keyring import Keyring, Purpose

if TYPE_CHECKING:
    from itsdangerous import URLSafeSerializer


class InvalidLink(NotFound):
    """It was not made by us, or was cut off."""

    def __init__(self) -> None:
        super().__init__("This link is not complete. Copy all of it from the message.")


def sign(keyring: Keyring, use: str, content: list[Any]) -> str:
    """A token that says `content`, which is JSON, for one use."""
    key = keyring.present(Purpose.LINK)
    return f"{key.id.hex}.{_signer(key.secret, use).dumps(content)}"


def read(keyring: Keyring, use: str, token: str) -> Any:
    """What a token says. Raises InvalidLink, Unreachable."""
    from itsdangerous import BadData

    key_id, _, signed = token.partition(".")
    try:
        return _signer(keyring.secret(UUID(hex=key_id)), use).loads(signed)
    except (BadData, LookupError, ValueError):
        raise InvalidLink from None


def _signer(secret: bytes, use: str) -> URLSafeSerializer:
    from itsdangerous import URLSafeSerializer

    return URLSafeSerializer(secret, salt=use, signer_kwargs={"digest_method": hashlib.sha256})
