"""How content customers are with what we did: a link that is answered once, by whoever has it.

Looking changes nothing: programs follow links in mail, too. A link is of one resolution: when the complaint is taken up
again, or a time has passed, nobody asks any more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from shared.complaints.commands import RateComplaint
from shared.complaints.errors import NotAsked
from shared.complaints.queries import load_complaint
from shared.customers.errors import CustomerArchived
from shared.customers.identity import standing_for
from shared.kernel.errors import DomainError, NotFound
from shared.kernel.text import UNPRINTABLE, units
from shared.platform.web.pages.rendering import refusal, render
from shared.platform.web.reply import Reply
from shared.platform.web.signed_links import InvalidLink, read, sign

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.strategies import MovingWindowRateLimiter

    from shared.complaints.responses import ComplaintResponse
    from shared.platform.app import App

USE = "satisfaction"
LASTS = timedelta(days=60)
"""After the resolution."""
LONGEST_COMMENT = 2_000
TRIES, IN_SECONDS = 20, 60
"""So often a link may be followed within so many seconds, at each instance."""
NOT_ASKED = "Nobody asks any more"


class Asked(NamedTuple):
    """What a link asks about."""

    customer_id: UUID
    complaint_id: UUID
    resolution: int
    """Which one: the first is 0."""


def link_of(app: App, one: ComplaintResponse) -> str:
    """Where the customer says how content it is with the complaint's present resolution."""
    token = sign(app.keyring, USE, [one.customer_id.hex, one.id.hex, one.reopen_count])
    return f"{app.settings.delivery.public_url}/api/v1/satisfaction/{token}"


def page(app: App, token: str) -> Reply[bytes]:
    """Five stars, a place for words, and a button."""
    if not _may(token):
        return _too_often()
    try:
        asked = _asked(app, token)
        _refuse_what_is_over(app, asked)
    except DomainError as broken:
        return _refused(broken)
    return _page(token)


def answer(app: App, token: str, fields: Mapping[str, str]) -> Reply[bytes]:
    """Notes what the customer says."""
    if not _may(token):
        return _too_often()
    try:
        asked = _asked(app, token)
        _refuse_what_is_over(app, asked)
        score, comment = fields.get("score", ""), _typed(fields.get("comment", ""))
        if score not in ("1", "2", "3", "4", "5"):
            return _page(token, wrong="Please choose one of the five.", comment=comment)
        if units(comment) > LONGEST_COMMENT:
            return _page(token, wrong=f"Please use at most {LONGEST_COMMENT:,} letters.", comment=comment)
        with app.database.reading() as session:
            customer_id = standing_for(session, asked.customer_id)
        app.mediator.send(
            RateComplaint(
                customer_id,
                asked.complaint_id,
                resolution=asked.resolution,
                score=int(score),
                comment=comment or None,
            )
        )
    except DomainError as broken:
        return _refused(broken)
    return _page(token, done=True)


def _typed(text: str) -> str:
    """What somebody typed, without what no text holds."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n")).strip()


def _asked(app: App, token: str) -> Asked:
    try:
        customer, complaint, resolution = read(app.keyring, USE, token)
        return Asked(UUID(hex=customer), UUID(hex=complaint), int(resolution))
    except (ValueError, TypeError):
        raise InvalidLink from None


def _refuse_what_is_over(app: App, asked: Asked) -> None:
    """Raises NotAsked, CustomerNotFound, ComplaintNotFound."""
    with app.database.reading() as session:
        one = load_complaint(session, asked.customer_id, asked.complaint_id)
    if one.resolved_at is None or one.reopen_count != asked.resolution:
        raise NotAsked("It is being worked on.")
    if one.satisfaction_at and one.satisfaction_at >= one.resolved_at:
        raise NotAsked("It was answered already. Thank you.")
    if app.clock() > one.resolved_at + LASTS:
        raise NotAsked("It is a while ago.")


def _page(token: str, *, done: bool = False, wrong: str = "", comment: str = "") -> Reply[bytes]:
    return render(
        "complaints/satisfaction.html",
        allow={"form-action": "'self'"},
        token=token,
        done=done,
        wrong=wrong,
        comment=comment,
        longest=LONGEST_COMMENT,
    )


def _refused(broken: DomainError) -> Reply[bytes]:
    if isinstance(broken, InvalidLink):
        return refusal(404, "This link does not work", str(broken))
    if isinstance(broken, NotFound | CustomerArchived):
        return refusal(410, NOT_ASKED, "We have nothing stored about it.")
    return refusal(410, NOT_ASKED, str(broken))


def _may(token: str) -> bool:
    """Whether a link may be followed once more now: asked before anything is looked up."""
    return _limiter().hit(_limit(), hashlib.sha256(token.encode("utf-8", "replace")).hexdigest())


def _too_often() -> Reply[bytes]:
    return refusal(429, "Too often", "Please wait a minute.", {"Retry-After": str(IN_SECONDS)})


@cache
def _limiter() -> MovingWindowRateLimiter:
    from limits.storage import MemoryStorage
    from limits.strategies import MovingWindowRateLimiter

    return MovingWindowRateLimiter(MemoryStorage())


@cache
def _limit() -> RateLimitItem:
    from limits import RateLimitItemPerSecond

    return RateLimitItemPerSecond(TRIES, IN_SECONDS)
