"""How messages leave: who carries them, from whom they come, and where their links lead."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from email.headerregistry import Address
from email.utils import parseaddr

from shared.settings.names import SettingsError

EMAIL_PROVIDERS, SMS_PROVIDERS = ("smtp", "sendgrid", "acs"), ("twilio", "acs")
LOCAL_SENDER = "Customer Care <care@customers.localhost>"
LOCAL_SMS_SENDER = "+491510000000"
QUIET_HOURS = "21:00-08:00"
EVENT_GRID_APP = "4962773b-9cdb-44cf-a8bf-237846a00ab7"
"""Microsoft.EventGrid, in every tenant of the public cloud (learn.microsoft.com, "Secure WebHook delivery")."""


@dataclass(frozen=True)
class Sender:
    """Whom mail comes from."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What Message-IDs end in."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True)
class DeliverySettings:
    """How e-mail and SMS are sent. Without a provider they are files under `DATA`; in Azure they are not sent."""

    email_provider: str = ""
    email_connection: str = ""
    email_sender: Sender = Sender("Customer Care", "care@customers.localhost")
    email_limits: tuple[tuple[int, int], ...] | None = None
    """So many messages in so many seconds; None: the provider's own."""
    sms_provider: str = ""
    sms_connection: str = ""
    sms_sender: str = LOCAL_SMS_SENDER
    quiet_hours: str = QUIET_HOURS
    """When no marketing goes out, by the customer's clock: `21:00-08:00`; `none`."""
    public_url: str = "http://127.0.0.1:7071"
    """Where recipients and providers reach this API; without a slash at the end."""
    inbound_address: str = ""
    """Where answers go that are to come back to us, such as `reply@in.example.com`."""
    inbound_authority: str = ""
    """The mail server whose Authentication-Results are believed (RFC 8601)."""
    inbound_key: str = ""
    """What whoever forwards mail to us proves itself by."""
    sendgrid_key: str = ""
    """The public key that SendGrid's callbacks are signed by."""
    event_grid_audience: str = ""
    """The `aud` of the tokens that Event Grid brings; its issuer is in `event_grid_issuer`."""
    event_grid_issuer: str = ""
    event_grid_app: str = EVENT_GRID_APP
    """The application that these tokens were issued to (`azp`)."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], *, deployed: bool) -> "DeliverySettings":
        """Reads and checks them. Raises SettingsError."""

        def of(name: str) -> str:
            return environment.get(name, "").strip()

        read = cls(
            email_provider=_one_of("EMAIL_PROVIDER", of("EMAIL_PROVIDER"), EMAIL_PROVIDERS),
            email_connection=of("EMAIL_CONNECTION"),
            email_sender=_sender(of("EMAIL_SENDER") or LOCAL_SENDER),
            email_limits=_limits(of("EMAIL_LIMITS")),
            sms_provider=_one_of("SMS_PROVIDER", of("SMS_PROVIDER"), SMS_PROVIDERS),
            sms_connection=of("SMS_CONNECTION"),
            sms_sender=_number(of("SMS_SENDER") or LOCAL_SMS_SENDER),
            quiet_hours=_hours(of("QUIET_HOURS") or QUIET_HOURS),
            public_url=(of("PUBLIC_URL") or "http://127.0.0.1:7071").rstrip("/"),
            inbound_address=_address("INBOUND_EMAIL_ADDRESS", of("INBOUND_EMAIL_ADDRESS")),
            inbound_authority=of("INBOUND_EMAIL_AUTHORITY"),
            inbound_key=of("INBOUND_EMAIL_KEY"),
            sendgrid_key=of("SENDGRID_WEBHOOK_KEY"),
            event_grid_audience=of("EVENT_GRID_AUDIENCE"),
            event_grid_issuer=of("EVENT_GRID_ISSUER"),
            event_grid_app=of("EVENT_GRID_APP") or EVENT_GRID_APP,
        )
        _refuse_half(read, environment, deployed=deployed)
        return read


def _refuse_half(read: DeliverySettings, environment: Mapping[str, str], *, deployed: bool) -> None:
    """A provider without its connection, or a deployed app whose mail has no sender or leads nowhere."""
    channels = (
        ("EMAIL", read.email_provider, read.email_connection, ("EMAIL_SENDER", "PUBLIC_URL")),
        ("SMS", read.sms_provider, read.sms_connection, ("SMS_SENDER",)),
    )
    for channel, provider, connection, needed in channels:
        if provider and not connection:
            raise SettingsError(f"{channel}_PROVIDER is {provider}: set {channel}_CONNECTION, too.")
        missing = [name for name in needed if not environment.get(name)] if provider and deployed else []
        if missing:
            raise SettingsError(f"{channel}_PROVIDER is {provider}: an app in Azure needs {', '.join(missing)}, too.")
    if deployed and read.email_provider and not read.public_url.startswith("https://"):
        raise SettingsError("PUBLIC_URL must be an https URL in Azure: it stands in what is sent to people.")
    if deployed and read.email_connection.startswith("smtp+plain:"):
        raise SettingsError("EMAIL_CONNECTION must use TLS in Azure: smtp:// or smtps://.")
    if read.email_provider == "smtp" and not re.match(r"(smtp|smtps|smtp\+plain)://[^\s]+$", read.email_connection):
        raise SettingsError("EMAIL_CONNECTION must be a URL such as smtp://USER:PASSWORD@HOST:587 for smtp.")
    if read.sms_provider == "twilio" and not re.fullmatch(r"AC\w+:\S+", read.sms_connection):
        raise SettingsError("SMS_CONNECTION must be ACCOUNT-SID:AUTH-TOKEN for twilio.")


def _one_of(name: str, value: str, known: tuple[str, ...]) -> str:
    if value and value.lower() not in known:
        raise SettingsError(f"{name} must be one of {', '.join(known)}, or empty; it is {value[:40]!r}.")
    return value.lower()


def _sender(value: str) -> Sender:
    name, address = parseaddr(value)
    return Sender(name, _address("EMAIL_SENDER", address or value))


def _address(name: str, value: str) -> str:
    try:
        if value and not (value.isascii() and "." in Address(addr_spec=value).domain):
            raise ValueError
    except (ValueError, IndexError):
        raise SettingsError(f"{name} must be an e-mail address; it is {value[:60]!r}.") from None
    return value


def _limits(value: str) -> tuple[tuple[int, int], ...] | None:
    """`30/60 100/3600`: so many messages in so many seconds."""
    if not value:
        return None
    found = re.findall(r"(\d{1,7})/(\d{1,6})(?:[ ,]+|$)", value)
    limits = tuple((int(count), int(seconds)) for count, seconds in found)
    if not limits or not all(count and seconds for count, seconds in limits) or len(limits) != len(value.split()):
        raise SettingsError(f"EMAIL_LIMITS must be MESSAGES/SECONDS, as in 30/60 100/3600; it is {value[:40]!r}.")
    return limits


def _number(value: str) -> str:
    if not re.fullmatch(r"\+\d{5,15}|[A-Za-z0-9 ]{1,11}", value):
        raise SettingsError(f"SMS_SENDER must be a number as in +4915112345678, or a short name; it is {value[:40]!r}.")
    return value


def _hours(value: str) -> str:
    if value.lower() == "none":
        return ""
    try:
        start, end = (time.fromisoformat(part.strip()) for part in value.split("-"))
    except ValueError:
        raise SettingsError(f"QUIET_HOURS must be as in {QUIET_HOURS}, or none; it is {value[:40]!r}.") from None
    return f"{start:%H:%M}-{end:%H:%M}"
