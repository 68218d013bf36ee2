"""Tokens for the commands of a developer, who holds the local issuer's key."""

import os

from infra.local.environment import complete
from infra.local.issuer import ISSUER, LocalIssuer
from infra.product import present_settings
from infra.refusal import Refusal


def signed_in(subject: str, roles: list[str]) -> str:
    """A token that the system trusts at the present settings. Raises Refusal."""
    data = complete()
    present_settings()
    named = os.environ.get("AUTH_ISSUER") or ISSUER
    if named != ISSUER:
        raise Refusal(
            f"AUTH_ISSUER names {named}: tokens come from there. Leave the setting empty to use the local issuer's."
        )
    return LocalIssuer(data).token(subject, roles)
