"""A page for people who open a page of the API in a browser, which brings no token: it asks for one and comes again.

What it gets it shows in a frame without scripts, under the policy that came with it: the token is here, not there.
"""

from collections.abc import Iterable

from shared.platform.web.pages.rendering import render
from shared.platform.web.pages.tokens import token_source
from shared.platform.web.reply import Reply
from shared.platform.web.roles import Role
from shared.settings import Settings


def page(settings: Settings, roles: Iterable[Role]) -> Reply[bytes]:
    """The page that asks for a token with one of these roles."""
    return render(
        "sign_in.html",
        script="sign_in.js",
        allow={"connect-src": "'self'", "frame-src": "'self'"},
        token=token_source(settings, roles),
    )
