"""The API as its callers meet it."""

import base64
import json
import re
from uuid import uuid4

import httpx
from pytest import mark

from tests.support import http
from tests.support.running import NewCustomer, Running


def test_a_created_customer_can_be_read_where_its_location_says(api: httpx.Client, running: Running) -> None:
    body = {
        "companyName": "Müller Events",
        "type": "Enterprise",
        "primaryEmail": f"{uuid4().hex}@Example.COM",
        "primaryPhone": "+44 20 7946 0018",
        "billingAddress": {"street": "", "city": "Bonn"},
        "preferences": {
            "communicationChannels": ["Email", "SMS"],
            "preferredLanguage": "de",
            "timeZone": "Europe/Berlin",
        },
        "socialMedia": {"twitterHandle": "@mueller"},
    }

    created = api.post("customers", json=body)

    assert created.status_code == 201
    assert {"id", "customerNumber", "companyName", "status", "createdAt"} <= set(created.json())
    assert created.headers["etag"] == '"1"'
    assert re.fullmatch(r"[0-9a-f-]{36}", created.json()["id"])
    shown = http.get(running.root + created.headers["location"], headers=api.headers)
    assert shown.status_code == 200
    customer = shown.json()
    assert created.json() == {**customer, "companyName": "Müller Events", "possibleDuplicates": []}
    assert customer["contactInfo"]["primaryPhone"] == "+442079460018"
    assert customer["contactInfo"]["primaryEmail"].endswith("@example.com")
    assert customer["contactInfo"]["billingAddress"]["street"] is None
    assert customer["contactInfo"]["socialMedia"] == {
        "linkedInUrl": None,
        "twitterHandle": "@mueller",
        "facebookUrl": None,
    }
    assert customer["preferences"]["notifications"]["sms"] is True
    assert customer["preferences"]["timeZone"] == "Europe/Berlin"
    assert customer["profile"]["lifetimeValue"] == 0


def test_a_change_is_seen_at_once_however_warm_the_cache(api: httpx.Client, new_customer: NewCustomer) -> None:
    customer = new_customer()
    for number in range(20):
        assert api.get(f"customers/{customer['id']}").status_code == 200
        changed = api.put(f"customers/{customer['id']}/profile", json={"industry": f"Industry {number}"})
        assert changed.status_code == 200
        assert changed.json()["profile"]["industry"] == f"Industry {number}"
        assert api.get(f"customers/{customer['id']}").json() == changed.json()


def test_a_reader_with_the_current_version_is_told_so(api: httpx.Client, new_customer: NewCustomer) -> None:
    path = f"customers/{new_customer()['id']}"
    tag = api.get(path).headers["etag"]

    same = api.get(path, headers={"If-None-Match": tag})

    assert (same.status_code, same.content) == (304, b"")
    assert api.get(path, headers={"If-None-Match": f"W/{tag}"}).status_code == 304
    assert api.get(path, headers={"If-None-Match": '"99"'}).status_code == 200


@mark.parametrize(
    ("tag", "status"),
    [
        ('"1"', 200),
        ("*", 200),
        ('"7", "1"', 200),
        ('"7"', 412),
        ('"01"', 412),
        ('"001"', 412),
        ('W/"1"', 412),
        ('"x"', 412),
        ("1", 400),
        ("", 400),
    ],
)
def test_if_match_decides_whether_a_change_is_made(
    api: httpx.Client, new_customer: NewCustomer, tag: str, status: int
) -> None:
    path = f"customers/{new_customer()['id']}"

    answer = api.put(f"{path}/profile", json={"industry": "Music"}, headers={"If-Match": tag})

    assert answer.status_code == status
    assert api.get(path).headers["etag"] == ('"2"' if status == 200 else '"1"')


def test_an_action_takes_no_body_where_nothing_is_needed(api: httpx.Client, new_customer: NewCustomer) -> None:
    path = f"customers/{new_customer()['id']}"

    assert api.post(f"{path}/suspend").json()["status"] == "Suspended"
    assert api.post(f"{path}/reactivate", json={}).json()["status"] == "Active"
    assert api.post(f"{path}/deactivate").status_code == 400


def test_preferences_are_put_and_read_in_one_shape(api: httpx.Client, new_customer: NewCustomer) -> None:
    path = f"customers/{new_customer()['id']}"
    wanted = {
        "communication": {"channels": ["Email", "PhoneCall"], "frequency": "weekly"},
        "preferredEventTypes": ["Concert"],
        "interests": ["jazz"],
        "preferredLanguage": "pt-BR",
        "timeZone": "America/Sao_Paulo",
        "notifications": {"email": False, "sms": True, "push": False},
        "consents": {"marketing": True, "dataProcessing": True},
    }

    assert api.put(f"{path}/preferences", json=wanted).json()["preferences"] == wanted
    assert api.get(path).json()["preferences"] == wanted
    assert api.get(f"{path}/preferences").json() == wanted


def test_every_answer_carries_the_callers_trace(api: httpx.Client) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"

    fine = api.get("customers/search", headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"})
    refused = api.get(f"customers/{uuid4()}", headers={"traceparent": "00-nonsense-b7ad6b7169203331-01"})

    assert fine.headers["x-trace-id"] == "0af76519-16cd-43dd-8448-eb211c80319c"
    assert refused.headers["x-trace-id"] == refused.json()["traceId"] != "0af76519-16cd-43dd-8448-eb211c80319c"


def test_paths_and_methods_that_do_not_exist_are_explained(api: httpx.Client) -> None:
    unknown, wrong_method, patch = api.get("nowhere"), api.delete("customers"), api.patch(f"customers/{uuid4()}")

    assert (unknown.status_code, unknown.json()["type"]) == (404, "NotFoundError")
    assert (wrong_method.status_code, wrong_method.headers["allow"]) == (405, "POST")
    assert (patch.status_code, patch.headers["allow"]) == (405, "GET")
    assert unknown.headers["content-type"] == "application/problem+json"


@mark.parametrize("id", ["123", "not-a-uuid", "%7Bx%7D", "00000000-0000-0000-0000-00000000000Z"])
def test_an_id_that_is_none_is_a_bad_request(api: httpx.Client, id: str) -> None:
    assert api.get(f"customers/{id}").status_code == 400
    assert api.put(f"customers/{id}/profile", json={}).status_code == 400


def test_only_the_canonical_form_of_an_id_is_taken(api: httpx.Client, new_customer: NewCustomer) -> None:
    id = new_customer()["id"]

    assert api.get(f"customers/{id}").status_code == 200
    for form in (id.upper(), id.replace("-", ""), f"{{{id}}}"):
        assert api.get(f"customers/{form}").status_code == 400


def test_a_page_of_an_allowed_origin_may_call_and_another_may_not(api: httpx.Client) -> None:
    ours, other = {"Origin": "https://app.example.com"}, {"Origin": "https://evil.example.com"}

    asked = api.request("OPTIONS", "customers", headers={**ours, "Access-Control-Request-Method": "POST"})
    assert (asked.status_code, asked.headers["access-control-allow-methods"]) == (204, "POST")
    assert api.get("customers/search", headers=ours).headers["access-control-allow-origin"] == ours["Origin"]
    assert "access-control-allow-origin" not in api.get("customers/search", headers=other).headers
    refused = api.request("OPTIONS", "customers", headers={**other, "Access-Control-Request-Method": "POST"})
    assert "access-control-allow-methods" not in refused.headers


def test_what_a_token_shows_is_kept_by_nobody_and_read_as_what_it_is(
    running: Running, api: httpx.Client, new_customer: NewCustomer
) -> None:
    path = f"customers/{new_customer()['id']}"
    key = {"Idempotency-Key": "kept-by-nobody"}
    refused = http.get(f"{running.root}/api/v1/{path}")
    answers = [
        *(api.get(path), api.get(f"{path}/contacts"), api.get("customers/search"), api.get(f"customers/{uuid4()}")),
        *(
            api.post(f"{path}/suspend", json={}, headers=key),
            api.post(f"{path}/suspend", json={}, headers=key),
            refused,
        ),
    ]

    assert [answer.headers.get("cache-control") for answer in answers] == ["no-store"] * len(answers)
    open_ones = [http.get(f"{running.root}/api/v1/{name}") for name in ("health", "openapi.json", "nowhere")]
    for answer in [*answers, *open_ones]:
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_health_needs_no_token_and_names_what_it_looked_at(running: Running) -> None:
    health = http.get(f"{running.root}/api/v1/health")

    assert health.status_code == 200
    assert health.json()["status"] == "Healthy"
    assert set(health.json()["checks"]) == {"database", "eventBus", "events", "cache", "files", "audit", "disk", "keys"}


def test_the_documentation_page_is_made_of_files_of_this_server(running: Running) -> None:
    page = http.get(f"{running.root}/api/v1/docs")

    assert page.headers["content-type"] == "text/html; charset=utf-8"
    linked = [link for link in re.findall(r'(?:href|src)="([^"]+)"', page.text) if not link.startswith("data:")]
    assert len(linked) == 4
    for link in linked:
        assert http.get(running.root + link).status_code == 200
    assert http.get(f"{running.root}/api/v1/docs/../secrets").status_code == 404
    for other in ("LICENSE", "docs.py", "sign_in.html"):
        assert http.get(f"{running.root}/api/v1/docs/{other}").status_code == 404


@mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        "page=1.0",
        "page=x",
        "page=",
        "page=%EF%BC%91",
        "page=" + "9" * 5000,
        "page=1&page=2",
        "pageSize=0",
        "pageSize=101",
        "pageSize=1e2",
        "type=Alien",
        "status=active",
        "colour=red",
        "query=%00",
        "query=%FF",
        "query=%ED%A0%80",
        "cursor=x",
        "cursor=!!",
        "query=" + "a" * 201,
        "=x",
    ],
)
def test_a_query_string_that_makes_no_sense_is_refused(api: httpx.Client, query: str) -> None:
    answer = api.get(f"customers/search?{query}")

    assert (answer.status_code, answer.json()["type"]) == (400, "ValidationError")


def forged(cursor: str, place: int, value: object) -> str:
    raw = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    raw[2 + place] = value
    return base64.urlsafe_b64encode(json.dumps(raw).encode()).decode().rstrip("=")


@mark.parametrize(
    "value", [10**30, -1, 1.5, float("inf"), True, None, "\ud800", "a\x00b", [], {}, "0001-01-01T00:00:00.000000Z"]
)
@mark.parametrize("kind", ["search", "history", "timeline"])
def test_a_cursor_somebody_made_up_is_refused_or_harmless(
    api: httpx.Client, new_customer: NewCustomer, kind: str, value: object
) -> None:
    customer = new_customer(companyName="Cursor")
    new_customer(companyName="Cursor")
    api.put(f"customers/{customer['id']}/profile", json={"industry": "x"})
    path = "customers/search?query=cursor&" if kind == "search" else f"customers/{customer['id']}/{kind}?"
    cursor = api.get(f"{path}pageSize=1").json()["nextCursor"]

    for place in range(3 if kind != "history" else 2):
        assert api.get(f"{path}cursor={forged(cursor, place, value)}").status_code in (200, 400)


def test_a_cursor_of_another_customer_or_list_is_refused(api: httpx.Client, new_customer: NewCustomer) -> None:
    one, other = new_customer(), new_customer()
    api.put(f"customers/{one['id']}/profile", json={"industry": "x"})
    cursor = api.get(f"customers/{one['id']}/history?pageSize=1").json()["nextCursor"]

    assert api.get(f"customers/{one['id']}/history?cursor={cursor}").status_code == 200
    for path in (f"customers/{other['id']}/history", f"customers/{one['id']}/timeline"):
        assert api.get(f"{path}?cursor={cursor}").status_code == 400


def test_head_answers_as_get_without_the_body(api: httpx.Client, new_customer: NewCustomer) -> None:
    path = f"customers/{new_customer()['id']}"
    shown, head = api.get(path), api.head(path)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == shown.headers["etag"]
    assert api.head(f"customers/{uuid4()}").status_code == 404
    assert api.head("customers").status_code == 405
    assert api.head("customers/search").status_code == 200  # not a customer of that id
    assert api.head("customers/contacts/imports").status_code == 200


def test_who_has_no_token_learns_nothing_from_a_malformed_id(running: Running) -> None:
    assert http.get(f"{running.root}/api/v1/customers/123").status_code == 401


def test_a_replayed_refusal_carries_the_trace_it_speaks_of(api: httpx.Client, new_customer: NewCustomer) -> None:
    path, key = f"customers/{new_customer()['id']}/reactivate", {"Idempotency-Key": str(uuid4())}
    first, again = (api.post(path, json={}, headers=key) for _ in range(2))

    assert first.json() == again.json()
    assert again.headers["x-trace-id"] == again.json()["traceId"] == first.headers["x-trace-id"]


@mark.parametrize(("page", "status"), [(101, 200), (102, 400), (2**53 - 1, 400)])
def test_pages_end_after_ten_thousand_items_where_cursors_go_on(api: httpx.Client, page: int, status: int) -> None:
    answer = api.get(f"customers/search?page={page}&pageSize=100")

    assert answer.status_code == status
    assert answer.json().get("items", answer.json().get("errors", {}).get("page")) in (
        [],
        ["must not lead beyond 10,000 items; use `cursor` to go on"],
    )
