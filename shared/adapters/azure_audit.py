"""The audit trail in Azure Table storage: a partition a day, entries inserted and never replaced."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from itertools import batched, groupby, islice
from typing import TYPE_CHECKING, Any

from shared.adapters.audit import Entry, Where
from shared.adapters.credential import client_of
from shared.platform.resilience import AUDIT, Circuit

if TYPE_CHECKING:
    from azure.data.tables import TableClient

TABLE = "AuditTrail"
MOST_TOGETHER = 100
"""What one transaction takes, of one partition."""


class AzureAuditTrail:
    """A table of an account; it is there already, the infrastructure makes it."""

    def __init__(self, account: str) -> None:
        """`account`: a connection string, or `https://<name>.table.core.windows.net`."""
        self._account = account
        self._circuit = Circuit("The audit trail", AUDIT)
        self._opening = threading.Lock()
        self._client: TableClient | None = None

    def append(self, entries: Sequence[Entry]) -> None:
        for day, some in groupby(entries, key=lambda one: one.at.date()):
            for part in batched(some, MOST_TOGETHER, strict=False):
                self._circuit.call(self._insert, day, part)

    def entries_of(self, day: date) -> Iterator[Entry]:
        found = self._circuit.call(
            lambda: list(self._opened().query_entities(f"PartitionKey eq '{day.isoformat()}'"))
        )  # by row key, which begins with the time
        yield from map(_entry, found)

    def find(
        self, since: datetime, until: datetime, *, after: tuple[datetime, str] | None, where: Where, limit: int
    ) -> Sequence[Entry]:
        begins = [_place(since, ""), *([_place(*after)] if after else [])]
        day, key = max(begins)
        last_day, last_key = _place(until, "")
        values = {
            "day": day,
            "key": key,
            "last_day": last_day,
            "last_key": last_key,
            **{f"v{n}": value for n, value in enumerate(where.values())},
        }
        text = (
            "(PartitionKey gt @day or (PartitionKey eq @day and RowKey gt @key ))"  # the SDK wants words of their own
            " and (PartitionKey lt @last_day or (PartitionKey eq @last_day and RowKey lt @last_key ))"
        ) + "".join(f" and {_column(name)} eq @v{n}" for n, name in enumerate(where))
        return self._circuit.call(lambda: list(islice(map(_entry, self._query(text, values)), limit)))

    def _query(self, text: str, values: dict[str, str]) -> Iterator[Any]:
        return iter(self._opened().query_entities(text, parameters=values))

    def purge(self, before: date) -> int:
        return self._circuit.call(self._purge, before)

    def check(self) -> None:
        self._circuit.call(lambda: next(iter(self._opened().list_entities(results_per_page=1)), None))

    def _insert(self, day: date, entries: Sequence[Entry]) -> None:
        from azure.core.exceptions import ResourceExistsError
        from azure.data.tables import TableTransactionError

        rows = [_row(day, one) for one in entries]
        try:
            self._opened().submit_transaction([("create", row) for row in rows])
        except (TableTransactionError, ResourceExistsError) as failure:
            if getattr(failure, "error_code", "") not in ("EntityAlreadyExists", "InvalidDuplicateRow"):
                raise
            for row in rows:  # some came through before: the rest one by one
                try:
                    self._opened().create_entity(row)
                except ResourceExistsError:
                    continue

    def _purge(self, before: date) -> int:
        table, gone = self._opened(), 0
        old = table.query_entities(f"PartitionKey lt '{before.isoformat()}'", select=["PartitionKey", "RowKey"])
        for _, rows in groupby(old, key=lambda one: one["PartitionKey"]):
            for part in batched(rows, MOST_TOGETHER, strict=False):
                table.submit_transaction([("delete", row) for row in part])
                gone += len(part)
        return gone

    def _opened(self) -> TableClient:
        from azure.data.tables import TableServiceClient

        with self._opening:
            if self._client is None:
                options: dict[str, Any] = {
                    "connection_timeout": AUDIT.connect_timeout,
                    "read_timeout": AUDIT.read_timeout,
                    "retry_total": AUDIT.tries - 1,
                    "retry_backoff_factor": 0.5,
                }
                self._client = client_of(
                    TableServiceClient, TableServiceClient.from_connection_string, self._account, **options
                ).get_table_client(TABLE)
            return self._client


def _row(day: date, one: Entry) -> dict[str, Any]:
    columns = {_column(name): value for name, value in asdict(one).items() if name != "id"}
    _, key = _place(one.at, one.id)
    return {"PartitionKey": day.isoformat(), "RowKey": key, "EntryId": one.id, **columns}


def _place(at: datetime, id: str) -> tuple[str, str]:
    """Partition and row of an entry: in order of time."""
    moment = at.astimezone(UTC)
    return moment.date().isoformat(), f"{moment:%H%M%S%f}-{id}"


def _column(name: str) -> str:
    """A field of an entry as the table calls it."""
    return name.title().replace("_", "")


def _entry(one: Any) -> Entry:
    return Entry(
        one["EntryId"],
        one["At"].replace(tzinfo=UTC),
        one["Kind"],
        one["Caller"],
        one["Action"],
        one["CustomerId"],
        one.get("SubjectId", ""),
        one["Status"],
        one["TraceId"],
    )
