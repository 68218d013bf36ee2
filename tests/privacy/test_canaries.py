"""Whatever can be said about a person through the front door is nowhere once that person is erased."""

import json
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import redis
from pytest import fixture, mark

from shared.adapters.event_bus import Message
from tests.support.callbacks import INBOUND_KEY
from tests.support.commands import said
from tests.support.ingestion import Ingestion
from tests.support.running import Process
from tests.support.services import Redis
from tests.support.sqlite import opened
from tests.support.waiting import until

pytestmark = mark.system

WISH = {"reference": "DSR-1", "requestedAt": "2026-03-14T09:26:53Z"}


class Canaries:
    """Words that nobody else says, each used once."""

    def __init__(self, letter: str) -> None:
        self._letter = letter
        self.words: list[str] = []
        self._numbers = count(1)

    def __call__(self) -> str:
        """A word."""
        self.words.append(f"zq{self._letter}{next(self._numbers):03}wv")
        return self.words[-1]

    def email(self) -> str:
        return f"{self()}@example.com"

    def url(self) -> str:
        return f"https://{self()}.example.com"

    def phone(self) -> str:
        self.words.append(f"4930{ord(self._letter)}7{next(self._numbers):04}")
        return f"+{self.words[-1]}"

    def found_in(self, folder: Path) -> Iterator[str]:
        """Where they stand, in whatever letters, in every file."""
        for file in folder.rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                for text in (content.lower(), content.lower().replace(b"\0", b"")):
                    for word in self.words:
                        if word.encode() in text:
                            yield f"{word} in {file.relative_to(folder)}"


def kept_in(cache: Redis, say: Canaries) -> list[str]:
    """What a shared cache still says of them, but for answers to searches: those end by themselves within a minute."""
    found = []
    with redis.Redis.from_url(cache.url) as store:
        for key in store.scan_iter():
            content = (key + b" " + (store.get(key) or b"")).lower()
            if any(word.encode() in content for word in say.words) and not 0 < store.ttl(key) <= 60:
                found.append(key.decode())
    return found


def live(api: httpx.Client, say: Canaries) -> str:
    """A customer's life, with a canary wherever a word can be said. Returns its id."""
    parts = ("street", "city", "state", "zipCode", "country")
    media = {"linkedInUrl": say.url(), "twitterHandle": say(), "facebookUrl": say.url()}
    wish: dict[str, Any] = {
        "companyName": say(),
        "type": "Enterprise",
        "industry": say(),
        "primaryEmail": say.email(),
        "secondaryEmail": say.email(),
        "primaryPhone": say.phone(),
        "secondaryPhone": say.phone(),
        "website": say.url(),
        "billingAddress": {part: say() for part in parts},
        "shippingAddress": {part: say() for part in parts},
        "socialMedia": media,
        "freshConsent": {"givenBy": say(), "givenAt": "2026-03-14T09:26:53Z", "source": say()},
    }
    made = api.post("customers", json=wish, headers={"Idempotency-Key": say()})
    assert made.status_code == 201, made.text
    id = str(made.json()["id"])
    done = [
        api.put(f"customers/{id}/profile", json={"companyName": say(), "industry": say()}),
        api.put(f"customers/{id}/contact-info", json={"primaryEmail": say.email(), "primaryPhone": say.phone()}),
        api.put(
            f"customers/{id}/preferences",
            json={"communication": {"frequency": say()}, "preferredEventTypes": [say()], "interests": [say()]},
        ),
        api.post(f"customers/{id}/suspend", json={"reason": say()}, headers={"Idempotency-Key": say()}),
        api.post(f"customers/{id}/reactivate", json={"reason": say()}),
        api.get("customers/search", params={"query": say()}),
        api.get("customers/search", params={"query": say.words[0]}),
    ]
    people = []
    for _ in range(3):
        person = {"firstName": say(), "lastName": say(), "email": say.email(), "phone": say.phone(), "position": say()}
        people.append(api.post(f"customers/{id}/contacts", json=person | {"tags": [say()]}))
    contact, removed = people[1].json()["id"], people[2].json()["id"]
    done += [
        *people,
        api.put(f"customers/{id}/contacts/{contact}", json={"lastName": say(), "email": say.email()}),
        api.post(f"customers/{id}/contacts/{contact}/tags", json={"tag": (tag := say())}),
        api.delete(f"customers/{id}/contacts/{contact}/tags/{tag}"),
        api.delete(f"customers/{id}/contacts/{removed}", params={"reason": say()}),
        *(api.get(f"customers/{id}{path}") for path in ("", "/contacts", "/history", "/timeline")),
    ]
    task = {"subject": say(), "description": say(), "dueDate": "2026-01-01T00:00:00Z"}
    follow_up = f"customers/{id}/follow-ups/{api.post(f'customers/{id}/follow-ups', json=task).json()['id']}"
    done += [
        api.put(follow_up, json={"subject": say(), "description": say()}),
        api.post(f"{follow_up}/cancel", json={"reason": say()}),
        api.put(f"customers/{id}/consents", json={"purpose": "Marketing", "granted": True, "source": say()}),
        api.put(
            f"customers/{id}/contacts/{contact}/consents",
            json={"purpose": "Marketing", "granted": True, "wording": say()},
        ),
        api.get(f"customers/{id}/follow-ups"),
    ]
    assert [one.text for one in done if one.status_code >= 300] == []
    much_is_said(api, say, id)
    lists_come_and_go(api, say, id)
    return id


def much_is_said(api: httpx.Client, say: Canaries, customer: str) -> None:
    """Mail with a file, text messages, calls, meetings; and what the customer answers."""
    api.put(f"customers/{customer}/preferences", json={"notifications": {"sms": True}})
    info = api.get(f"customers/{customer}").json()["contactInfo"]
    file = api.post(f"customers/{customer}/attachments", files={"file": (f"{say()}.txt", say().encode())}).json()["id"]
    hall = {"location": say(), "attendees": [say.email(), say()], "meetingLink": say.url()}
    times = {"scheduledStart": "2031-03-14T09:00:00Z", "scheduledEnd": "2031-03-14T10:00:00Z"}
    call = {"phoneNumber": say.phone(), "callType": "Inbound", "durationInSeconds": 5, "summary": say(), "notes": say()}
    texts = {"subject": say(), "body": f"<p>{say()}</p>", "format": "Html", "attachments": [file]}
    path = f"customers/{customer}/communications"
    said = [
        api.post(f"{path}/email", json={"recipientEmail": info["primaryEmail"], **texts, "data": {"who": say()}}),
        api.post(f"{path}/sms", json={"recipientPhone": info["primaryPhone"], "message": say()}),
        api.post(f"{path}/phone-call", json=call),
        api.post(f"{path}/meeting", json={"title": say(), "description": say(), **hall, **times}),
    ]
    assert [one.text for one in said if one.status_code != 201] == []
    ids = [one.json()["id"] for one in said]
    until(lambda: all(api.get(f"{path}/{id}").json()["status"] in ("Sent", None) for id in ids))
    assert api.put(f"{path}/{ids[-1]}", json={"title": say(), "location": say()}).status_code == 200
    assert api.post(f"{path}/{ids[-1]}/cancel", json={"reason": say()}).status_code == 200
    mail = f"From: {say()} <{info['primaryEmail']}>\r\nSubject: {say()}\r\n\r\n{say()}\r\n> {say()}\r\n> x\r\n> y"
    answer = api.post("webhooks/inbound-email/mime", content=mail.encode(), headers={"X-Inbound-Key": INBOUND_KEY})
    assert answer.json()["accepted"] == 1, answer.text
    for shown in (path, f"{path}/{ids[0]}", f"customers/{customer}/attachments/{file}"):
        assert api.get(shown).status_code == 200


def lists_come_and_go(api: httpx.Client, say: Canaries, customer: str) -> None:
    """A list of the customer's, one that names it, and exports of it."""
    form = {"customerId": customer, "mode": "upsert"}
    known = api.get(f"customers/{customer}/contacts").json()["items"][0]["email"]
    rows = [f"{say()},{say()},{say.email()},{say.phone()}", f"{say()},{say()},{known},", f"{say()},{say()},{say()},"]
    content = "\n".join(["First name,Last name,E-mail,Phone", *rows]).encode()
    own = api.post("customers/contacts/import", data=form, files={"file": (f"{say()}.csv", content)})
    company = api.get(f"customers/{customer}").json()["profile"]["companyName"]
    rows = [f"{say()},{say()},{say.email()},{company}", f"{say()},{say()},,{company}"]
    mixed = "\n".join(["First name,Last name,E-mail,Company", *rows]).encode()
    other = api.post("customers/contacts/import", files={"file": ("mixed.csv", mixed)})
    export = api.post(
        "customers/contacts/export", json={"format": "CSV", "filters": {"customerIds": [customer], "tags": [say()]}}
    )
    everything = api.post("customers/contacts/export", json={"format": "JSON"})
    for kind, started in (("import", own), ("import", other), ("export", export), ("export", everything)):
        path = f"customers/contacts/{kind}s/{started.json()[f'{kind}Id']}"
        until(lambda path=path: api.get(path).json()["status"] != "Processing")  # type: ignore[misc]


def dies(served: Process, customer: str, say: Canaries) -> None:
    """A message about the customer that nobody could handle."""
    body = json.dumps({"customerId": customer, "note": say()}).encode()
    served.publish(Message("customer-events", "poison", customer, "Unheard", body, "application/json", {}))
    until(lambda: _routed(served.data))
    with opened(served.data / "servicebus.db") as bus:
        columns = "Entity, MessageId, SessionId, Subject, ContentType, Body, Properties"
        bus.execute(
            f"INSERT INTO Messages ({columns}, EnqueuedAt, DeadLetterReason)"
            f" SELECT 'customer-events/x', {columns.partition(', ')[2]}, 0, 'MaxDeliveryCountExceeded'"
            " FROM Sent WHERE MessageId = 'poison'"
        )


def _routed(data: Path) -> bool:
    with opened(data / "servicebus.db") as bus:
        [sent] = bus.execute("SELECT Position FROM Sent WHERE MessageId = 'poison'").fetchone()
        [routed] = bus.execute("SELECT Position FROM Routed").fetchone()
    return bool(routed >= sent)


def erase(served: Process, api: httpx.Client, path: str) -> dict[str, Any]:
    """Asks for it, and waits until it is done; the minutes between its passes go by at once."""
    asked = api.post(f"{path}/erase", json=WISH)
    assert asked.status_code == 202, asked.text
    where = asked.headers["Location"].removeprefix("/api/v1/")

    def is_done() -> bool:
        with opened(served.data / "customers.db") as db:
            db.execute("UPDATE Jobs SET DueAt = datetime('now', '-1 minute') WHERE Kind = 'erasure' AND Owner IS NULL")
        served.run_now("hand_out_jobs")
        return bool(api.get(where).json()["status"] != "Processing")

    until(is_done, pause=0.5)
    done: dict[str, Any] = api.get(where).json()
    return done


@fixture
def cache(tmp_path: Path) -> Iterator[Redis]:
    with Redis(tmp_path) as served:
        yield served


def test_no_canary_outlives_its_customer(
    tmp_path: Path, empty_database: Path, cache: Redis, ingestion: Ingestion
) -> None:
    data, say = tmp_path / "data", Canaries("x")
    data.mkdir()
    shutil.copy(empty_database, data / "customers.db")
    with (
        Process(
            data, settings={"REDIS_URL": cache.url, "INBOUND_EMAIL_KEY": INBOUND_KEY, **ingestion.settings}
        ) as served,
        served.client() as api,
    ):
        other = {"companyName": "Bystander", "type": "Enterprise", "primaryEmail": "by@stander.example.com"}
        assert api.post("customers", json=other).status_code == 201
        id = live(api, say)
        one = Canaries("y")
        person = {"firstName": one(), "lastName": one(), "email": one.email(), "phone": one.phone(), "tags": [one()]}
        single = api.post(f"customers/{id}/contacts", json=person).json()["id"]
        dies(served, id, say)
        address = api.get(f"customers/{id}").json()["contactInfo"]["primaryEmail"]
        before = len(set(say.found_in(data)))
        assert kept_in(cache, say)
        until(lambda: bool(ingestion.of("RequestData")))
        shutil.copytree(data, tmp_path / "backup", ignore=shutil.ignore_patterns("lock"))

        assert erase(served, api, f"customers/{id}/contacts/{single}")["status"] == "Completed"
        assert list(one.found_in(data)) == []

        done = erase(served, api, f"customers/{id}")
        assert done["status"] == "Completed", done
        assert api.get(f"customers/{id}").status_code == 404
        assert api.get("customers/search", params={"query": "bystander"}).json()["totalCount"] == 1
        retried = api.post("customers", json=other | {"primaryEmail": address})
        assert retried.json()["code"] == "PRIV-001"
        running = list(say.found_in(data)) + kept_in(cache, say)
        assert served.stop() == 0

    assert len(say.words) > 60
    assert before > 40
    assert running == [], running
    assert list(say.found_in(data)) == []
    assert [word for word in say.words if word in served.output.lower()] == []
    traced = json.dumps(ingestion.items).lower()
    assert [word for word in say.words if word in traced] == []

    restored(tmp_path / "backup", data, say, id)


def restored(backup: Path, present: Path, say: Canaries, customer: str) -> None:
    """A system from before, by whose successor's journal it forgets again."""
    assert list(say.found_in(backup))
    told = said("infra.privacy", "replay", str(present), settings={"DATA": str(backup)})
    assert told.stdout == "2 erasures are in the journal; 2 were not in this database, and are done again.\n", told
    again = said("infra.privacy", "replay", str(present), settings={"DATA": str(backup)})
    assert "; 0 were not in this database" in again.stdout
    with Process(backup) as served, served.client() as api:
        assert api.get(f"customers/{customer}").status_code == 404

        def is_done() -> bool:
            with opened(backup / "customers.db") as db:
                db.execute("UPDATE Jobs SET DueAt = datetime('now', '-1 minute') WHERE Owner IS NULL")
                [left] = db.execute("SELECT COUNT(*) FROM Jobs").fetchone()
            served.run_now("hand_out_jobs")
            return bool(left == 0)

        until(is_done, pause=0.5)
        assert served.stop() == 0
    assert list(say.found_in(backup)) == []
