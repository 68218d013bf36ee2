"""Follow-ups through the front door."""

from typing import Any

import httpx
from pytest import mark

from tests.support.running import NewCustomer, Running
from tests.support.waiting import until

LATER = "2099-03-14T10:00:00+01:00"


def made(api: httpx.Client, customer: str, **more: Any) -> httpx.Response:
    return api.post(f"customers/{customer}/follow-ups", json={"subject": "Call", "dueDate": LATER, **more})


def test_a_follow_up_from_its_note_to_its_end(api: httpx.Client, new_customer: NewCustomer) -> None:
    customer = new_customer()["id"]

    noted = made(api, customer, priority="High", assignedTo="ben", description="About the hall")
    assert (noted.status_code, noted.json()["dueDate"]) == (201, "2099-03-14T09:00:00Z")
    path = noted.headers["location"].removeprefix("/api/v1/")
    assert path == f"customers/{customer}/follow-ups/{noted.json()['id']}"
    shown = api.get(path)
    assert (shown.json(), shown.headers["etag"]) == (noted.json(), '"1"')

    changed = api.put(path, json={"assignedTo": "amira"}, headers={"If-Match": '"1"'})
    assert (changed.json()["assignedTo"], changed.json()["priority"]) == ("amira", "High")
    assert api.put(path, json={"subject": "x"}, headers={"If-Match": '"1"'}).status_code == 412
    done = api.post(f"{path}/complete")
    assert (done.status_code, done.json()["status"], done.json()["completedBy"]) == (200, "Completed", "amira")
    assert api.post(f"{path}/cancel", json={"reason": "r"}).json()["code"] == "FOLL-002"
    kinds = [one["type"] for one in api.get(f"customers/{customer}/timeline").json()["items"]]
    assert kinds[:3] == ["FollowUpCompleted", "FollowUpUpdated", "CustomerFollowUpCreated"]
    assert api.get(f"customers/{customer}/data-export").json()["followUps"][0]["subject"] == "Call"


def test_lists_by_customer_and_across(api: httpx.Client, new_customer: NewCustomer) -> None:
    customer, other = new_customer()["id"], new_customer()["id"]
    mine = made(api, customer, assignedTo=f"only-{customer}").json()["id"]
    made(api, other, assignedTo=f"only-{other}")

    assert [one["id"] for one in api.get(f"customers/{customer}/follow-ups").json()["items"]] == [mine]
    assert api.get(f"customers/{customer}/follow-ups", params={"status": "Completed"}).json()["totalCount"] == 0
    by = {"assignedTo": f"only-{customer}", "dueFrom": "2099-01-01T00:00:00Z"}
    assert [one["id"] for one in api.get("follow-ups", params=by).json()["items"]] == [mine]


@mark.parametrize(
    ("body", "field"),
    [
        ({"subject": " "}, "subject"),
        ({"subject": "x" * 501}, "subject"),
        ({"dueDate": "tomorrow"}, "dueDate"),
        ({"dueDate": "2026-03-14T09:26:53"}, "dueDate"),
        ({"dueDate": "0001-01-01T00:00:00+14:00"}, "dueDate"),
        ({"priority": "Urgent"}, "priority"),
        ({"assignedTo": "x" * 101}, "assignedTo"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_bad_input_is_refused_by_its_field(
    api: httpx.Client, new_customer: NewCustomer, body: dict[str, Any], field: str
) -> None:
    answer = made(api, new_customer()["id"], **body)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


def test_the_timer_notices_what_is_overdue(api: httpx.Client, running: Running, new_customer: NewCustomer) -> None:
    customer = new_customer()["id"]
    late = made(api, customer, dueDate="2026-01-01T00:00:00Z").headers["location"].removeprefix("/api/v1/")

    assert running.run_now("notice_overdue_follow_ups") == 202

    until(lambda: api.get(late).json()["status"] == "Overdue")
