"""Who called what, who was turned away and who changed what, in one order."""

import csv
import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
from pytest import mark

from shared.kernel.clock import utc_now
from shared.kernel.naming import iso
from tests.support.running import NewCustomer, Running
from tests.support.waiting import until

type Entries = list[dict[str, Any]]


def entries(api: httpx.Client, **asked: Any) -> Entries:
    """All pages."""
    found: Entries = []
    cursor: dict[str, str] = {}
    while True:
        page = api.get("audit", params={"pageSize": 3, **asked, **cursor})
        assert page.status_code == 200, page.text
        found += page.json()["items"]
        if page.json()["nextCursor"] is None:
            return found
        cursor = {"cursor": page.json()["nextCursor"]}


def seen(api: httpx.Client, count: int, **asked: Any) -> Entries:
    """So many entries, once they are written."""
    until(lambda: len(entries(api, **asked)) >= count, said=lambda: str(entries(api, **asked)))
    return entries(api, **asked)


def test_calls_refusals_and_changes_stand_in_one_order(
    api: httpx.Client, running: Running, new_customer: NewCustomer
) -> None:
    id = new_customer()["id"]
    api.put(f"customers/{id}/profile", json={"industry": "Music"})
    with running.client(["Viewer"], "vera") as viewer:
        viewer.get(f"customers/{id}")
        assert viewer.post(f"customers/{id}/suspend", json={}).status_code == 403
    contact = api.post(
        f"customers/{id}/contacts", json={"firstName": "A", "lastName": "B", "email": f"{uuid4().hex}@example.com"}
    ).json()["id"]

    told = seen(api, 8, customerId=id)

    assert [(one["action"], one["kind"], one["status"], one["caller"]) for one in told] == [
        ("CustomerRegistered", "Change", None, "amira"),
        ("getCustomer", "Access", 200, "amira"),
        ("CustomerProfileUpdated", "Change", None, "amira"),
        ("updateCustomerProfile", "Access", 200, "amira"),
        ("getCustomer", "Access", 200, "vera"),
        ("suspendCustomer", "Security", 403, "vera"),
        ("ContactAdded", "Change", None, "amira"),
        ("addContact", "Access", 201, "amira"),
    ]
    assert told[6]["subjectId"] == contact
    assert [one["at"] for one in told] == sorted(one["at"] for one in told)
    assert len({one["id"] for one in told}) == 8

    def actions(**asked: Any) -> list[str]:
        return [one["action"] for one in entries(api, customerId=id, **asked)]

    assert actions(caller="vera") == ["getCustomer", "suspendCustomer"]
    assert actions(kind="Security") == ["suspendCustomer"]
    assert actions(kind="Change") == ["CustomerRegistered", "CustomerProfileUpdated", "ContactAdded"]
    assert actions(action="getCustomer") == ["getCustomer"] * 2
    assert actions(action="ContactAdded") == ["ContactAdded"]
    assert actions(until=told[2]["at"]) == ["CustomerRegistered", "getCustomer"]
    assert actions(since=told[6]["at"]) == ["ContactAdded", "addContact"]
    assert actions(since=iso(utc_now() - timedelta(days=400)), until=iso(utc_now() - timedelta(days=30))) == []


def test_the_trail_comes_as_a_file(api: httpx.Client, new_customer: NewCustomer) -> None:
    id = new_customer()["id"]
    seen(api, 2, customerId=id)

    answer = api.get("audit/csv", params={"customerId": id})

    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(row["action"], row["kind"], row["status"]) for row in rows] == [
        ("CustomerRegistered", "Change", ""),
        ("getCustomer", "Access", "200"),
    ]


def test_a_call_without_a_token_is_there(api: httpx.Client, running: Running) -> None:
    id = str(uuid4())
    assert httpx.get(f"{running.root}/api/v1/customers/{id}").status_code == 401

    [refused] = seen(api, 1, customerId=id)

    assert (refused["kind"], refused["status"], refused["caller"]) == ("Security", 401, "anonymous")


@mark.parametrize(
    ("asked", "field", "message"),
    [
        ({"since": "2026-03-14T09:26:53"}, "since", "must name its offset from UTC, as in 2026-03-14T09:26:53Z"),
        ({"since": "yesterday"}, "since", "must be a time"),
        ({"since": "2026-03-14T09:26:53Z", "until": "2026-03-14T09:26:53Z"}, "since", "must be before `until`"),
        ({"page": "2"}, "page", "must be 1; use `cursor` to go on"),
        ({"kind": "Everything"}, "kind", "must be Access, Security or Change"),
    ],
)
def test_a_wrong_period_or_kind_is_refused(api: httpx.Client, asked: dict[str, str], field: str, message: str) -> None:
    answer = api.get("audit", params=asked)

    assert (answer.status_code, answer.json()["errors"]) == (400, {field: [message]})
