"""What the values of settings look like: whatever can't work is refused before anything is connected."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from shared.settings.names import ADDRESSES, AUDIT_STORAGE, CONTACT_STORAGE, SERVICE_BUS, SettingsError
from shared.settings.secrets import without_secrets

DRIVERS = {"sqlite": "pysqlite", "postgresql": "psycopg", "mssql": "pyodbc"}
"""The databases there are, with the driver each is used through."""
DATABASE = re.compile(
    r"(?P<kind>\w+)(?:\+(?P<driver>\w+))?://"
    r"(?:[^:/@]*(?::[^@]*)?@)?(?P<host>\[[^\]/?]+\]|[^/:?@\s]+)?(?::(?P<port>\d{1,5})?)?"
    r"(?:/(?P<path>[^?]*))?(?:\?(?P<query>.*))?"
)
"""As SQLAlchemy reads a URL."""
HOST = re.compile(r"[\w-]+(\.[\w-]+)*(:\d{1,5})?")


def check_shapes(environment: Mapping[str, str]) -> None:
    """Raises SettingsError for the first setting whose value can't be what it is to be."""
    for name, check in CHECKS.items():
        if value := environment.get(name):
            if value.startswith("@Microsoft.KeyVault("):
                raise SettingsError(f"{name} is a Key Vault reference that was not resolved: look at its access.")
            check(name, value)


def parts_of(connection: str) -> dict[str, str]:
    """The parts of a connection string; their names in small letters."""
    pairs = (part.partition("=") for part in connection.split(";") if part.strip())
    return {name.strip().casefold(): value.strip() for name, _, value in pairs}


def _refuse(name: str, wanted: str, value: str, shown: Callable[[str], str] = without_secrets) -> None:
    raise SettingsError(f"{name} must be {wanted}; it is {shown(value)!r}.")


def _address(value: str) -> str:
    """What may be shown of a value that is no secret itself."""
    return without_secrets(value) if re.search(r"[@?#=]", value) else value


def _is_url(value: str, *schemes: str) -> bool:
    try:
        address = urlsplit(value)
        return (
            address.scheme in schemes and bool(address.hostname) and address.port != 0 and not re.search(r"\s", value)
        )
    except ValueError:  # such as a port that is no number
        return False


def _database(name: str, value: str) -> None:
    found = DATABASE.fullmatch(value)
    if found and found["kind"] not in DRIVERS:
        kinds = "sqlite, postgresql+psycopg or mssql+pyodbc"
        raise SettingsError(f"{name} names a database of the kind {found['kind']!r}, which is none of {kinds}.")
    if found and found["driver"] not in (None, DRIVERS[found["kind"]]):
        usual = f"{found['kind']}+{DRIVERS[found['kind']]}"
        raise SettingsError(f"{name} names the driver {found['driver']!r}: it must be {usual}.")
    if found is None or not _has_place(found):
        form = "KIND://USER:PASSWORD@HOST/DATABASE with a percent-encoded password, or sqlite:////FOLDER/FILE"
        _refuse(name, f"a URL such as {form}", value)


def _has_place(found: re.Match[str]) -> bool:
    if found["kind"] == "sqlite":  # a file: a database in memory would be one for each connection
        return not found["host"] and bool(found["path"]) and found["path"] != ":memory:"
    return bool(found["host"] or found["query"]) and int(found["port"] or 1) in range(1, 65536)


def _redis(name: str, value: str) -> None:
    if not _is_url(value, "redis", "rediss"):
        _refuse(name, "a URL such as rediss://:KEY@HOST:PORT with a percent-encoded key", value)


def _http(name: str, value: str) -> None:
    if not _is_url(value, "http", "https"):
        _refuse(name, "an http or https URL", value, _address)


def _https(name: str, value: str) -> None:
    if not _is_url(value, "https"):
        _refuse(name, "an https URL", value, _address)


def _host(name: str, value: str) -> None:
    if not HOST.fullmatch(value):
        _refuse(name, "a host such as NAME.servicebus.windows.net", value, _address)


def _bus(name: str, value: str) -> None:
    parts = parts_of(value)
    signed = {"sharedaccesskeyname", "sharedaccesskey"} <= parts.keys() or "sharedaccesssignature" in parts
    if not _is_url(parts.get("endpoint", ""), "sb") or not signed:
        form = "Endpoint=sb://HOST/;SharedAccessKeyName=NAME;SharedAccessKey=KEY"
        _refuse(name, f"a connection string such as {form}, and a host alone is {name}__{ADDRESSES[name][0]}", value)


def _storage(name: str, value: str) -> None:
    parts = parts_of(value)
    service = ADDRESSES[name][0].removesuffix("ServiceUri") + "endpoint"
    wrong = (
        (
            parts.get("usedevelopmentstorage", "").casefold() != "true"
            and not ({"accountname", "accountkey"} <= parts.keys() or "sharedaccesssignature" in parts)
        )
        or not (parts.get("accountname") or parts.get(service) or "usedevelopmentstorage" in parts)
        or parts.get("defaultendpointsprotocol", "https") not in ("http", "https")
        or (service in parts and not _is_url(parts[service], "http", "https"))
    )
    if wrong:
        form = "DefaultEndpointsProtocol=https;AccountName=NAME;AccountKey=KEY;EndpointSuffix=core.windows.net"
        _refuse(
            name, f"a connection string such as {form}, and an address alone is {name}__{ADDRESSES[name][0]}", value
        )
    try:
        base64.b64decode(parts.get("accountkey", ""), validate=True)
    except binascii.Error:
        raise SettingsError(f"{name} has an AccountKey that is cut off or mistyped: it is not base64.") from None


def _origins(name: str, value: str) -> None:
    for origin in filter(None, map(str.strip, value.split(","))):
        if origin != "*" and origin != (normal := _origin(origin)):
            advice = f"; did you mean {normal}?" if normal else ", or * for all."
            raise SettingsError(f"{name} names {_address(origin)!r}: an origin is SCHEME://HOST[:PORT]{advice}")


def _origin(text: str) -> str | None:
    """The text as browsers write an origin: scheme and host in small letters, no usual port, nothing behind."""
    if not _is_url(text, "http", "https"):
        return None
    address = urlsplit(text)
    usual = {"http": 80, "https": 443}[address.scheme]
    host = f"[{address.hostname}]" if ":" in str(address.hostname) else address.hostname
    return f"{address.scheme}://{host}" + (f":{address.port}" if address.port not in (None, usual) else "")


def _vault_key(name: str, value: str) -> None:
    if not re.fullmatch(r"https://[\w.-]+/keys/[\w-]+", value.rstrip("/")):
        _refuse(
            name, "the address of a key without its version, https://VAULT.vault.azure.net/keys/NAME", value, _address
        )


CHECKS: dict[str, Callable[[str, str], None]] = {
    "DATABASE_URL": _database,
    "DATABASE_READ_URL": _database,
    "REDIS_URL": _redis,
    "KEY_VAULT_KEY": _vault_key,
    SERVICE_BUS: _bus,
    f"{SERVICE_BUS}__fullyQualifiedNamespace": _host,
    CONTACT_STORAGE: _storage,
    f"{CONTACT_STORAGE}__blobServiceUri": _https,
    f"{CONTACT_STORAGE}__queueServiceUri": _https,
    AUDIT_STORAGE: _storage,
    f"{AUDIT_STORAGE}__tableServiceUri": _https,
    "AUTH_ISSUER": _http,
    "AUTH_JWKS_URL": _http,
    "LOCAL_BLOBS_URL": _http,
    "CORS_ALLOWED_ORIGINS": _origins,
    "PUBLIC_URL": _http,
    "EVENT_GRID_ISSUER": _http,
    "AZURE_LANGUAGE_ENDPOINT": _http,
    "AZURE_OPENAI_ENDPOINT": _http,
    "AZURE_ML_ENDPOINT": _http,
}
