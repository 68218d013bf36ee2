"""What every audit trail does, whichever is chosen; and how requests get into it."""

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from pytest import FixtureRequest, MonkeyPatch, TempPathFactory, fixture, raises

from shared.adapters import azure_audit
from shared.adapters.audit import AuditTrail, Entry, LocalAuditTrail
from shared.adapters.azure_audit import TABLE, AzureAuditTrail
from shared.composition import app
from shared.platform.resilience import AUDIT, Unreachable
from shared.platform.retention import audited
from shared.platform.web.access import AccessLog
from shared.settings import CustomerManagement
from tests.support import http
from tests.support.running import NewCustomer, Running
from tests.support.services import Azurite
from tests.support.waiting import PATIENCE_SECONDS, until

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@fixture(scope="module")
def azurite(tmp_path_factory: TempPathFactory) -> Iterator[Azurite]:
    with Azurite(tmp_path_factory.mktemp("azurite")) as server:
        yield server


@fixture(params=["local", "azure"])
def trail(request: FixtureRequest, tmp_path: Path, monkeypatch: MonkeyPatch) -> AuditTrail:
    if request.param == "local":
        return LocalAuditTrail(tmp_path / "audit.db")
    from azure.data.tables import TableServiceClient

    monkeypatch.setattr(azure_audit, "AUDIT", replace(AUDIT, read_timeout=PATIENCE_SECONDS))
    account = request.getfixturevalue("azurite").connection_string
    with TableServiceClient.from_connection_string(account) as service:
        for entity in service.create_table_if_not_exists(TABLE).list_entities():
            service.get_table_client(TABLE).delete_entity(entity)
    return AzureAuditTrail(account)


def entry(minutes: float = 0, **changes: Any) -> Entry:
    made: dict[str, Any] = {
        "id": str(uuid4()),
        "at": NOON + timedelta(minutes=minutes),
        "kind": "Access",
        "caller": "amira",
        "action": "get_customer",
        "customer_id": str(uuid4()),
        "subject_id": "",
        "status": 200,
        "trace_id": "a" * 32,
    }
    return Entry(**{**made, **changes})


def test_entries_come_back_as_they_were_in_the_order_of_time(trail: AuditTrail) -> None:
    late, early = entry(minutes=1, caller="Müller ' \" \\ 🎪"), entry(kind="Security", status=403)
    trail.append([late, early])

    assert list(trail.entries_of(NOON.date())) == [early, late]
    assert list(trail.entries_of(NOON.date() - timedelta(days=1))) == []
    trail.check()


def test_a_period_is_read_on_from_any_entry_and_by_what_an_entry_must_be(trail: AuditTrail) -> None:
    caller = "O'Neil \" or 1 eq 1"
    entries = [entry(minutes=n * 60, caller=caller if n % 3 == 0 else "amira") for n in range(48)]
    entries += [replace(entries[5], id="0" * 36), replace(entries[5], id="f" * 36)]  # at the very same moment
    trail.append(entries)
    ordered = sorted(entries, key=lambda one: (one.at, one.id))
    begin, end = NOON + timedelta(hours=2), NOON + timedelta(hours=40)
    within = [one for one in ordered if begin <= one.at < end]

    found: list[Entry] = []
    while some := trail.find(begin, end, after=(found[-1].at, found[-1].id) if found else None, where={}, limit=7):
        assert len(some) <= 7
        found += some
    assert found == within
    mine = trail.find(begin, end, after=None, where={"caller": caller, "kind": "Access"}, limit=1000)
    assert list(mine) == [one for one in within if one.caller == caller]
    assert list(trail.find(begin, end, after=None, where={"kind": "Security"}, limit=9)) == []


def test_many_entries_over_several_days_find_their_days(trail: AuditTrail) -> None:
    entries = [entry(minutes=n * 10) for n in range(250)]
    trail.append(entries)

    found = [one for day in range(3) for one in trail.entries_of(NOON.date() + timedelta(days=day))]
    assert found == entries


def test_what_is_noted_stays_as_it_was(trail: AuditTrail) -> None:
    first = entry()
    trail.append([first])
    trail.append([entry(id=first.id, caller="mallory"), entry(minutes=1)])

    kept = list(trail.entries_of(NOON.date()))
    assert (kept[0], len(kept)) == (first, 2)


def test_days_whose_time_is_over_go(trail: AuditTrail) -> None:
    trail.append([entry(minutes=-1440 * day) for day in range(4)] + [entry(minutes=n / 60 - 2880) for n in range(120)])

    assert trail.purge(NOON.date() - timedelta(days=1)) == 122
    assert [len(list(trail.entries_of(NOON.date() - timedelta(days=day)))) for day in range(4)] == [1, 1, 0, 0]


def test_the_local_trail_takes_no_change(tmp_path: Path) -> None:
    trail = LocalAuditTrail(tmp_path / "audit.db")
    trail.append([entry()])

    with sqlite3.connect(tmp_path / "audit.db") as db, raises(sqlite3.IntegrityError, match="append-only"):
        db.execute("UPDATE Audit SET caller = 'nobody'")


def test_entries_wait_while_the_trail_is_away(azurite: Azurite, monkeypatch: MonkeyPatch) -> None:
    from azure.data.tables import TableServiceClient

    TableServiceClient.from_connection_string(azurite.connection_string).create_table_if_not_exists(TABLE)
    monkeypatch.setattr(azure_audit, "AUDIT", replace(AUDIT, read_timeout=0.5))
    trail = AzureAuditTrail(azurite.connection_string)
    access = AccessLog(trail)
    access._thread = threading.current_thread()  # the test writes when it says so
    azurite.pause()
    entries = [entry(minutes=500 + n) for n in range(3)]
    for one in entries:
        access.note(one)
    access.flush()
    with raises(Unreachable):
        trail.check()
    azurite.resume()

    def written() -> bool:
        access.flush()
        return [one for one in trail.entries_of(NOON.date()) if one in entries] == entries

    until(written)


def test_entries_are_kept_for_seven_years(tmp_path: Path) -> None:
    trail = LocalAuditTrail(tmp_path / "audit.db")
    trail.append([entry(minutes=-1440 * 365 * 7.1), entry(minutes=-1440 * 365 * 6.9)])

    AccessLog(trail).purge((NOON - audited(CustomerManagement())).date())

    assert trail.purge(date(9999, 1, 1)) == 1


def test_requests_are_noted_with_who_and_what_and_how_they_ended(
    api: httpx.Client, running: Running, new_customer: NewCustomer
) -> None:
    id = new_customer()["id"]
    asked = api.get(f"customers/{id}")
    with running.client(["Viewer"], subject="vera") as viewer:
        refused = viewer.post("customers", json={})
    nobody = http.get(f"{running.root}/api/v1/customers/{id}")
    export = api.post("customers/contacts/export", json={"format": "CSV"}).json()["exportId"]
    fetched = api.get(f"customers/contacts/exports/{export}")
    with running.client(["Viewer"], subject="vera") as viewer:
        odd = viewer.post("customers/ABC/deactivate", json={"reason": "x"})
    answers = (asked, refused, nobody, fetched, odd)
    traces = [answer.headers["x-trace-id"].replace("-", "") for answer in answers]
    by_trace: dict[str, Entry] = {}

    def written() -> bool:
        by_trace.update({one.trace_id: one for one in app().audit.entries_of(datetime.now(UTC).date())})
        return by_trace.keys() >= set(traces)

    until(written)
    today = by_trace.values()

    def noted(answer: httpx.Response) -> tuple[str, str, str, str, int]:
        one = by_trace[answer.headers["x-trace-id"].replace("-", "")]
        return one.kind, one.caller, one.action, one.customer_id, one.status

    assert noted(asked) == ("Access", "amira", "get_customer", id, 200)
    assert noted(refused) == ("Security", "vera", "create_customer", "", 403)
    assert noted(nobody) == ("Security", "anonymous", "get_customer", id, 401)
    assert noted(odd) == ("Security", "vera", "deactivate_customer", "", 403)
    [download] = [one for one in today if one.trace_id == fetched.headers["x-trace-id"].replace("-", "")]
    assert (download.action, download.subject_id) == ("get_export", export)
    assert not {one.action for one in today} & {"get_health", "get_liveness", "get_documentation"}


def test_while_the_trail_is_away_for_too_long_the_oldest_entries_go(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr("shared.platform.web.access.MOST_WAITING", 5)
    trail = LocalAuditTrail(tmp_path / "audit.db")
    access = AccessLog(trail)
    access._thread = threading.current_thread()
    entries = [entry(minutes=n) for n in range(8)]

    def away(*_: object) -> None:
        raise Unreachable

    with monkeypatch.context() as patch:
        patch.setattr(trail, "append", away)
        for one in entries:
            access.note(one)
            access.flush()
    access.flush()

    assert list(trail.entries_of(NOON.date())) == entries[3:]
