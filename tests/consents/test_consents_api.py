"""Every change of a consent is on record, and withdrawing is the same call as giving."""

from typing import Any
from uuid import uuid4

import httpx
from pytest import mark

from tests.support.running import NewCustomer


def history(api: httpx.Client, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        page = api.get(f"{path}/consents", params={"pageSize": 2, **cursor}).json()
        found += page["items"]
        if page["nextCursor"] is None:
            assert page["totalCount"] == len(found)
            return found
        cursor = {"cursor": page["nextCursor"]}


def told(entries: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(one["purpose"], one["channel"], one["previously"], one["granted"], one["source"]) for one in entries]


def test_what_a_customer_agrees_to_is_on_record_and_is_what_its_preferences_say(
    api: httpx.Client, new_customer: NewCustomer
) -> None:
    path = f"customers/{new_customer()['id']}"
    form = {"source": "Form at the fair", "wording": "I want the newsletter."}

    given = api.put(f"{path}/consents", json={"purpose": "Marketing", "granted": True, **form})
    assert (given.status_code, given.json()["changedBy"], given.json()["wording"]) == (200, "amira", form["wording"])
    assert api.get(path).json()["preferences"]["consents"] == {"marketing": True, "dataProcessing": True}
    api.put(f"{path}/consents", json={"purpose": "Marketing", "granted": True, "channel": "SMS"})
    api.put(f"{path}/consents", json={"purpose": "Marketing", "granted": False, "channel": "SMS"})
    assert api.get(path).json()["preferences"]["consents"]["marketing"] is True  # of all channels
    api.put(f"{path}/preferences", json={"consents": {"marketing": False, "dataProcessing": True}})
    withdrawn = api.put(f"{path}/consents", json={"purpose": "DataProcessing", "granted": False})
    assert withdrawn.json()["previously"] is True
    assert api.get(path).json()["preferences"]["consents"] == {"marketing": False, "dataProcessing": False}

    assert told(history(api, path)) == [
        ("DataProcessing", None, True, False, None),
        ("Marketing", None, True, False, "preferences"),
        ("Marketing", "SMS", True, False, None),
        ("Marketing", "SMS", None, True, None),
        ("Marketing", None, False, True, "Form at the fair"),
    ]


def test_a_contact_has_its_own(api: httpx.Client, new_customer: NewCustomer) -> None:
    customer = f"customers/{new_customer()['id']}"
    person = {"firstName": "A", "lastName": "B", "email": f"{uuid4().hex}@example.com"}
    contact = f"{customer}/contacts/{api.post(f'{customer}/contacts', json=person).json()['id']}"

    api.put(f"{contact}/consents", json={"purpose": "Marketing", "granted": True, "channel": "Email"})
    api.put(f"{contact}/consents", json={"purpose": "Marketing", "granted": False, "channel": "Email"})

    assert told(history(api, contact)) == [
        ("Marketing", "Email", True, False, None),
        ("Marketing", "Email", None, True, None),
    ]
    assert history(api, customer) == []
    assert api.get(f"{customer}/data-export").json()["consents"][0]["granted"] is True


def test_fresh_consent_is_on_record(api: httpx.Client, new_customer: NewCustomer) -> None:
    consent = {"givenBy": "Ada", "givenAt": "2026-03-14T09:26:53Z", "source": "form"}

    path = f"customers/{new_customer(freshConsent=consent)['id']}"

    assert told(history(api, path)) == [("DataProcessing", None, None, True, "form (Ada)")]
    person = {"firstName": "A", "lastName": "B", "email": f"{uuid4().hex}@example.com"}
    made = api.post(f"{path}/contacts", json=person | {"freshConsent": consent}).json()
    api.put(f"{path}/contacts/{made['id']}", json={"phone": "+493012345", "freshConsent": consent | {"source": "call"}})
    assert told(history(api, f"{path}/contacts/{made['id']}")) == [
        ("DataProcessing", None, True, True, "call (Ada)"),
        ("DataProcessing", None, None, True, "form (Ada)"),
    ]


@mark.parametrize(
    ("body", "field"),
    [
        ({"purpose": "Everything", "granted": True}, "purpose"),
        ({"purpose": "Marketing"}, "granted"),
        ({"purpose": "Marketing", "granted": "yes"}, "granted"),
        ({"purpose": "Marketing", "granted": True, "channel": "Pigeon"}, "channel"),
        ({"purpose": "Marketing", "granted": True, "wording": "x" * 1001}, "wording"),
    ],
)
def test_half_a_consent_is_none(api: httpx.Client, new_customer: NewCustomer, body: dict[str, Any], field: str) -> None:
    path = f"customers/{new_customer()['id']}"

    answer = api.put(f"{path}/consents", json=body)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert history(api, path) == []
