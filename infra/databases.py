"""Whether a database can be had: its driver, the server, the sign-in."""

import re
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError

from sqlalchemy import URL, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from infra.refusal import Refusal
from shared.platform.persistence.azure_sql import completed
from shared.platform.persistence.database import administration_engine
from shared.settings.secrets import without_secrets

INSTALL = ".venv/bin/python -m pip install -c requirements.lock"
REMEDIES = {"psycopg": f"{INSTALL} 'psycopg[binary]'", "pyodbc": "apt-get install unixodbc, or brew install unixodbc"}
"""How each driver comes here; what it stands on, for the one that is always installed."""
ODBC_REMEDY = f"{INSTALL} mssql-python-odbc"
PORTS = {"postgresql": 5432, "mssql": 1433}
SECONDS = 5.0
"""How long one has for an answer; all of them, where they are asked side by side."""
LONGEST_REASON = 200


def check_driver(name: str, url: str) -> None:
    """Raises Refusal if what this setting's database is used through is not installed."""
    address = make_url(url)
    driver, remedy = address.get_dialect().driver, ""
    try:
        library = address.get_dialect().import_dbapi()
    except ImportError as wrong:
        remedy, why = REMEDIES.get(driver, f"{INSTALL} {driver}"), f" ({wrong})"
    else:
        if driver == "pyodbc" and (missing := _odbc_driver_missing(address, library.drivers)):
            driver, remedy, why = missing, ODBC_REMEDY, ""
    if remedy:
        raise Refusal(f"{name} needs the driver {driver}, which is not installed{why}: install it with {remedy}.")


def check_database(name: str, url: str) -> None:
    """Raises Refusal if the database of this setting can't be had."""
    check_driver(name, url)
    try:
        ask_database(url)
    except (OSError, SQLAlchemyError) as failure:
        raise no_answer(name, url, reason(failure, url)) from None


def no_answer(name: str, value: str, why: str) -> Refusal:
    """What is said of a setting whose other end is away."""
    shown = without_secrets(value)
    return Refusal(f"{name} names {shown}, which does not answer ({why}): mend it, or leave the setting empty.")


def _odbc_driver_missing(address: URL, installed: Callable[[], list[str]]) -> str:
    """The ODBC driver that the URL would use, if it is not there."""
    if "odbc_connect" in address.query or not address.host:
        return ""
    driver = str(completed(address).query["driver"])
    return "" if driver in installed() or Path(driver).exists() else driver


def ask_database(url: str) -> None:
    """Connects and signs in. Raises whatever stands in the way; `reason` puts it in words."""
    address = make_url(url)
    if address.host and (usual := PORTS.get(address.get_backend_name())):
        # which says at once what drivers wait for
        socket.create_connection((address.host, address.port or usual), SECONDS).close()
    engine = administration_engine(url)
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
    engine.dispose()


def reason(failure: BaseException, url: str = "") -> str:
    """A failure in a few words, without the password of the URL."""
    if isinstance(failure, DBAPIError) and failure.orig is not None:
        failure = failure.orig
    if isinstance(failure, URLError) and isinstance(failure.reason, OSError):
        failure = failure.reason
    if isinstance(failure, OSError) and failure.strerror:
        return failure.strerror
    said = " ".join((str(failure) or type(failure).__name__).splitlines()[:1])
    password = make_url(url).password if url else None
    for secret in filter(None, (str(password or ""), *re.findall(r"PWD=([^;&]+)", url, re.IGNORECASE))):
        said = said.replace(secret, "…")
    return said[:LONGEST_REASON]
