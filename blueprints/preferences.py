"""Triggers of links in messages: pages without a token, opened by whoever got the message (RFC 8058)."""

from __future__ import annotations

from collections.abc import Mapping

from shared import communications, complaints
from shared.composition import app
from shared.platform.triggers import Triggers
from shared.platform.web.raw import RawRequest
from shared.platform.web.reply import Reply
from shared.platform.web.routes import Json

HTML, PAGE = "text/html", "<!doctype html>"
BROKEN: Mapping[int, Json] = {404: {}}
"""A link that was not made by us, or was cut off, has a page as well."""
ASKED: Mapping[int, Json] = {**BROKEN, 410: {}, 429: {}}
"""So has one that nobody waits for any more, and whoever tries too often."""

triggers = Triggers("Preferences", app, "What recipients of messages see and decide by the links in them.")


@triggers.route("GET", "unsubscribe/{token}", roles=None, media_type=HTML, example=PAGE, also=BROKEN)
def get_unsubscribe_page(token: str) -> Reply[bytes]:
    """Show one button, and change nothing: programs follow links, too."""
    return communications.preferences.unsubscribe_page(app(), token)


@triggers.route(
    "POST", "unsubscribe/{token}", roles=None, media_type="text/html", example=PAGE, also=BROKEN, versioned=False
)
def unsubscribe(token: str, raw: RawRequest) -> Reply[bytes]:
    """Opt out of what the link is for, whatever the body says: mail programs post to it by themselves."""
    return communications.preferences.unsubscribe(app(), token)


@triggers.route("GET", "preferences/{token}", roles=None, media_type=HTML, example=PAGE, also=BROKEN)
def get_preferences_page(token: str) -> Reply[bytes]:
    """Show what the recipient gets."""
    return communications.preferences.preferences_page(app(), token)


@triggers.route(
    "POST", "preferences/{token}", roles=None, media_type="text/html", example=PAGE, also=BROKEN, versioned=False
)
def save_preferences(token: str, raw: RawRequest) -> Reply[bytes]:
    """Note what the recipient wants: the page's form."""
    return communications.preferences.save_preferences(app(), token, raw.form())


@triggers.route("GET", "satisfaction/{token}", roles=None, media_type=HTML, example=PAGE, also=ASKED)
def get_satisfaction_page(token: str) -> Reply[bytes]:
    """Ask a customer how content it is; nothing is noted by looking."""
    return complaints.satisfaction.page(app(), token)


@triggers.route(
    "POST", "satisfaction/{token}", roles=None, media_type="text/html", example=PAGE, also=ASKED, versioned=False
)
def answer_satisfaction(token: str, raw: RawRequest) -> Reply[bytes]:
    """Note how content a customer is: the page's form. A link takes one answer; 410 where nobody asks any more."""
    return complaints.satisfaction.answer(app(), token, raw.form())
