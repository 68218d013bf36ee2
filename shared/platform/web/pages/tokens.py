"""Where people get a token: said by the pages that ask for one."""

from collections.abc import Iterable
from typing import NamedTuple

from shared.platform.web.roles import Role
from shared.settings import Settings


class TokenSource(NamedTuple):
    """How to get a token that opens something."""

    command: str
    """Prints one; empty where the local issuer's tokens are not taken."""
    issuer: str
    audience: str
    roles: tuple[Role, ...]
    """Any of these will do."""


def token_source(settings: Settings, roles: Iterable[Role]) -> TokenSource:
    """Where this app's callers get a token with one of these roles."""
    enough = tuple(role for role in Role if role in set(roles))
    command = f"make token ROLES={enough[0]}" if settings.local_issuer else ""
    return TokenSource(command, settings.auth_issuer, settings.auth_audience, enough)
