"""How the commands of a developer reach the running system: with a token, since they hold the local issuer's key."""

import os

from infra.local.api_client import Api
from infra.local.environment import complete, port
from infra.local.issuer import ISSUER, LocalIssuer
from infra.local.state import listens_at
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


def system(subject: str, role: str) -> Api:
    """The system of this `DATA`: where its host says it listens, else where one would. Raises Refusal."""
    token = signed_in(subject, [role])
    return Api(listens_at(complete()) or f"http://127.0.0.1:{port()}", token)
