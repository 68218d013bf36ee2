"""Testimonials through the front door."""

from typing import Any
from uuid import uuid4

import httpx
from pytest import mark

from tests.support.running import NewCustomer

AGREED = {"givenAt": "2026-03-14T09:26:53Z", "source": "Form after the gala"}
PRAISE = {"content": "The best gala", "rating": 5, "isPublic": True, "authorName": "Ada L.", "consentToPublish": AGREED}


def test_a_testimonial_from_its_word_to_its_end(api: httpx.Client, new_customer: NewCustomer) -> None:
    customer, event = new_customer()["id"], str(uuid4())
    said = api.post(f"customers/{customer}/testimonials", json={**PRAISE, "relatedEventId": event})
    assert (said.status_code, said.json()["status"], said.headers["etag"]) == (201, "Pending", '"1"')
    path = said.headers["location"].removeprefix("/api/v1/")

    assert api.get("testimonials", params={"relatedEventId": event}).json()["totalCount"] == 0
    assert api.post(f"{path}/approve").json()["approvedBy"] == "amira"
    [seen] = api.get("testimonials", params={"relatedEventId": event, "isPublic": "true"}).json()["items"]
    assert set(seen) == {"id", "content", "rating", "relatedEventId", "authorName", "createdAt"}
    assert api.get("testimonials/summary", params={"relatedEventId": event}).json()["average"] == 5.0
    assert api.put(path, json={"content": "Good"}).json()["originalContent"] == "The best gala"
    for asked, count in (({"isPublic": "true"}, 1), ({"isApproved": "false"}, 0), ({"status": "Approved"}, 1)):
        assert api.get(f"customers/{customer}/testimonials", params=asked).json()["totalCount"] == count
    assert api.post(f"{path}/withdraw", json={"reason": "They asked"}).json()["status"] == "Withdrawn"
    assert api.get("testimonials", params={"relatedEventId": event}).json()["totalCount"] == 0
    assert api.post(f"{path}/approve").json()["code"] == "TEST-002"


@mark.parametrize(
    ("body", "field"),
    [
        ({"content": " "}, "content"),
        ({"content": "x" * 10_001}, "content"),
        ({"rating": 0}, "rating"),
        ({"rating": 6}, "rating"),
        ({"rating": 4.5}, "rating"),
        ({"rating": True}, "rating"),
        ({"authorName": "x" * 201}, "authorName"),
        ({"consentToPublish": None}, "consentToPublish"),
        ({"consentToPublish": {**AGREED, "givenAt": "2999-01-01T00:00:00Z"}}, "consentToPublish.givenAt"),
        ({"relatedEventId": "the gala"}, "relatedEventId"),
    ],
)
def test_what_is_no_testimonial_is_refused(
    api: httpx.Client, new_customer: NewCustomer, body: dict[str, Any], field: str
) -> None:
    answer = api.post(f"customers/{new_customer()['id']}/testimonials", json={**PRAISE, **body})

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


@mark.parametrize("asked", [{"isPublic": "false"}, {"rating": "9"}, {"isPublic": "maybe"}, {"query": "x" * 201}])
def test_what_cant_be_asked_is_refused(api: httpx.Client, asked: dict[str, str]) -> None:
    answer = api.get("testimonials", params=asked)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, list(asked))
