"""What happens without anybody asking, through the doors of the running system."""

import shutil
from pathlib import Path
from uuid import UUID, uuid4

import httpx
from pytest import mark

from shared.adapters.cache import LocalCache
from shared.composition import app
from shared.customers.cache import profile_key
from shared.customers.events import CustomerDeactivated
from shared.kernel.clock import utc_now
from tests.support import http
from tests.support.bus import handled, message, message_of
from tests.support.running import NewCustomer, Process, Running
from tests.support.sqlite import opened
from tests.support.waiting import until


def events_of(api: httpx.Client, customer: str) -> list[str]:
    return [entry["id"] for entry in api.get(f"customers/{customer}/timeline").json()["items"]]


def test_every_event_of_a_customer_reaches_the_cache_consumer(
    api: httpx.Client, running: Running, new_customer: NewCustomer
) -> None:
    id = new_customer()["id"]
    api.put(f"customers/{id}/profile", json={"industry": "Music"})

    updated, registered = events_of(api, id)
    until(lambda: handled(running.data, registered) and handled(running.data, updated))


def test_an_event_from_another_instance_outdates_the_cached_profile(
    api: httpx.Client, running: Running, new_customer: NewCustomer
) -> None:
    id = new_customer()["id"]
    api.get(f"customers/{id}")
    [registered] = events_of(api, id)
    until(lambda: handled(running.data, registered))
    assert app().cache.get(profile_key(UUID(id)))
    event = CustomerDeactivated(
        customer_id=UUID(id), reason="closed", deactivated_at=utc_now(), deactivated_by="elsewhere"
    )

    running.publish(message_of(event, entity_id=UUID(id), sequence=7))

    until(lambda: app().cache.get(profile_key(UUID(id))) is None)


def test_a_message_that_is_no_event_ends_as_a_dead_letter_and_takes_no_other_with_it(
    api: httpx.Client, running: Running, new_customer: NewCustomer
) -> None:
    admin, key = f"{running.root}/admin/servicebus/deadletters", {"x-functions-key": running.host_key()}
    bad = message("customer-events", b"not json")
    running.publish(bad)
    id = new_customer()["id"]

    until(lambda: any(dead["messageId"] == bad.message_id for dead in http.get(admin, headers=key).json()))
    [registered] = events_of(api, id)
    until(lambda: handled(running.data, registered))


def test_the_inactivity_timer_deactivates_who_went_quiet(
    api: httpx.Client, running: Running, new_customer: NewCustomer
) -> None:
    quiet, lively = new_customer()["id"], new_customer()["id"]
    with opened(running.data / "customers.db") as db:
        db.execute(
            "UPDATE Customers SET LastActivityAt = '2020-01-01 00:00:00.000000' WHERE Id = ?", (quiet.replace("-", ""),)
        )

    assert running.run_now("deactivate_inactive_customers") == 202

    assert api.get(f"customers/{quiet}").json()["status"] == "Inactive"
    assert api.get(f"customers/{quiet}").json()["lastModifiedBy"] == "system"
    assert api.get(f"customers/{lively}").json()["status"] == "Active"
    [newest, *_] = api.get(f"customers/{quiet}/timeline").json()["items"]
    assert (newest["type"], newest["by"]) == ("CustomerDeactivated", "system")


def test_the_relay_timer_tells_what_no_commit_told(
    api: httpx.Client, running: Running, new_customer: NewCustomer
) -> None:
    id = new_customer()["id"]
    [event] = events_of(api, id)
    until(lambda: handled(running.data, event))
    with opened(running.data / "customers.db") as db:
        db.execute("UPDATE Outbox SET SentAt = NULL, DueAt = '2020-01-01' WHERE EventId = ?", (event.replace("-", ""),))

    assert running.run_now("relay_outbox") == 202

    with opened(running.data / "customers.db") as db:
        sent = db.execute("SELECT SentAt FROM Outbox WHERE EventId = ?", (event.replace("-", ""),)).fetchone()
    assert sent[0] is not None


def test_health_tells_of_events_that_were_given_up(
    api: httpx.Client, running: Running, new_customer: NewCustomer
) -> None:
    [event] = events_of(api, new_customer()["id"])
    until(lambda: handled(running.data, event))
    this = (event.replace("-", ""),)
    with opened(running.data / "customers.db") as db:
        db.execute("UPDATE Outbox SET FailedAt = '2026-01-01 00:00:00.000000' WHERE EventId = ?", this)

    until(lambda: api.get("health").json()["status"] == "Degraded")
    told = api.get("health").json()
    with opened(running.data / "customers.db") as db:
        db.execute("UPDATE Outbox SET FailedAt = NULL WHERE EventId = ?", this)

    assert (told["status"], told["checks"]["events"]["status"]) == ("Degraded", "Unhealthy")
    until(lambda: api.get("health").json()["status"] == "Healthy")


def test_housekeeping_forgets_keys_older_than_a_day(api: httpx.Client, running: Running) -> None:
    body = {"companyName": "Keyed", "type": "Individual", "primaryEmail": f"{uuid4().hex}@example.com"}
    api.post("customers", json=body, headers={"Idempotency-Key": "old-key"})
    with opened(running.data / "customers.db") as db:
        aged = db.execute("UPDATE IdempotencyKeys SET CreatedAt = '2020-01-01 00:00:00.000000'")
        assert aged.rowcount > 0

    assert running.run_now("forget_expired_records") == 202

    def old_keys() -> int:
        with opened(running.data / "customers.db") as db:
            [count] = db.execute("SELECT COUNT(*) FROM IdempotencyKeys WHERE CreatedAt < '2021-01-01'").fetchone()
            return int(count)

    until(lambda: old_keys() == 0)


@mark.system
def test_every_timer_works_by_its_schedule_too(tmp_path: Path, empty_database: Path) -> None:
    shutil.copy(empty_database, tmp_path / "customers.db")
    every_second = dict.fromkeys(
        ("OUTBOX_RELAY_SCHEDULE", "CUSTOMER_INACTIVITY_SCHEDULE", "HOUSEKEEPING_SCHEDULE"), "* * * * * *"
    )
    body = {"companyName": "Timed", "type": "Individual", "primaryEmail": "timed@example.com"}
    with Process(tmp_path, settings=every_second) as served, served.client() as client:
        id = client.post("customers", json=body, headers={"Idempotency-Key": "k"}).json()["id"]
        until(lambda: handled(served.data, events_of(client, id)[0]))
        with opened(tmp_path / "customers.db") as db:
            db.execute("UPDATE Customers SET LastActivityAt = '2020-01-01 00:00:00.000000'")
            db.execute("UPDATE IdempotencyKeys SET CreatedAt = '2020-01-01 00:00:00.000000'")
            db.execute("UPDATE Outbox SET SentAt = NULL, DueAt = '2020-01-01 00:00:00.000000'")

        until(lambda: client.get(f"customers/{id}").json()["status"] == "Inactive")

        def settled() -> bool:
            with opened(tmp_path / "customers.db") as db:
                [unsent] = db.execute("SELECT COUNT(*) FROM Outbox WHERE SentAt IS NULL").fetchone()
                [keys] = db.execute("SELECT COUNT(*) FROM IdempotencyKeys").fetchone()
            return not unsent and not keys

        until(settled)


def test_a_new_instance_has_the_profiles_of_who_was_active_last_at_hand(
    api: httpx.Client, running: Running, new_customer: NewCustomer
) -> None:
    customer = new_customer()["id"]
    cache = app().cache
    assert isinstance(cache, LocalCache)
    cache._entries.clear()

    assert running.run_now("warmup") == 202
    assert app().cache.get(profile_key(customer))
