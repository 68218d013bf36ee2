"""The names of settings: which are ours, and what is said of one that nearly is."""

import logging
import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from functools import cache

SERVICE_BUS = "ServiceBusConnection"
CONTACT_STORAGE = "ContactStorage"
AUDIT_STORAGE = "AuditStorage"
"""Connections, as triggers and adapters share them: each may be spelt `<name>__<address>` to sign in with Entra."""
ADDRESSES = {
    SERVICE_BUS: ("fullyQualifiedNamespace",),
    CONTACT_STORAGE: ("blobServiceUri", "queueServiceUri"),
    AUDIT_STORAGE: ("tableServiceUri",),
}
"""What a connection needs to sign in with Entra; the adapter goes to the first."""
IDENTITY_PARTS = ("credential", "clientId", "managedIdentityResourceId", "tenantId", "clientSecret")
"""What else the platform reads of a connection."""
TELEMETRY = "APPLICATIONINSIGHTS_CONNECTION_STRING"
PLAIN = frozenset(
    {
        *(
            "DATABASE_URL",
            "DATABASE_READ_URL",
            "DATA",
            "REDIS_URL",
            "KEY_VAULT_KEY",
            "LOCAL_BLOBS_URL",
            "CORS_ALLOWED_ORIGINS",
            "MALWARE_SCANNING",
        ),
        *("EMAIL_PROVIDER", "EMAIL_CONNECTION", "EMAIL_SENDER", "EMAIL_LIMITS"),
        *("SMS_PROVIDER", "SMS_CONNECTION", "SMS_SENDER", "QUIET_HOURS", "PUBLIC_URL"),
        *("INBOUND_EMAIL_ADDRESS", "INBOUND_EMAIL_AUTHORITY", "INBOUND_EMAIL_KEY"),
        *("SENDGRID_WEBHOOK_KEY", "EVENT_GRID_AUDIENCE", "EVENT_GRID_ISSUER", "EVENT_GRID_APP"),
        *("AZURE_LANGUAGE_ENDPOINT", "AZURE_LANGUAGE_KEY", "AZURE_ML_ENDPOINT", "AZURE_ML_KEY"),
        *("AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_DEPLOYMENT", "AZURE_OPENAI_API_KEY"),
        *("AI_DAILY_TOKENS", "AI_TOKEN_PRICES"),
        *("AUTH_ISSUER", "AUTH_AUDIENCE", "AUTH_JWKS_URL", "AUTH_AMR", TELEMETRY),
        *ADDRESSES,
    }
)
BUSINESS = "CustomerManagement__"
PLACEHOLDER = re.compile(r"\bYOUR-[A-Z-]+")

log = logging.getLogger("shared.settings")


class SettingsError(Exception):
    """A setting is missing or wrong; the message says which and how to mend it, and no secret."""


def setting_name(field: str) -> str:
    """`default_page_size` → `CustomerManagement__DefaultPageSize`."""
    words = ("AI" if word == "ai" else word.capitalize() for word in field.split("_"))
    return BUSINESS + "".join(words)


def reject_unknown(environment: Mapping[str, str], business: Collection[str]) -> None:
    """Raises SettingsError for a name that can only be ours and is not; tells in the log of one that nearly is."""
    known = {setting_name(field) for field in business}
    known |= {f"{name}__{part}" for name, parts in ADDRESSES.items() for part in (*parts, *IDENTITY_PARTS)}
    prefixes = (BUSINESS, *(f"{name}__" for name in ADDRESSES))
    for name in environment:
        prefix = next((one for one in prefixes if name.casefold().startswith(one.casefold())), None)
        if prefix and name not in known:
            close = _closest(name, known)
            raise SettingsError(f"{name} is no setting" + (f"; did you mean {close}?" if close else "."))
        if not prefix and name not in PLAIN and (close := _closest(name, PLAIN)):
            _tell(name, close)


def reject_placeholders(environment: Mapping[str, str]) -> None:
    """What a document shows in capitals is for the reader to fill in. Raises SettingsError."""
    for name, value in environment.items():
        if name == TELEMETRY:
            continue  # which stops nothing, whatever is wrong with it
        if (name in PLAIN or name.partition("__")[0] in ADDRESSES) and (found := PLACEHOLDER.search(value)):
            raise SettingsError(f"{name} still says {found[0]}: put your own in its place, or leave the setting empty.")


@cache
def _tell(name: str, close: str) -> None:
    """Once, however often the settings are read."""
    log.warning("%s is no setting of ours, and is not read. Did you mean %s?", name, close)


def _closest(name: str, known: Collection[str]) -> str | None:
    spelt = {one.casefold(): one for one in known}
    found = get_close_matches(name.casefold(), spelt, n=1, cutoff=0.85)
    return spelt[found[0]] if found else None
