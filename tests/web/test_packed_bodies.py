"""Bodies with a Content-Encoding."""

import gzip
import json
import zlib
from typing import Any
from uuid import uuid4

import httpx
from pytest import mark, raises

from shared.kernel.errors import Invalid
from shared.platform.web.content_coding import MOST_MEMBERS, SLICE, gunzip
from shared.platform.web.problem import TooLarge
from tests.support.running import NewCustomer
from tests.support.waiting import until

JSON = {"Content-Type": "application/json"}
GOOD: dict[str, Any] = {"companyName": "Aurora", "type": "Enterprise"}
WHOLE = gzip.compress(json.dumps({**GOOD, "primaryEmail": "damaged@packed.example.com"}).encode())


def good() -> dict[str, Any]:
    return {**GOOD, "primaryEmail": f"{uuid4().hex}@packed.example.com"}


@mark.parametrize("coding", ["gzip", "GZip", "x-gzip", "identity, gzip"])
def test_a_body_packed_with_gzip_is_read_as_if_it_had_come_plain(api: httpx.Client, coding: str) -> None:
    body = good()

    made = api.post(
        "customers", content=gzip.compress(json.dumps(body).encode()), headers={**JSON, "Content-Encoding": coding}
    )

    assert (made.status_code, made.json()["contactInfo"]["primaryEmail"]) == (201, body["primaryEmail"])


def test_a_body_that_says_it_is_not_packed_is_read(api: httpx.Client) -> None:
    made = api.post("customers", json=good(), headers={"Content-Encoding": "identity"})

    assert made.status_code == 201


def test_a_packed_form_with_a_file_is_read(api: httpx.Client, new_customer: NewCustomer) -> None:
    customer = new_customer()["id"]
    files = {"file": ("list.csv", b"First name,Last name,Email\nIna,Berg,ina@packed.example.com\n")}
    path = "customers/contacts/import"
    form = api.build_request("POST", path, files=files, data={"customerId": customer})
    headers = {"Content-Type": form.headers["content-type"], "Content-Encoding": "gzip"}

    begun = api.post(path, content=gzip.compress(form.read()), headers=headers)

    assert begun.status_code == 202
    until(lambda: api.get(f"customers/{customer}/contacts").json()["totalCount"] == 1)


@mark.parametrize("coding", ["br", "deflate", "zstd", "gzip, gzip", "compress"])
def test_a_body_packed_otherwise_is_refused_with_what_is_read(api: httpx.Client, coding: str) -> None:
    answer = api.post("customers", content=b"\x0b\x00", headers={**JSON, "Content-Encoding": coding})

    assert (answer.status_code, answer.json()["type"]) == (415, "UnsupportedMediaTypeError")
    assert answer.headers["accept-encoding"] == "gzip"


def test_a_body_that_unpacks_to_more_than_the_route_takes_is_too_large(api: httpx.Client) -> None:
    bomb = gzip.compress(b'"' + b"a" * 1_000_000 + b'"')

    answer = api.post("customers", content=bomb, headers={**JSON, "Content-Encoding": "gzip"})

    assert len(bomb) < 2_000
    assert (answer.status_code, answer.json()["type"]) == (413, "PayloadTooLargeError")


@mark.parametrize("packed", [b"{}", WHOLE[:-1], WHOLE[:-8], WHOLE + b"more"], ids=["plain", "cut", "no end", "more"])
def test_a_damaged_body_is_refused(api: httpx.Client, packed: bytes) -> None:
    answer = api.post("customers", content=packed, headers={**JSON, "Content-Encoding": "gzip"})

    assert (answer.status_code, answer.json()["type"]) == (400, "ValidationError")


def test_a_key_stands_for_what_was_packed_however_it_was(api: httpx.Client) -> None:
    body, key = json.dumps(good()).encode(), {**JSON, "Idempotency-Key": uuid4().hex}

    first = api.post("customers", content=gzip.compress(body, 1), headers={**key, "Content-Encoding": "gzip"})
    again = api.post("customers", content=body, headers=key)

    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["idempotent-replayed"] == "true"


def test_no_more_than_the_limit_is_ever_unpacked(monkeypatch: Any) -> None:
    bomb, asked, real = gzip.compress(bytes(50_000_000)), [], zlib.decompressobj

    class Watched:
        def __init__(self, bits: int) -> None:
            self._real = real(bits)

        def decompress(self, rest: bytes, most: int) -> bytes:
            asked.append(most)
            return self._real.decompress(rest, most)

        eof = property(lambda self: self._real.eof)
        unused_data = property(lambda self: self._real.unused_data)

    monkeypatch.setattr(zlib, "decompressobj", Watched)

    with raises(TooLarge):
        gunzip(bomb, most=1_000)
    assert asked == [1_001]


@mark.parametrize("size", [0, 1, 2 * SLICE + 1])
def test_what_is_exactly_as_large_as_the_limit_passes(size: int) -> None:
    content = bytes(n * n % 251 for n in range(size))

    assert gunzip(gzip.compress(content), most=size) == content


def test_several_members_in_a_row_are_one_body_and_very_many_are_refused() -> None:
    assert gunzip(gzip.compress(b"one,") + gzip.compress(b"two"), most=7) == b"one,two"
    with raises(Invalid, match="members"):
        gunzip(gzip.compress(b"") * (MOST_MEMBERS + 1), most=7)
