"""HTTP as Azure does it."""

import re
from uuid import uuid4

from pytest import mark

from infra.local.http import pattern, precedence
from tests.support.sample import Sample


@mark.parametrize(
    ("path", "function", "route"),
    [
        ("things/7", "numbered", {"id": "7"}),
        ("things/-7", "numbered", {"id": "-7"}),
        ("things/special", "special", {}),
        ("THINGS/Special/", "special", {}),
        ("things/other", "named", {"name": "other"}),
        ("things/other/part", "named", {"name": "other", "part": "part"}),
        ("files", "files", {}),
        ("files/a/b%20c.txt", "files", {"path": "a/b c.txt"}),
        ("unrouted", "unrouted", {}),
    ],
)
def test_a_path_finds_its_function(sample: Sample, path: str, function: str, route: dict[str, str]) -> None:
    answer = sample.get(f"api/{path}")

    assert (answer.json()["function"], answer.json()["route"]) == (function, route)


def test_a_guid_finds_the_function_that_wants_one(sample: Sample) -> None:
    id = str(uuid4())

    assert sample.get(f"api/things/{id}").json()["route"] == {"id": id}
    assert sample.request("PUT", f"api/things/{id}").json()["method"] == "PUT"


@mark.parametrize(
    ("method", "path"),
    [
        ("GET", "api/nothing"),
        ("GET", "things/7"),
        ("POST", "api/things/7"),
        ("HEAD", "api/things/7"),
        ("GET", "api/things/1.5"),
    ],
)
def test_no_function_no_answer(sample: Sample, method: str, path: str) -> None:
    """Azure answers a wrong method on a known route with an empty 404, not 405."""
    answer = sample.request(method, path)

    assert (answer.status_code, answer.content) == (404, b"")


def test_query_headers_and_methods_reach_the_function(sample: Sample) -> None:
    answer = sample.get("api/unrouted?a=1&b=%C3%A9", headers={"X-Say": "hello"})

    assert answer.json()["query"] == {"a": "1", "b": "é"}
    assert answer.headers["x-saw"] == "hello"


def test_a_function_that_returns_nothing_answers_204_and_one_that_raises_an_empty_500(sample: Sample) -> None:
    assert sample.get("api/silent").status_code == 204
    broken = sample.get("api/broken")
    assert (broken.status_code, broken.content) == (500, b"")


def test_a_locked_function_wants_its_key(sample: Sample) -> None:
    assert sample.get("api/locked").status_code == 401
    assert sample.get("api/locked", headers={"x-functions-key": "guess"}).status_code == 401
    assert sample.get("api/locked", headers={"x-functions-key": sample.host_key()}).status_code == 200
    assert sample.get(f"api/locked?code={sample.host_key()}").status_code == 200


def test_forms_files_and_cookies_pass(sample: Sample) -> None:
    sent = sample.request("POST", "api/upload", files={"file": ("a.csv", b"1,2,3")}, data={"kind": "CSV"})

    assert sent.text == "a.csv 5 CSV"
    assert sample.get("api/cookie").cookies["a"] == "b"


def test_a_body_above_the_platforms_limit_is_refused(sample: Sample) -> None:
    chunks = (b"x" * 1024 * 1024 for _ in range(101))

    assert sample.request("POST", "api/upload", content=chunks).status_code == 413


@mark.parametrize(
    ("template", "path", "fits"),
    [
        ("a/{x}", "/api/a/b", True),
        ("a/{x}", "/api/a/b/c", False),
        ("a/{x}", "/api/a/", False),
        ("a/{x?}", "/api/a", True),
        ("a/{**rest}", "/api/a/b/c", True),
        ("a.{format}", "/api/a.json", True),
        ("a+b", "/api/aab", False),
        ("a/{x:bool}", "/api/a/true", True),
        ("a/{x}", "/api/a/b\n", True),
        ("a", "/api/a\n", False),
    ],
)
def test_templates_are_read_as_aspnet_reads_them(template: str, path: str, fits: bool) -> None:
    assert bool(pattern(template, "api").match(path)) is fits


def test_literals_win_over_constraints_and_those_over_anything() -> None:
    templates = ["a/{*rest}", "a/{x}", "a/{x:guid}", "a/b", "a/{x?}"]

    assert sorted(templates, key=precedence) == ["a/b", "a/{x:guid}", "a/{x}", "a/{x?}", "a/{*rest}"]
    assert re.match(pattern("", "api"), "/api")
