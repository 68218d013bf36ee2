"""Every setting of the product, read once from the environment, which Azure app settings feed."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import urlsplit

from shared.settings.business import CustomerManagement
from shared.settings.delivery import DeliverySettings
from shared.settings.intelligence import AISettings
from shared.settings.names import (
    ADDRESSES,
    AUDIT_STORAGE,
    CONTACT_STORAGE,
    PLAIN,
    SERVICE_BUS,
    TELEMETRY,
    SettingsError,
    reject_placeholders,
    reject_unknown,
    setting_name,
)
from shared.settings.shapes import check_shapes

__all__ = [
    "ADDRESSES",
    "AUDIT_STORAGE",
    "CONTACT_STORAGE",
    "PLAIN",
    "SERVICE_BUS",
    "TELEMETRY",
    "AISettings",
    "CustomerManagement",
    "DeliverySettings",
    "Settings",
    "SettingsError",
    "setting_name",
]


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
    key_vault_key: str
    """Address of the key in Azure Key Vault that wraps all others; empty: a file under `data`."""
    redis_url: str
    """The cache all instances share; empty: none, or this process's own."""
    telemetry: str
    """Connection string of Application Insights; empty: nothing is sent."""
    local_blobs_url: str
    """Where the local host serves links to blobs."""
    malware_scanning: bool = False
    """Whether storage scans files for malware: then only what was found clean is sent or handed out."""
    deployed: bool = False
    """Whether this runs in Azure, possibly in several instances."""
    delivery: DeliverySettings = field(default_factory=DeliverySettings)
    ai: AISettings = field(default_factory=AISettings)
    business: CustomerManagement = field(default_factory=CustomerManagement)

    @property
    def local_issuer(self) -> bool:
        """Whether tokens come from the local host, which alone has an issuer under `.localhost` (`make token`)."""
        return not self.deployed and (urlsplit(self.auth_issuer).hostname or "").endswith(".localhost")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Reads and checks all settings. Raises SettingsError.

        A name that is almost one of ours is refused where nobody else could mean it, and told in the log elsewhere.
        """
        reject_unknown(environment, [one.name for one in fields(CustomerManagement)])
        reject_placeholders(environment)
        check_shapes(environment)
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
            key_vault_key=environment.get("KEY_VAULT_KEY", ""),
            redis_url=environment.get("REDIS_URL", ""),
            telemetry=environment.get(TELEMETRY, ""),
            local_blobs_url=environment.get("LOCAL_BLOBS_URL") or "http://127.0.0.1:7071/blobs",
            malware_scanning=_flag(environment, "MALWARE_SCANNING"),
            deployed="WEBSITE_SITE_NAME" in environment,
            delivery=DeliverySettings.from_environment(environment, deployed="WEBSITE_SITE_NAME" in environment),
            ai=AISettings.from_environment(environment),
            business=CustomerManagement.from_environment(environment),
        )
        if settings.deployed:
            _reject_local_twins(environment)
            _reject_local_issuer(settings)
        return settings


def _flag(environment: Mapping[str, str], name: str) -> bool:
    text = environment.get(name, "").strip().lower()
    if text not in ("", "true", "false"):
        raise SettingsError(f"{name} must be true or false; it is {text[:40]!r}.")
    return text == "true"


def _connection(environment: Mapping[str, str], name: str) -> str:
    """A connection as the platform spells it: a string with a secret, or an address to sign in at."""
    return environment.get(name) or environment.get(f"{name}__{ADDRESSES[name][0]}", "")


def _reject_local_twins(environment: Mapping[str, str]) -> None:
    """What a deployed app keeps on its own disk goes with its instance: every service must be named."""
    missing = [*_missing(environment)]
    if missing:
        raise SettingsError(f"An app in Azure needs {', '.join(missing)}: set what is missing in its app settings.")
    if environment["DATABASE_URL"].startswith("sqlite"):
        raise SettingsError("DATABASE_URL must name a database server in Azure; it names a file of the instance.")


def _missing(environment: Mapping[str, str]) -> Iterator[str]:
    for name in ("DATABASE_URL", "AUTH_ISSUER", "AUTH_AUDIENCE", "KEY_VAULT_KEY"):
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
