"""Whether what the settings name answers: asked at a start that somebody looks at.

A deployed app never asks: it starts though something it needs is away, and serves once that is back.
"""

import json
import logging
import os
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from functools import partial
from threading import Thread
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from infra.databases import SECONDS, ask_database, check_driver, no_answer, reason
from infra.local.issuer import ISSUER
from shared.settings import ADDRESSES, AUDIT_STORAGE, CONTACT_STORAGE, SERVICE_BUS, TELEMETRY
from shared.settings.shapes import parts_of

DATABASES = ("DATABASE_URL", "DATABASE_READ_URL")
EMULATED = {"blob": "http://127.0.0.1:10000", "table": "http://127.0.0.1:10002"}
"""Where `UseDevelopmentStorage=true` leads."""
PORTS = {"amqp": 5671, "redis": 6379, "rediss": 6379}

type Ask = Callable[[], object]

log = logging.getLogger("infra.local")


def check_connections() -> None:
    """Asks everything that is set. Raises Refusal for the first that does not answer.

    Telemetry stops nothing: if it is away, the log says so.
    """
    given = {name: value for name, value in os.environ.items() if value}
    for name in DATABASES:
        if name in given:
            check_driver(name, given[name])
    failures = _failures({name: ask for name, value in given.items() if (ask := _question(name, value))})
    if TELEMETRY in failures:
        log.warning("%s does not answer (%s): it goes on without telemetry.", TELEMETRY, failures.pop(TELEMETRY))
    for name, failure in failures.items():
        raise no_answer(name, given[name], failure)


def _failures(asked: Mapping[str, Ask]) -> dict[str, str]:
    """What went wrong with each that did not answer; whoever says nothing in time is not waited for."""
    said = dict.fromkeys(asked, f"not within {SECONDS:.0f} seconds")

    def ask(name: str) -> None:
        try:
            asked[name]()
        except Exception as failure:  # whatever a library raises: it is told, not handled
            url = os.environ[name] if name in DATABASES else ""
            said[name] = reason(failure, url)
        else:
            del said[name]

    threads = [Thread(target=ask, args=(name,), daemon=True) for name in asked]
    for thread in threads:
        thread.start()
    until = time.monotonic() + SECONDS
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    return dict(said)


def _question(name: str, value: str) -> Ask | None:
    """How this setting's other end is asked, if it has one."""
    service, _, address = name.partition("__")
    if name in DATABASES:
        return partial(ask_database, value)
    if name == "REDIS_URL":
        return partial(_redis, value)
    if name == "AUTH_ISSUER" and value != ISSUER and not os.environ.get("AUTH_JWKS_URL"):
        return partial(_has, value.rstrip("/") + "/.well-known/openid-configuration", "jwks_uri")
    if name == "AUTH_JWKS_URL" and os.environ.get("AUTH_ISSUER") != ISSUER:  # else it is this process's own
        return partial(_has, value, "keys")
    if name == TELEMETRY and (endpoint := parts_of(value).get("ingestionendpoint")):
        return partial(_answers, endpoint)
    if service == SERVICE_BUS and address in ("", *ADDRESSES[SERVICE_BUS]):
        return partial(_listens, _broker(value) if not address else f"amqp://{value}")
    if service in (CONTACT_STORAGE, AUDIT_STORAGE) and address in ("", *ADDRESSES[service]):
        return partial(_answers, _account(service, value) if not address else value)
    return None


def _broker(connection: str) -> str:
    parts = parts_of(connection)
    host = urlsplit(parts["endpoint"]).netloc
    emulated = parts.get("usedevelopmentemulator", "").casefold() == "true" and ":" not in host
    return f"amqp://{host}:5672" if emulated else f"amqp://{host}"


def _account(service: str, connection: str) -> str:
    parts, kind = parts_of(connection), "blob" if service == CONTACT_STORAGE else "table"
    if "usedevelopmentstorage" in parts:
        return EMULATED[kind]
    scheme, suffix = parts.get("defaultendpointsprotocol", "https"), parts.get("endpointsuffix", "core.windows.net")
    return parts.get(f"{kind}endpoint") or f"{scheme}://{parts['accountname']}.{kind}.{suffix}"


def _listens(url: str) -> None:
    address = urlsplit(url)
    assert address.hostname, "its shape was looked at"
    socket.create_connection((address.hostname, address.port or PORTS[address.scheme]), SECONDS).close()


def _answers(url: str) -> None:
    """Anything is an answer: whether we are let in, and trust the certificate, is the SDK's affair."""
    try:
        urlopen(url, timeout=SECONDS).close()  # noqa: S310 - an http or https URL, its shape was looked at
    except HTTPError as answer:
        answer.close()
    except URLError as failure:
        if not isinstance(failure.reason, ssl.SSLError):
            raise


def _has(url: str, field: str) -> None:
    with urlopen(url, timeout=SECONDS) as answer:  # noqa: S310 - as above
        if field not in json.loads(answer.read(1_000_000)):
            raise ValueError(f"its answer has no {field}")


def _redis(url: str) -> None:
    address = urlsplit(url)
    _listens(url)
    if address.scheme == "rediss" and not address.password:
        return  # signing in with Entra is the adapter's affair
    from redis import Redis

    with Redis.from_url(url, socket_connect_timeout=SECONDS, socket_timeout=SECONDS) as client:
        client.ping()
