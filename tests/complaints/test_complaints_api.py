"""Complaints through the front door."""

from typing import Any
from uuid import uuid4

import httpx
from pytest import mark

from tests.support.running import NewCustomer, Running

COLD = {"subject": "The hall was cold", "description": "The heating was off.", "category": "Venue", "priority": "High"}


def test_a_complaint_from_its_word_to_its_end(api: httpx.Client, new_customer: NewCustomer) -> None:
    customer, agent = new_customer()["id"], uuid4().hex
    file = api.post(f"customers/{customer}/attachments", files={"file": ("hall.txt", b"12 degrees")}).json()["id"]
    made = api.post(f"customers/{customer}/complaints", json={**COLD, "attachments": [file, file]})
    assert (made.status_code, made.json()["status"], made.headers["etag"]) == (201, "New", '"1"')
    assert made.json()["attachments"] == [file]
    path = made.headers["location"].removeprefix("/api/v1/")

    assert api.put(f"{path}/assignee", json={"assignedTo": agent}).json()["assignedTo"] == agent
    [mine] = api.get("complaints", params={"assignedTo": agent, "status": "New", "priority": "High"}).json()["items"]
    assert mine["complaintNumber"] == made.json()["complaintNumber"]
    assert api.put(f"{path}/status", json={"status": "InProgress", "notes": "n"}).json()["statusNotes"] == "n"
    said = api.post(f"{path}/comments", json={"text": "Cold indeed"})
    assert (said.status_code, said.json()["isInternal"]) == (201, True)
    assert api.get(said.headers["location"].removeprefix("/api/v1/")).json()["items"] == [said.json()]
    body = {"resolution": "Paid back", "compensationOffered": "500 EUR", "customerSatisfied": True}
    assert api.post(f"{path}/resolve", json=body).json()["resolutionTimeInHours"] == 0
    assert api.post(f"{path}/resolve", json=body).json()["code"] == "COMP-002"
    assert api.put(f"{path}/status", json={"status": "Escalated"}).json()["code"] == "COMP-003"
    assert api.put(f"{path}/status", json={"status": "Closed"}).json()["status"] == "Closed"
    for asked, count in (({"status": "Closed"}, 1), ({"priority": "Low"}, 0)):
        assert api.get(f"customers/{customer}/complaints", params=asked).json()["totalCount"] == count
    assert api.get(path).json()["customerSatisfied"] is True
    assert "CustomerComplaintResolved" in [
        one["type"] for one in api.get(f"customers/{customer}/timeline").json()["items"]
    ]


@mark.parametrize(
    ("body", "field"),
    [
        ({"subject": " "}, "subject"),
        ({"subject": "x" * 501}, "subject"),
        ({"subject": "a\nb"}, "subject"),
        ({"description": "x" * 10_001}, "description"),
        ({"category": "x" * 101}, "category"),
        ({"priority": "Urgent"}, "priority"),
        ({"attachments": ["x"]}, "attachments.0"),
        ({"attachments": [str(uuid4())]}, "attachments"),
        ({"relatedEventId": "the gala"}, "relatedEventId"),
    ],
)
def test_what_is_no_complaint_is_refused(
    api: httpx.Client, new_customer: NewCustomer, body: dict[str, Any], field: str
) -> None:
    answer = api.post(f"customers/{new_customer()['id']}/complaints", json={**COLD, **body})

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


def test_markup_is_text(api: httpx.Client, new_customer: NewCustomer) -> None:
    markup = "<script>alert(1)</script>"

    made = api.post(f"customers/{new_customer()['id']}/complaints", json={**COLD, "description": markup})

    assert api.get(made.headers["location"].removeprefix("/api/v1/")).json()["description"] == markup


def test_a_complaint_waits_and_has_another_priority_and_the_timer_may_look(
    api: httpx.Client, running: Running, new_customer: NewCustomer
) -> None:
    made = api.post(f"customers/{new_customer()['id']}/complaints", json=COLD)
    path = made.headers["location"].removeprefix("/api/v1/")
    assert (made.json()["waitingForCustomer"], bool(made.json()["dueAt"])) == (False, True)

    assert api.put(f"{path}/waiting", json={"waitingForCustomer": True}).json()["dueAt"] is None
    changed = api.put(path, json={"priority": "Low", "category": None})
    assert (changed.json()["priority"], changed.json()["category"]) == ("Low", None)
    assert api.put(f"{path}/waiting", json={"waitingForCustomer": False}).json()["dueAt"]
    assert running.run_now("escalate_complaints") == 202
    assert api.get("complaints", params={"sortBy": "nothing"}).status_code == 400
