"""Merges and duplicates over HTTP, carried out by the running host."""

from typing import Any
from uuid import uuid4

import httpx
from pytest import fixture, mark

from tests.support.running import NewCustomer
from tests.support.waiting import until

type Json = dict[str, Any]


def ask(source: Json, target: Json, **more: Any) -> Json:
    return {"sourceCustomerId": source["id"], "targetCustomerId": target["id"], **more}


def completed(api: httpx.Client, answer: httpx.Response, status: str = "Completed") -> Json:
    """A merge when it is done, however soon."""
    assert answer.status_code in (200, 202), answer.text
    path = f"customers/merges/{answer.json()['mergeId']}"
    assert answer.headers["location"].endswith(path)
    until(lambda: api.get(path).json()["status"] == status)
    shown: Json = api.get(path).json()
    return shown


@fixture
def pair(api: httpx.Client, new_customer: NewCustomer) -> tuple[Json, Json]:
    source, target = new_customer(companyName="Aurora Ltd"), new_customer(companyName="Aurora")
    person = {"firstName": "Ada", "lastName": "L", "email": "ada@example.com"}
    api.post(f"customers/{source['id']}/contacts", json=person)
    return source, target


def test_a_merge_is_previewed_carried_out_listed_and_undone(api: httpx.Client, pair: tuple[Json, Json]) -> None:
    source, target = pair
    preview = api.post("customers/merge", json=ask(*pair, dryRun=True))
    assert (preview.status_code, preview.json()["preview"]["moves"]) == (200, {"contacts": 1})
    assert api.get(f"customers/{source['id']}").json()["status"] == "Active"

    done = completed(api, api.post("customers/merge", json=ask(*pair, fieldChoices={"companyName": "source"})))

    assert (done["moved"], done["createdBy"]) == ({"contacts": 1}, "amira")
    shown = api.get(f"customers/{source['id']}").json()
    assert (shown["status"], shown["mergedIntoCustomerId"]) == ("Archived", target["id"])
    kept = api.get(f"customers/{target['id']}").json()
    assert (kept["profile"]["companyName"], kept["mergedFrom"]) == ("Aurora Ltd", [source["id"]])
    [ada] = api.get(f"customers/{target['id']}/contacts").json()["items"]
    assert api.get(f"customers/{source['id']}/contacts/{ada['id']}").json() == ada
    listed = api.get("customers/merges", params={"customerId": source["id"]}).json()["items"]
    assert [one["mergeId"] for one in listed] == [done["mergeId"]]

    undone = completed(api, api.post(f"customers/merges/{done['mergeId']}/undo"), "Undone")
    assert undone["undoneBy"] == "amira"
    assert api.get(f"customers/{target['id']}").json()["profile"]["companyName"] == "Aurora"
    assert api.get(f"customers/{source['id']}/contacts").json()["totalCount"] == 1


def test_a_merge_asked_for_twice_with_one_key_is_done_once(api: httpx.Client, pair: tuple[Json, Json]) -> None:
    key = {"Idempotency-Key": str(uuid4())}

    first, again = (api.post("customers/merge", json=ask(*pair), headers=key) for _ in range(2))

    assert again.json()["mergeId"] == first.json()["mergeId"]
    assert again.headers["Idempotent-Replayed"] == "true"
    completed(api, again)


@mark.parametrize(
    ("wrong", "field"),
    [
        ({"fieldChoices": {"companyName": "both"}}, "fieldChoices.companyName"),
        ({"fieldChoices": {"consents": "source"}}, "fieldChoices.consents"),
        ({"mergeOptions": {"contacts": "yes"}}, "mergeOptions.contacts"),
        ({"mergeOptions": {"notes": True}}, "mergeOptions.notes"),
        ({"dryRun": 1}, "dryRun"),
        ({"targetCustomerId": "me"}, "targetCustomerId"),
    ],
)
def test_what_is_wrong_with_a_wish_is_said(api: httpx.Client, pair: tuple[Json, Json], wrong: Json, field: str) -> None:
    answer = api.post("customers/merge", json=ask(*pair) | wrong)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


def test_duplicates_are_told_at_creation_listed_and_dismissed(api: httpx.Client) -> None:
    phone = f"+4930{uuid4().int % 10**7:07}"

    def registered(name: str) -> Json:
        body = {"companyName": name, "type": "Enterprise", "primaryEmail": f"{uuid4().hex}@example.com"}
        made: Json = api.post("customers", json={**body, "primaryPhone": phone}).json()
        return made

    one = registered("Zephyr Events GmbH")
    assert one["possibleDuplicates"] == []
    path = f"customers/{one['id']}/duplicates"

    def told() -> list[Json]:
        found: list[Json] = registered("Zephyr Events")["possibleDuplicates"]
        return found

    until(lambda: one["id"] in [like["customerId"] for like in told()])
    until(lambda: len(api.get(path).json()["duplicates"]) >= 1)
    [other, *_] = api.get(path).json()["duplicates"]
    assert [why["field"] for why in other["reasons"]] == ["name", "phone"]

    def listed() -> bool:
        pairs = api.get("customers/duplicates", params={"pageSize": 100}).json()["items"]
        both = ({pair["first"]["customerId"], pair["second"]["customerId"]} for pair in pairs)
        return {one["id"], other["customerId"]} in both

    until(listed)
    assert api.post(f"{path}/{other['customerId']}/dismiss").status_code == 204
    assert not listed()
    assert other["customerId"] not in [like["customerId"] for like in api.get(path).json()["duplicates"]]


def test_contacts_that_are_one_person_are_listed(api: httpx.Client, new_customer: NewCustomer) -> None:
    path = f"customers/{new_customer()['id']}/contacts"
    for at in ("old.example.com", "new.example.com"):
        api.post(path, json={"firstName": "Ada", "lastName": "Lovelace", "email": f"ada@{at}"})

    [pair] = api.get(f"{path}/duplicates").json()["pairs"]

    assert (pair["score"], [why["field"] for why in pair["reasons"]]) == (14.0, ["name", "email"])
