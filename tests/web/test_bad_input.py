"""Bodies that must be refused precisely, with nothing changed."""

import json
from typing import Any
from uuid import uuid4

import httpx
from pytest import fixture, mark

from tests.support.running import NewCustomer, Running
from tests.support.sqlite import opened
from tests.support.waiting import until

GOOD: dict[str, Any] = {"companyName": "Aurora", "type": "Enterprise", "primaryEmail": "a@bad-input.example.com"}


def with_field(name: str, value: str) -> bytes:
    """A good body with one more member, its value as raw JSON."""
    return (json.dumps(GOOD)[:-1] + f', "{name}": {value}}}').encode()


def changed(**fields: Any) -> bytes:
    return json.dumps({**GOOD, **fields}).encode()


BROKEN: dict[str, bytes] = {
    "nothing": b"",
    "white space": b"  \n ",
    "half an object": b'{"companyName": "Aur',
    "two objects": json.dumps(GOOD).encode() * 2,
    "single quotes": b"{'companyName': 'Aurora'}",
    "a trailing comma": json.dumps(GOOD).encode()[:-1] + b",}",
    "a list": b"[]",
    "null": b"null",
    "a text": b'"Aurora"',
    "a number": b"7",
    "NaN": with_field("industry", "NaN"),
    "Infinity": with_field("industry", "-Infinity"),
    "a duplicate key": with_field("companyName", '"Other"'),
    "a duplicate key inside": with_field("billingAddress", '{"city": "a", "city": "b"}'),
    "a 200,000-deep array": with_field("industry", "[" * 200_000 + "]" * 200_000),
    "a 100,000-deep object": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "a 100-deep array": with_field("industry", "[" * 100 + "]" * 100),
    "a 5,000-digit number": with_field("industry", "9" * 5000),
    "a number with 5,000 decimals": with_field("industry", "0." + "1" * 5000),
    "1e400": with_field("industry", "1e400"),
    "a NUL byte": with_field("industry", '"a\x00b"'),
    "an escaped NUL": with_field("industry", r'"a\u0000b"'),
    "an escaped NUL in a key": with_field(r"a\u0000", "1"),
    "a control character": with_field("industry", r'"a\u0007b"'),
    "a lone surrogate": with_field("industry", r'"a\ud800b"'),
    "a lone low surrogate": with_field("industry", r'"\udc00"'),
    "a surrogate in UTF-8": with_field("industry", '"x"').replace(b'"x"', b'"\xed\xa0\x80"'),
    "bytes that are not UTF-8": with_field("industry", '"x"').replace(b'"x"', b'"\xff"'),
    "UTF-16": json.dumps(GOOD).encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf" + json.dumps(GOOD).encode(),
    "an unknown field": changed(colour="red"),
    "an unknown field inside": changed(billingAddress={"planet": "Earth"}),
    "a field in snake case": changed(company_name="x"),
    "a missing field": json.dumps({"companyName": "Aurora", "type": "Enterprise"}).encode(),
    "an empty name": changed(companyName=""),
    "a blank name": changed(companyName=" \t "),
    "a 201-character name": changed(companyName="a" * 201),
    "101 emoji, 202 UTF-16 units": changed(companyName="🎪" * 101),
    "a name of a wrong type": changed(companyName=7),
    "false for a name": changed(companyName=False),
    "null for a name": changed(companyName=None),
    "an unknown type": changed(type="Alien"),
    "a type in lower case": changed(type="enterprise"),
    "no at sign": changed(primaryEmail="aurora"),
    "two at signs": changed(primaryEmail="a@b@example.com"),
    "no domain": changed(primaryEmail="a@"),
    "no dot in the domain": changed(primaryEmail="a@localhost"),
    "an e-mail with a line break": changed(primaryEmail="a@example.com\nBcc: b@example.com"),
    "a 300-character e-mail": changed(primaryEmail="a" * 64 + "@" + "b" * 230 + ".example.com"),
    "null for an e-mail": changed(primaryEmail=None),
    "letters for a phone": changed(primaryPhone="call me"),
    "a phone without digits": changed(primaryPhone="+---"),
    "a phone of an unknown country": changed(primaryPhone="+999 1234567"),
    "a phone of 30 digits": changed(primaryPhone="1" * 30),
    "a phone of 4 digits": changed(primaryPhone="1234"),
    "a phone with too long an extension": changed(primaryPhone="+4930123456789012 x12345"),
    "a backspace": with_field("industry", r'"a\bb"'),
    "a form feed": with_field("industry", r'"a\fb"'),
    "the zone of this machine": changed(preferences={"timeZone": "localtime"}),
    "a website that is a word": changed(website="hello"),
    "an address that is a text": changed(billingAddress="Bonn"),
    "a 21-character zip code": changed(billingAddress={"zipCode": "1" * 21}),
    "an unknown channel": changed(preferences={"communicationChannels": ["Pigeon"]}),
    "channels as a text": changed(preferences={"communicationChannels": "Email"}),
    "a made-up time zone": changed(preferences={"timeZone": "Mars/Olympus"}),
    "a path as a time zone": changed(preferences={"timeZone": "../../etc/passwd"}),
    "a language that is none": changed(preferences={"preferredLanguage": "english please"}),
    "a script for a website": changed(website="javascript:alert(1)"),
    "a website with a space": changed(website="https://a b.example.com"),
}


@fixture
def fingerprint(running: Running, api: httpx.Client) -> Any:
    """The whole content of the database, in short, once no job of another test writes any more."""
    api.get("health")

    def count(*tables: str) -> list[int]:
        with opened(running.data / "customers.db") as db:
            return [db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in tables]

    at_work = """Jobs WHERE NOT (Kind = 'erasure' AND Checkpoint LIKE '{"pass": 1%')"""  # others rest for minutes
    until(lambda: count(at_work) == [0])
    return lambda: count(
        "Customers", "CustomerContactInfo", "CustomerSearch", "DomainEvents", "Outbox", "IdempotencyKeys"
    )


@mark.parametrize("broken", BROKEN)
def test_a_broken_body_is_refused_precisely_and_nothing_changes(
    api: httpx.Client, fingerprint: Any, broken: str
) -> None:
    before = fingerprint()

    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid4())}
    answer = api.post("customers", content=BROKEN[broken], headers=headers)

    assert (answer.status_code, answer.json()["type"]) == (400, "ValidationError"), answer.text
    assert answer.json()["errors" if "errors" in answer.json() else "detail"]
    assert "traceback" not in answer.text.lower()
    assert fingerprint() == before


@mark.parametrize(
    "fields",
    [
        {"primaryPhone": "030 / 123-45"},
        {"primaryPhone": "+1 (425) 555-0100"},
        {"primaryPhone": "+1234567890"},
        {"primaryPhone": None, "industry": None, "website": None, "billingAddress": None, "socialMedia": None},
        {"companyName": '  Åß 日本 🎪 O\'Brien & "Sons" <b>;--  '},
        {"companyName": "a" * 200},
        {"website": "www.example.com/path?x=1"},
        {"primaryEmail": "jörg+tag@exämple.com"},
        {"preferences": {}},
        {"preferences": None},
        {"primaryPhone": "+49 (0) 30 / 123 45 67"},
        {"website": "HTTPS://Example.com"},
        {"preferences": {"communicationChannels": []}},
        {"billingAddress": {}},
    ],
)
def test_unusual_but_good_bodies_are_taken(api: httpx.Client, fields: dict[str, Any]) -> None:
    body = {**GOOD, "primaryEmail": f"{uuid4().hex}@example.com", **fields}

    assert api.post("customers", json=body).status_code == 201


def test_a_name_is_trimmed_and_otherwise_kept_to_the_letter(api: httpx.Client, new_customer: NewCustomer) -> None:
    name = "<b>Åß 日本 🎪</b> O'Brien; DROP TABLE Customers;--"

    assert new_customer(companyName=f"  {name} ")["profile"]["companyName"] == name


@mark.parametrize(
    ("path", "field"),
    [
        ("profile", "companyName"),
        ("profile", "type"),
        ("profile", "segment"),
        ("profile", "rating"),
        ("contact-info", "primaryEmail"),
        ("preferences", "communication"),
        ("preferences", "consents"),
        ("preferences", "interests"),
        ("preferences", "preferredLanguage"),
        ("preferences", "timeZone"),
    ],
)
def test_what_a_customer_must_have_cannot_be_set_to_null(
    api: httpx.Client, new_customer: NewCustomer, path: str, field: str
) -> None:
    answer = api.put(f"customers/{new_customer()['id']}/{path}", json={field: None})

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


def test_what_a_customer_may_lack_can_be_set_to_null(api: httpx.Client, new_customer: NewCustomer) -> None:
    path = f"customers/{new_customer(industry='Music', primaryPhone='+4930123456')['id']}"

    assert api.put(f"{path}/profile", json={"industry": None}).json()["profile"]["industry"] is None
    emptied = {"primaryPhone": None, "billingAddress": None, "socialMedia": {"twitterHandle": None}}
    assert api.put(f"{path}/contact-info", json=emptied).json()["contactInfo"]["primaryPhone"] is None


@mark.parametrize("value", [1, 0, "true", None, "yes"])
def test_a_consent_is_true_or_false_and_nothing_like_it(
    api: httpx.Client, new_customer: NewCustomer, value: object
) -> None:
    answer = api.put(f"customers/{new_customer()['id']}/preferences", json={"consents": {"marketing": value}})

    assert answer.status_code == 400


def test_a_body_over_a_megabyte_is_too_large(api: httpx.Client) -> None:
    answer = api.post("customers", content=b'"' + b"a" * 1_000_000 + b'"', headers={"Content-Type": "application/json"})

    assert (answer.status_code, answer.json()["type"]) == (413, "PayloadTooLargeError")


@mark.parametrize(
    "media_type", ["text/plain", "application/xml", "multipart/form-data; boundary=x", "application/jsonx", ""]
)
def test_a_body_of_another_media_type_is_not_read(api: httpx.Client, media_type: str) -> None:
    answer = api.post("customers", content=json.dumps(GOOD), headers={"Content-Type": media_type})

    assert (answer.status_code, answer.json()["type"]) == (415, "UnsupportedMediaTypeError")


def test_a_refused_body_is_not_echoed(api: httpx.Client) -> None:
    answer = api.post("customers", json={**GOOD, "primaryPhone": "secret-4711-words"})

    assert "4711" not in answer.text


@mark.parametrize("name", ["Aurora\u202eevil", "\u202aAurora", "Aurora\u2066x\u2069"])
def test_a_name_that_shows_as_another_is_refused(api: httpx.Client, name: str) -> None:
    assert api.post("customers", json={**GOOD, "companyName": name}).status_code == 400


def test_an_address_and_its_punycode_are_one_address(api: httpx.Client) -> None:
    first = api.post("customers", json={**GOOD, "primaryEmail": "a@bücher-one.example.com"})
    second = api.post("customers", json={**GOOD, "primaryEmail": "a@xn--bcher-one-q9a.example.com"})

    assert first.status_code == 201
    assert (second.status_code, second.json().get("code")) == (409, "CUST-002")
    kept = api.post("customers", json={**GOOD, "primaryEmail": "b@xn--bcher-one-q9a.example.com"}).json()["id"]
    assert api.get(f"customers/{kept}").json()["contactInfo"]["primaryEmail"] == "b@bücher-one.example.com"


@mark.parametrize("email", ["a@xn--.example.com", "a@xn--zzzzzzzz99999999.example.com", "a@xn--a.example.com"])
def test_punycode_that_stands_for_nothing_is_refused(api: httpx.Client, email: str) -> None:
    assert api.post("customers", json={**GOOD, "primaryEmail": email}).status_code == 400
