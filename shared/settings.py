"""Every setting of the product, read once from the environment, which Azure app settings feed."""

import logging
import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

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
BUSINESS = "CustomerManagement__"
PLACEHOLDER = re.compile(r"\bYOUR-[A-Z-]+")

log = logging.getLogger(__name__)


class SettingsError(Exception):
    """A setting is missing or wrong; the message says which and how to mend it."""


PLAIN = frozenset(
    {
        *("DATABASE_URL", "DATABASE_READ_URL", "DATA", "REDIS_URL", "LOCAL_BLOBS_URL", "CORS_ALLOWED_ORIGINS"),
        *("AUTH_ISSUER", "AUTH_AUDIENCE", "AUTH_JWKS_URL", "AUTH_AMR", "APPLICATIONINSIGHTS_CONNECTION_STRING"),
        *ADDRESSES,
    }
)


@dataclass(frozen=True)
class CustomerManagement:
    """The business's own settings (specification, Appendix B), each `CustomerManagement__<Name>`."""

    max_contacts_per_customer: int = 50
    max_communication_history_retention: int = 365
    """Days a communication's content is kept."""
    complaint_auto_escalation_hours: int = 48
    customer_inactivity_threshold_days: int = 180
    default_page_size: int = 20
    max_page_size: int = 100
    enable_ai_insights: bool = True
    ai_insights_refresh_interval_hours: int = 24


@dataclass(frozen=True)
class Settings:
    """The product's configuration. An Azure service is used when its setting is given, its local twin otherwise."""

    database_url: str
    database_read_url: str
    """A read-only replica for long reads; empty: the database itself."""
    data: Path
    """The folder of all local state; used by the local twins only."""
    auth_issuer: str
    """The `iss` every token must carry."""
    auth_audience: str
    auth_jwks_url: str
    """Where the issuer publishes its keys; empty: found through OpenID discovery."""
    auth_amr: str
    """An authentication method (RFC 8176) that every token must name, such as `mfa`; empty: any."""
    cors_allowed_origins: frozenset[str]
    service_bus: str
    """Connection string or host of the Service Bus namespace; empty: a queue in a file under `data`."""
    blob_account: str
    """Connection string or address of the storage account; empty: a folder under `data`."""
    table_account: str
    """Connection string or address of the account that holds the audit trail; empty: a file under `data`."""
    redis_url: str
    """The cache all instances share; empty: none, or this process's own."""
    telemetry: str
    """Connection string of Application Insights; empty: nothing is sent."""
    local_blobs_url: str
    """Where the local host serves links to blobs."""
    deployed: bool = False
    """Whether this runs in Azure, possibly in several instances."""
    business: CustomerManagement = CustomerManagement()

    @property
    def local_issuer(self) -> bool:
        """Whether tokens come from the local host, which alone has an issuer under `.localhost` (`make token`)."""
        return not self.deployed and (urlsplit(self.auth_issuer).hostname or "").endswith(".localhost")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Reads and checks all settings. Raises SettingsError.

        A name that is almost one of ours is refused where nobody else could mean it, and told in the log elsewhere.
        """
        _reject_unknown(environment)
        _reject_placeholders(environment)
        data = Path(environment.get("DATA") or ".local").resolve()
        settings = cls(
            database_url=environment.get("DATABASE_URL") or f"sqlite:///{data / 'customers.db'}",
            database_read_url=environment.get("DATABASE_READ_URL", ""),
            data=data,
            auth_issuer=environment.get("AUTH_ISSUER", ""),
            auth_audience=environment.get("AUTH_AUDIENCE", ""),
            auth_jwks_url=environment.get("AUTH_JWKS_URL", ""),
            auth_amr=environment.get("AUTH_AMR", ""),
            cors_allowed_origins=frozenset(
                origin.strip() for origin in environment.get("CORS_ALLOWED_ORIGINS", "").split(",") if origin.strip()
            ),
            service_bus=_connection(environment, SERVICE_BUS),
            blob_account=_connection(environment, CONTACT_STORAGE),
            table_account=_connection(environment, AUDIT_STORAGE),
            redis_url=environment.get("REDIS_URL", ""),
            telemetry=environment.get("APPLICATIONINSIGHTS_CONNECTION_STRING", ""),
            local_blobs_url=environment.get("LOCAL_BLOBS_URL") or "http://127.0.0.1:7071/blobs",
            deployed="WEBSITE_SITE_NAME" in environment,
            business=_business(environment),
        )
        if settings.deployed:
            _reject_local_twins(environment)
            _reject_local_issuer(settings)
        return settings


def _connection(environment: Mapping[str, str], name: str) -> str:
    """A connection as the platform spells it: a string with a secret, or an address to sign in at."""
    return environment.get(name) or environment.get(f"{name}__{ADDRESSES[name][0]}", "")


def _reject_unknown(environment: Mapping[str, str]) -> None:
    known = {setting_name(field.name) for field in fields(CustomerManagement)}
    known |= {f"{name}__{part}" for name, parts in ADDRESSES.items() for part in (*parts, *IDENTITY_PARTS)}
    prefixes = (BUSINESS, *(f"{name}__" for name in ADDRESSES))
    for name in environment:
        prefix = next((one for one in prefixes if name.casefold().startswith(one.casefold())), None)
        if prefix and name not in known:
            close = _closest(name, known)
            raise SettingsError(f"{name} is no setting" + (f"; did you mean {close}?" if close else "."))
        if not prefix and name not in PLAIN and (close := _closest(name, PLAIN)):
            log.warning("%s is no setting of ours, and is not read. Did you mean %s?", name, close)


def _reject_placeholders(environment: Mapping[str, str]) -> None:
    """What a document shows in capitals is for the reader to fill in."""
    for name, value in environment.items():
        if (name in PLAIN or name.partition("__")[0] in ADDRESSES) and (found := PLACEHOLDER.search(value)):
            raise SettingsError(f"{name} still says {found[0]}: put your own in its place, or leave the setting empty.")


def _closest(name: str, known: Collection[str]) -> str | None:
    spelt = {one.casefold(): one for one in known}
    found = get_close_matches(name.casefold(), spelt, n=1, cutoff=0.85)
    return spelt[found[0]] if found else None


def _reject_local_twins(environment: Mapping[str, str]) -> None:
    """What a deployed app keeps on its own disk goes with its instance: every service must be named."""
    missing = [*_missing(environment)]
    if missing:
        raise SettingsError(f"An app in Azure needs {', '.join(missing)}: set what is missing in its app settings.")
    if environment["DATABASE_URL"].startswith("sqlite"):
        raise SettingsError("DATABASE_URL must name a database server in Azure; it names a file of the instance.")


def _missing(environment: Mapping[str, str]) -> Iterator[str]:
    for name in ("DATABASE_URL", "AUTH_ISSUER", "AUTH_AUDIENCE"):
        if not environment.get(name):
            yield name
    for name, parts in ADDRESSES.items():
        given = [f"{name}__{part}" for part in parts if environment.get(f"{name}__{part}")]
        wanted = [f"{name}__{part}" for part in parts]
        if not environment.get(name) and given != wanted:
            yield " and ".join(one for one in wanted if one not in given) if given else name


def _reject_local_issuer(settings: Settings) -> None:
    """A deployed app trusts issuers over https only: the local issuer, served over http, can't be one."""
    for name, url in (("AUTH_ISSUER", settings.auth_issuer), ("AUTH_JWKS_URL", settings.auth_jwks_url)):
        if url and urlsplit(url).scheme != "https":
            raise SettingsError(f"{name} must be an https URL in Azure; it is {url!r}.")


def _business(environment: Mapping[str, str]) -> CustomerManagement:
    given: dict[str, Any] = {}
    for field, default in vars(CustomerManagement()).items():
        name = setting_name(field)
        if (text := environment.get(name, "").strip()) != "":
            given[field] = _flag(name, text) if isinstance(default, bool) else _count(name, text)
    return CustomerManagement(**given)


def setting_name(field: str) -> str:
    """`default_page_size` → `CustomerManagement__DefaultPageSize`."""
    words = ("AI" if word == "ai" else word.capitalize() for word in field.split("_"))
    return BUSINESS + "".join(words)


def _count(name: str, text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise SettingsError(f"{name} must be a whole number of at least 1; it is {text!r}.")
    return int(text)


def _flag(name: str, text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise SettingsError(f"{name} must be true or false; it is {text!r}.")
    return text.lower() == "true"
