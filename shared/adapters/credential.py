"""Who we are to Azure: one identity for every service, found by azure-identity."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from shared.platform.resilience import IDENTITY

if TYPE_CHECKING:
    from azure.identity import DefaultAzureCredential


@cache
def credential() -> DefaultAzureCredential:
    """The process's identity: managed in Azure, the developer's own elsewhere.

    `AZURE_TOKEN_CREDENTIALS` (`prod`, `dev`, or one credential's name) narrows the chain, `AZURE_CLIENT_ID` names a
    user-assigned identity; azure-identity reads both itself.
    """
    from azure.identity import DefaultAzureCredential

    return DefaultAzureCredential(process_timeout=round(IDENTITY.read_timeout))


def client_of[C](kind: Callable[..., C], from_secret: Callable[..., C], account: str, **options: Any) -> C:
    """An SDK's client for an address to sign in at, or, made `from_secret`, for a connection string."""
    return from_secret(account, **options) if "=" in account else kind(account, credential=credential(), **options)
