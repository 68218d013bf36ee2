"""What is said once the system is ready: what serves each need, and what to do next."""

import os
from collections.abc import Sequence

from sqlalchemy import make_url

from infra.local.environment import make
from infra.local.issuer import ISSUER


def what_serves(root: str) -> Sequence[str]:
    """A line for each need, and one for each next step."""
    given = os.environ.get
    needs = {
        "database": _database(given("DATABASE_URL", "")),
        "events": "Service Bus" if named("ServiceBusConnection") else f"embedded queue {_local('servicebus.db')}",
        "files": "Blob storage" if named("ContactStorage") else f"folder {_local('blobs')}",
        "audit": "Table storage" if named("AuditStorage") else f"SQLite {_local('audit.db')}",
        "cache": "Redis" if given("REDIS_URL") else "in this process",
        "tokens": f"of {given('AUTH_ISSUER')}" if given("AUTH_ISSUER") != ISSUER else "of the local issuer",
    }
    steps = {
        "docs": f"{root}/api/v1/docs in a browser: read and try the API",
        "token": f"{make('token')}, in another terminal: a bearer token to authorise with",
        "demo": f"{make('demo')}: sample data, and what to look at",
    }
    if given("AUTH_ISSUER") != ISSUER:
        steps = {"docs": steps["docs"]}  # the others come with tokens of the local issuer
    return [f"  {name + ':':<11}{said}" for name, said in (needs | steps).items()]


def named(connection: str) -> bool:
    """Whether the settings name this Azure service."""
    return any(value for name, value in os.environ.items() if name.partition("__")[0] == connection)


def _database(url: str) -> str:
    """The place, and nothing that may open it."""
    if not url:
        return f"SQLite {_local('customers.db')}"
    address = make_url(url)
    kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL", "mssql": "SQL Server"}.get(address.get_backend_name())
    return f"{kind} {address.host or ''}{'/' if address.host else ''}{address.database or ''}"


def _local(file: str) -> str:
    """A file of `DATA`, as it is named from here."""
    path = os.path.join(os.environ["DATA"], file)
    shown = os.path.relpath(path)
    return path if shown.startswith("..") else shown
