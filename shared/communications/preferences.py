"""What people see who follow a link out of a message: one button that opts out, and what they want altogether.

Looking changes nothing: programs follow links in mail, too (RFC 8058, section 1).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from shared.communications.links import Scope, scope_of
from shared.communications.opting_out import BY_LINK, Decide
from shared.communications.values import CommunicationPurpose
from shared.consents.services import agreed, decisions_of
from shared.consents.values import ConsentPurpose
from shared.contacts.services import present
from shared.customers.queries import load_customer
from shared.customers.values import CommunicationType
from shared.kernel.errors import NotFound
from shared.platform.web.pages.rendering import refusal, render
from shared.platform.web.reply import Reply
from shared.platform.web.signed_links import InvalidLink

if TYPE_CHECKING:
    from shared.platform.app import App

CHANNELS: Mapping[str, CommunicationType] = {"email": CommunicationType.EMAIL, "sms": CommunicationType.SMS}
"""The fields of the page."""
WORDS = {CommunicationType.EMAIL: "e-mail", CommunicationType.SMS: "text message"}
PURPOSES = {
    CommunicationPurpose.MARKETING: ConsentPurpose.MARKETING,
    CommunicationPurpose.SERVICE: ConsentPurpose.DATA_PROCESSING,
}


def unsubscribe_page(app: App, token: str) -> Reply[bytes]:
    """One button."""
    try:
        scope = scope_of(app, token)
    except InvalidLink as broken:
        return _broken(broken)
    return _page("unsubscribe.html", token, scope, done=False)


def unsubscribe(app: App, token: str) -> Reply[bytes]:
    """Opts out of what the link is for; again and again, if it is followed so."""
    try:
        scope = scope_of(app, token)
    except InvalidLink as broken:
        return _broken(broken)
    with suppress(NotFound):  # who is gone gets nothing, either
        app.mediator.send(
            Decide(
                scope.customer_id,
                scope.contact_id,
                scope.channel,
                (PURPOSES[scope.purpose],),
                granted=False,
                source=BY_LINK,
            )
        )
    return _page("unsubscribe.html", token, scope, done=True)


def preferences_page(app: App, token: str) -> Reply[bytes]:
    """What somebody wants now."""
    try:
        scope = scope_of(app, token)
    except InvalidLink as broken:
        return _broken(broken)
    return _page("preferences.html", token, scope, done=False, wanted=_wanted(app, scope))


def save_preferences(app: App, token: str, fields: Mapping[str, str]) -> Reply[bytes]:
    """Notes what somebody wants from now on."""
    try:
        scope = scope_of(app, token)
    except InvalidLink as broken:
        return _broken(broken)
    before = _wanted(app, scope)
    for name, channel in CHANNELS.items():
        if before.get(name) is (name in fields):
            continue
        decision = Decide(
            scope.customer_id,
            scope.contact_id,
            channel,
            (ConsentPurpose.MARKETING,),
            granted=name in fields,
            source=BY_LINK,
        )
        with suppress(NotFound):
            app.mediator.send(decision)
    return _page("preferences.html", token, scope, done=True, wanted=_wanted(app, scope))


def _wanted(app: App, scope: Scope) -> dict[str, bool]:
    """Whether somebody gets marketing, by channel; nothing of who is gone."""
    with app.database.reading() as session, suppress(NotFound):
        return {name: _agreed(session, scope, channel) for name, channel in CHANNELS.items()}
    return {}


def _agreed(session: Session, scope: Scope, channel: CommunicationType) -> bool:
    customer_id, contact_id = present(session, scope.customer_id, scope.contact_id)
    preferences = load_customer(session, customer_id).response.preferences
    own = decisions_of(session, customer_id, contact_id) if contact_id else []
    customers = decisions_of(session, customer_id, None)
    return agreed(ConsentPurpose.MARKETING, channel, (own, customers), otherwise=preferences.consents.marketing)


def _page(
    template: str, token: str, scope: Scope, *, done: bool, wanted: Mapping[str, bool] | None = None
) -> Reply[bytes]:
    return render(
        f"communications/{template}",
        allow={"form-action": "'self'"},
        token=token,
        channel=WORDS.get(scope.channel, "message"),
        marketing=scope.purpose is CommunicationPurpose.MARKETING,
        done=done,
        wanted=wanted,
    )


def _broken(broken: InvalidLink) -> Reply[bytes]:
    return refusal(404, "This link does not work", str(broken))
