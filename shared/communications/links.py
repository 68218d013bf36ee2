"""Signed links in what is sent: to opt out, to say what one wants, and to be found again by an answer.

A link is never spent and never too old (RFC 8058 wants no expiry); its key may be renewed, and old links still open.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from shared.communications.values import CommunicationPurpose
from shared.customers.values import CommunicationType
from shared.platform.encryption.keyring import Purpose
from shared.platform.web.signed_links import InvalidLink, read, sign

if TYPE_CHECKING:
    from shared.communications.model import Communication
    from shared.platform.app import App

USE = "unsubscribe"
ANSWER_LETTERS = 16
"""Of a signature in a mail address, which holds 64 letters before its `@`."""


class Scope(NamedTuple):
    """What a link lets its bearer decide: whose, by which channel, for which purpose."""

    customer_id: UUID
    contact_id: UUID | None
    channel: CommunicationType
    purpose: CommunicationPurpose


def token_of(app: App, one: Communication) -> str:
    """What stands in the links of a message."""
    return sign(app.keyring, USE, [_id(one.customer_id), _id(one.contact_id), one.type.value, one.purpose.value])


def scope_of(app: App, token: str) -> Scope:
    """What a link is good for. Raises InvalidLink, Unreachable."""
    try:
        customer, contact, channel, purpose = read(app.keyring, USE, token)
        return Scope(
            UUID(hex=customer),
            UUID(hex=contact) if contact else None,
            CommunicationType(channel),
            CommunicationPurpose(purpose),
        )
    except (ValueError, TypeError):
        raise InvalidLink from None


def unsubscribe_link(app: App, one: Communication) -> str:
    """Where one POST opts out (RFC 8058), and a person sees one button."""
    return f"{app.settings.delivery.public_url}/api/v1/unsubscribe/{token_of(app, one)}"


def reply_address(app: App, id: UUID) -> str | None:
    """Where an answer finds its way by itself, if mail comes in at all: `reply+ID-SIGNATURE@DOMAIN`."""
    address = app.settings.delivery.inbound_address
    if not address:
        return None
    local, _, domain = address.partition("@")
    return f"{local}+{id.hex}-{_signature(app, id)}@{domain}"


def answered(app: App, address: str) -> UUID | None:
    """The communication that a reply address is of; None if it is none of ours."""
    _, _, tag = address.partition("@")[0].partition("+")
    id, _, signature = tag.partition("-")
    try:
        found = UUID(hex=id)
    except ValueError:
        return None
    return found if hmac.compare_digest(signature.encode(), _signature(app, found).encode()) else None


def _signature(app: App, id: UUID) -> str:
    """Made with the first key of all: an address is short, and has no room to say which."""
    return hmac.new(app.keyring.first(Purpose.LINK).secret, id.bytes, hashlib.sha256).hexdigest()[:ANSWER_LETTERS]


def _id(id: UUID | None) -> str:
    return id.hex if id else ""
