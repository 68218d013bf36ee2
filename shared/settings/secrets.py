"""What of a setting's value may be shown."""

import re

PLACES = frozenset(
    {
        *("endpoint", "entitypath", "sharedaccesskeyname", "usedevelopmentemulator", "usedevelopmentstorage"),
        *("accountname", "defaultendpointsprotocol", "endpointsuffix", "blobendpoint", "queueendpoint"),
        *("tableendpoint", "fileendpoint", "ingestionendpoint", "liveendpoint", "server", "database", "driver"),
    }
)
"""The parts of a connection string that name a place and open nothing."""
KEYS = frozenset({"accountkey", "sharedaccesskey", "sharedaccesssignature"})
"""The parts that open something."""
LEFT_OUT = "…"


def without_secrets(value: str) -> str:
    """The value, without what may open something.

    Of a URL that carries a sign-in or a query scheme, host and port are left, of a connection string the parts that
    name a place; a text of no known form is shown only if it looks like a host.
    """
    if re.match(r"[\w+.-]+://", value):
        return _url(value)
    if "=" in value:
        return ";".join(_part(part) for part in value.split(";") if part)
    return value if len(value) < 64 and re.fullmatch(r"[\w-]+(\.[\w-]+)*(\.\w+|:\d{1,5})", value) else LEFT_OUT


def _url(value: str) -> str:
    scheme, _, rest = value.partition("://")
    if scheme.startswith("sqlite") or (scheme in ("http", "https", "sb") and not re.search(r"[@?#;]", rest)):
        return value
    before_query = re.split(r"[?#]", rest)[0]
    if "@" in rest and "@" not in before_query:
        return f"{scheme}://{LEFT_OUT}"  # the mark is in the password, or the sign-in has no end
    place = before_query.rpartition("@")[2]
    host = re.match(r"(?:\[[^\]]*\]|[^/:\s]*)(?::\d{1,5}(?=/|$))?", place)
    shown = f"{scheme}://{host[0] if host else ''}"
    return shown if shown == value else shown + LEFT_OUT


def _part(part: str) -> str:
    name, _, value = part.partition("=")
    if name.strip().casefold() not in PLACES:
        return f"{name}={LEFT_OUT}" if name.strip().casefold() in KEYS else LEFT_OUT
    return f"{name}={_url(value) if '://' in value else value}"
