"""The floor: a bare Starlette + sqlite3 service doing only the SQL that a create and a get cannot do without."""

import json
import os
import sqlite3
import sys
import threading
import time
import uuid

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

local = threading.local()
write = threading.Lock()


def connection() -> sqlite3.Connection:
    """One connection a thread to the file of the environment, with the product's own pragmas."""
    if not hasattr(local, "db"):
        local.db = sqlite3.connect(os.environ["FLOOR_DATABASE"], isolation_level=None, timeout=15)
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-65536"):
            local.db.execute(f"PRAGMA {pragma}")
    db: sqlite3.Connection = local.db
    return db


def create(body: bytes) -> bytes:
    """A customer with its contact info, preferences, search row, event and outbox row, in one commit."""
    given, db, id, event = json.loads(body), connection(), uuid.uuid4().hex, uuid.uuid4().hex
    now = time.strftime("%Y-%m-%d %H:%M:%S.000000", time.gmtime())
    with write, db:
        db.execute("BEGIN IMMEDIATE")
        [number] = db.execute("UPDATE NumberSeries SET Latest = Latest + 1 RETURNING Latest").fetchone()
        name, email = given["companyName"], given["primaryEmail"]
        db.execute(
            "INSERT INTO Customers (Id, CustomerNumber, CompanyName, Type, CreatedAt, CreatedBy, RowVersion,"
            " LastActivityAt) VALUES (?, ?, ?, ?, ?, 'bench', 1, ?)",
            (id, f"CUST-{number:06d}", name, given["type"], now, now),
        )
        db.execute(
            "INSERT INTO CustomerContactInfo (Id, CustomerId, PrimaryEmail, LiveEmailKey) VALUES (?, ?, ?, ?)",
            (uuid.uuid4().hex, id, email, email),
        )
        db.execute("INSERT INTO CustomerPreferences (Id, CustomerId) VALUES (?, ?)", (uuid.uuid4().hex, id))
        db.execute(
            "INSERT INTO CustomerSearch VALUES (?, ?, ?, ?, ?, 'Standard', 'Active', ?, '')",
            (number, id, name.lower(), email, given["type"], f"{name} {email}".lower()),
        )
        db.execute(
            "INSERT INTO DomainEvents (Id, AggregateId, AggregateType, EventType, EventData, OccurredAt, UserId,"
            " CustomerId, Changes) VALUES (?, ?, 'Customer', 'CustomerRegistered', ?, ?, 'bench', ?, '{}')",
            (event, id, body.decode(), now, id),
        )
        db.execute(
            "INSERT INTO Outbox (EventId, Topic, SessionId, DueAt, SentAt) VALUES (?, 'customer-events', ?, ?, ?)",
            (event, id, now, now),
        )
    return json.dumps({"id": str(uuid.UUID(id)), "customerNumber": f"CUST-{number:06d}"}).encode()


def get(id: str) -> bytes | None:
    """A customer with its contact info and preferences."""
    found = connection().execute(
        "SELECT * FROM Customers c JOIN CustomerContactInfo i ON i.CustomerId = c.Id"
        " JOIN CustomerPreferences p ON p.CustomerId = c.Id WHERE c.Id = ?",
        (id.replace("-", ""),),
    )
    row = found.fetchone()
    return row and json.dumps(dict(zip([d[0] for d in found.description], row, strict=True))).encode()


async def created(request: Request) -> Response:
    """In Starlette's thread pool, as whatever blocks must be."""
    content = await run_in_threadpool(create, await request.body())
    return Response(content, 201, media_type="application/json")


async def got(request: Request) -> Response:
    """As `created`."""
    content = await run_in_threadpool(get, request.path_params["id"])
    return Response(content or b"", 200 if content else 404, media_type="application/json")


if __name__ == "__main__":
    routes = [
        Route("/api/v1/customers", created, methods=["POST"]),
        Route("/api/v1/customers/{id}", got),
    ]
    port = int(sys.argv[1])
    uvicorn.run(Starlette(routes=routes), host="127.0.0.1", port=port, log_level="critical", access_log=False)
