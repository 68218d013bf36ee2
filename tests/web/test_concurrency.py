"""Many at once, through the front door."""

import os
import random
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any
from uuid import uuid4

import httpx

from tests.support.running import NewCustomer, Running

WRITERS = 8


def test_a_hundred_concurrent_creates_get_a_hundred_numbers(api: httpx.Client) -> None:
    def create(number: int) -> httpx.Response:
        return api.post(
            "customers",
            json={"companyName": f"Race {number}", "type": "Individual", "primaryEmail": f"{uuid4().hex}@example.com"},
        )

    with ThreadPoolExecutor(100) as crowd:
        answers = list(crowd.map(create, range(100)))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["customerNumber"] for answer in answers}) == 100


def test_fifty_at_once_with_one_email_make_one_customer(api: httpx.Client) -> None:
    email = f"{uuid4().hex}@example.com"
    spellings = [email, email.upper(), email.title()]
    with ThreadPoolExecutor(50) as crowd:
        answers = list(
            crowd.map(
                lambda n: api.post(
                    "customers",
                    json={"companyName": "Race", "type": "Individual", "primaryEmail": spellings[n % 3]},
                ),
                range(50),
            )
        )

    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [201] + [409] * 49
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"CUST-002"}


def test_fifty_changing_to_one_email_at_once_leave_it_to_one(api: httpx.Client, new_customer: NewCustomer) -> None:
    customers, email = [new_customer()["id"] for _ in range(10)], f"{uuid4().hex}@example.com"
    with ThreadPoolExecutor(50) as crowd:
        answers = crowd.map(
            lambda n: api.put(f"customers/{customers[n % 10]}/contact-info", json={"primaryEmail": email}), range(50)
        )
        statuses = {answer.status_code for answer in answers}

    assert statuses == {200, 409}
    assert api.get(f"customers/search?query={email}").json()["totalCount"] == 1


def test_eight_writers_lose_no_update(running: Running, new_customer: NewCustomer) -> None:
    path = f"customers/{new_customer(industry='0')['id']}/profile"
    rounds = 500 if os.environ.get("SOAK") else 100
    conflicts = 0

    def add_one_many_times(_: int) -> int:
        lost = 0
        with running.client() as client:
            for _ in range(rounds):
                while True:
                    read = client.get(path.removesuffix("/profile"))
                    body = {"industry": str(int(read.json()["profile"]["industry"]) + 1)}
                    wrote = client.put(path, json=body, headers={"If-Match": read.headers["etag"]})
                    if wrote.status_code == 200:
                        break
                    assert wrote.status_code == 412, wrote.text
                    lost += 1
        return lost

    with ThreadPoolExecutor(WRITERS) as crowd:
        conflicts = sum(crowd.map(add_one_many_times, range(WRITERS)))

    with running.client() as client:
        read = client.get(path.removesuffix("/profile"))
    assert read.json()["profile"]["industry"] == str(WRITERS * rounds)
    assert read.headers["etag"] == f'"{WRITERS * rounds + 1}"'
    assert conflicts > 0


def test_writers_without_a_version_never_see_a_conflict(running: Running, new_customer: NewCustomer) -> None:
    id = new_customer()["id"]

    def change(number: int) -> int:
        with running.client() as client:
            body: dict[str, Any] = {"industry": f"{number}-{random.random()}"}
            return client.put(f"customers/{id}/profile", json=body).status_code

    with ThreadPoolExecutor(16) as crowd:
        assert set(crowd.map(change, range(80))) == {200}

    with running.client() as client:
        log = client.get(f"customers/{id}/history?pageSize=100").json()["items"][::-1]
    assert [entry["version"] for entry in log] == list(range(1, 82))
    industries = [change for entry in log[1:] for change in entry["changes"] if change["field"] == "profile.industry"]
    assert len(industries) == 80
    assert all(one["newValue"] == other["oldValue"] for one, other in pairwise(industries))
