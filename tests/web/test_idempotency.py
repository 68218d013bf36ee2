"""A POST repeated with its key."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import httpx
from pytest import mark, raises

from shared.platform.web.idempotency import Answer, Claim, Idempotency
from shared.platform.web.problem import KeyBusy, KeyReused
from tests.support.running import NewCustomer, Running
from tests.support.sqlite import opened
from tests.support.world import World


def body() -> dict[str, str]:
    return {"companyName": "Once", "type": "Enterprise", "primaryEmail": f"{uuid4().hex}@once.example.com"}


def test_the_same_request_with_the_same_key_gets_the_first_answer_again(api: httpx.Client) -> None:
    key, once = {"Idempotency-Key": str(uuid4())}, body()

    first, again = (api.post("customers", json=once, headers=key) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert first.headers["location"] == again.headers["location"]
    assert first.headers["etag"] == again.headers["etag"]
    assert again.headers["idempotent-replayed"] == "true"
    assert "idempotent-replayed" not in first.headers


def test_another_request_with_the_same_key_is_refused(api: httpx.Client) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    api.post("customers", json=body(), headers=key)

    other = api.post("customers", json=body(), headers=key)

    assert (other.status_code, other.json()["type"]) == (422, "IdempotencyError")


def test_a_key_is_its_callers_own_and_its_paths(running: Running, new_customer: NewCustomer) -> None:
    key, customer = {"Idempotency-Key": "the-same-key"}, new_customer()
    with running.client(["Admin"], "anna") as anna, running.client(["Admin"], "bert") as bert:
        path = f"customers/{customer['id']}"
        assert anna.post(f"{path}/suspend", json={}, headers=key).status_code == 200
        assert bert.post(f"{path}/suspend", json={}, headers=key).status_code == 409
        assert anna.post(f"{path}/reactivate", json={}, headers=key).json()["status"] == "Active"
        assert anna.post(f"{path}/suspend", json={}, headers=key).json()["status"] == "Suspended"  # replayed
        assert anna.get(path).json()["status"] == "Active"


def test_a_replay_is_authorised_again(running: Running) -> None:
    key, once = {"Idempotency-Key": str(uuid4())}, body()
    with running.client(["Admin"], "dana") as manager:
        assert manager.post("customers", json=once, headers=key).status_code == 201
    with running.client(["Viewer"], "dana") as demoted:
        assert demoted.post("customers", json=once, headers=key).status_code == 403


def test_a_refusal_is_replayed_too_but_a_stale_version_is_not(api: httpx.Client, new_customer: NewCustomer) -> None:
    path = f"customers/{new_customer()['id']}"
    key = {"Idempotency-Key": str(uuid4())}
    refused = api.post(f"{path}/reactivate", json={}, headers=key)
    api.post(f"{path}/suspend", json={})

    assert refused.status_code == api.post(f"{path}/reactivate", json={}, headers=key).status_code == 409
    stale = {"Idempotency-Key": str(uuid4()), "If-Match": '"1"'}
    assert api.post(f"{path}/reactivate", json={}, headers=stale).status_code == 412
    assert api.post(f"{path}/reactivate", json={}, headers={**stale, "If-Match": '"2"'}).status_code == 200


def test_a_replay_does_not_ask_for_the_version_again(api: httpx.Client, new_customer: NewCustomer) -> None:
    path = f"customers/{new_customer()['id']}"
    headers = {"Idempotency-Key": str(uuid4()), "If-Match": '"1"'}

    first, again = (api.post(f"{path}/suspend", json={}, headers=headers) for _ in range(2))

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.content == again.content


@mark.parametrize("key", ["", "a" * 256, "with space", "tab\tted", "ümlaut"])
def test_a_key_that_is_none_is_refused(api: httpx.Client, key: str) -> None:
    answer = api.post("customers", json=body(), headers={b"Idempotency-Key": key.encode("latin-1")})

    assert answer.status_code == 400


def test_fifty_identical_requests_at_once_make_one_customer(api: httpx.Client, running: Running) -> None:
    key, once = {"Idempotency-Key": str(uuid4())}, body()
    with ThreadPoolExecutor(50) as crowd:
        answers = list(crowd.map(lambda _: api.post("customers", json=once, headers=key), range(50)))

    statuses = [answer.status_code for answer in answers]
    assert set(statuses) <= {201, 409}
    assert len({answer.json()["id"] for answer in answers if answer.status_code == 201}) == 1
    assert api.post("customers", json=once, headers=key).headers["idempotent-replayed"] == "true"
    with opened(running.data / "customers.db") as db:
        counted = db.execute("SELECT COUNT(*) FROM CustomerContactInfo WHERE PrimaryEmail = ?", (once["primaryEmail"],))
        assert counted.fetchone() == (1,)


def test_a_running_request_keeps_its_key_until_its_lease_ends(world: World) -> None:
    keys = Idempotency(world.app.database, lambda: world.now)
    ours = keys.claim("k1", scope="s", request=b"r")

    with raises(KeyBusy):
        keys.claim("k1", scope="s", request=b"r")
    world.now += timedelta(seconds=61)
    theirs = keys.claim("k1", scope="s", request=b"r")

    assert isinstance(ours, Claim)
    assert isinstance(theirs, Claim)
    with world.app.database.transaction() as session, raises(KeyBusy):
        keys.keep(session, ours, Answer(201, {}, b"late"))
    with world.app.database.transaction() as session:
        keys.keep(session, theirs, Answer(201, {}, b"in time"))
        session.commit()
    assert keys.claim("k1", scope="s", request=b"r") == Answer(201, {}, b"in time")


def test_a_key_is_free_again_after_a_day_and_purged(world: World) -> None:
    keys = Idempotency(world.app.database, lambda: world.now)
    claim = keys.claim("k2", scope="s", request=b"r")
    assert isinstance(claim, Claim)
    keys.complete(claim, Answer(409, {}, b"no"))
    with raises(KeyReused):
        keys.claim("k2", scope="s", request=b"other")

    world.now += timedelta(hours=25)
    assert isinstance(keys.claim("k2", scope="s", request=b"other"), Claim)
    world.now += timedelta(hours=25)
    world.forgets()
    assert isinstance(keys.claim("k2", scope="s", request=b"third"), Claim)
