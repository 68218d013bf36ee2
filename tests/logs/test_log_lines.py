"""What an operator reads in the log: a line a request, imports that failed, nothing about a person."""

import json
import logging
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
from pytest import TempPathFactory, fixture, mark

from shared.platform.observability.log_lines import Json, Readable, format_logs
from tests.support.running import Process
from tests.support.waiting import until

LINE = re.compile(
    r"^\d\d:\d\d:\d\d (?:INFO |WARNING) +(?P<method>[A-Z]+) (?P<route>\S+) (?P<status>\d{3}) (?P<ms>[\d.]+) ms"
    r" (?P<caller>\S+) (?P<trace>[0-9a-f]{32})$",
    re.MULTILINE,
)


def record(**more: Any) -> logging.LogRecord:
    made = logging.LogRecord("shared.requests", logging.INFO, "", 0, "GET %s 200", ("customers/search",), None)
    made.__dict__.update(more)
    return made


def test_a_deployed_line_is_an_object_with_the_parts_of_a_request() -> None:
    line = json.loads(Json().format(record(method="GET", status=200, ms=1.5, caller="amira", trace="0" * 32)))

    assert (line["level"], line["logger"], line["message"]) == ("INFO", "shared.requests", "GET customers/search 200")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])
    assert (line["method"], line["status"], line["ms"], line["caller"]) == ("GET", 200, 1.5, "amira")


def test_a_failure_stays_one_line() -> None:
    try:
        raise ValueError("broken\nin two")
    except ValueError:
        made = record(exc_info=sys.exc_info())

    assert "\n" not in Json().format(made)
    assert "ValueError" in json.loads(Json().format(made))["message"]


def test_a_terminal_shows_colours_and_a_file_does_not() -> None:
    assert Readable(colours=True).format(record()).startswith("\x1b[32m")
    assert "\x1b" not in Readable(colours=False).format(record())


def test_everything_that_is_logged_gets_the_form() -> None:
    handler, form = logging.StreamHandler(), Json()
    logging.getLogger().addHandler(handler)
    before = {one: one.formatter for one in logging.getLogger().handlers}
    try:
        format_logs(form)
        assert handler.formatter is form
    finally:
        logging.getLogger().removeHandler(handler)
        for one, formatter in before.items():
            one.setFormatter(formatter)


@fixture(scope="module")
def served(tmp_path_factory: TempPathFactory, empty_database: Path) -> Iterator[Process]:
    folder = tmp_path_factory.mktemp("logs")
    shutil.copy(empty_database, folder / "customers.db")
    with Process(folder) as process:
        yield process


@mark.system
def test_each_request_is_a_line_with_its_trace(served: Process) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    with served.client(subject="amira") as api:
        answer = api.get("customers/search?query=secret", headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
        api.get("nowhere")

    until(lambda: " ? 404 " in served.output)
    [line] = [found for found in LINE.finditer(served.output) if found["trace"] == trace]
    assert (line["method"], line["route"], line["status"]) == ("GET", "customers/search", "200")
    assert line["caller"] == "amira"
    assert answer.headers["x-trace-id"].replace("-", "") == trace


@mark.system
def test_an_import_that_failed_stands_out(served: Process) -> None:
    with served.client() as api:
        started = api.post("customers/contacts/import", files={"file": ("list.xlsx", b"PK\x03\x04 no workbook")})
        assert started.status_code == 202, started.text

    until(lambda: f"ERROR   Import {started.json()['importId']} failed" in served.output, said=lambda: served.output)


@mark.system
def test_no_word_about_a_person_is_in_the_log(served: Process) -> None:
    with served.client(subject="amira") as api:
        everywhere(api)
        until(lambda: api.get("health").status_code == 200)

    assert len(LINE.findall(served.output)) > 20
    assert [line for line in served.output.splitlines() if "canary" in line.casefold()] == []


def everywhere(api: httpx.Client) -> None:
    """Requests with a word in each place where a caller can put one, well-formed and not."""
    mail = "canary@example.com"
    body = {
        "companyName": "Canary Ltd",
        "type": "Enterprise",
        "primaryEmail": mail,
        "website": "https://canary.example.com",
        "billingAddress": {"street": "Canary Wharf 1"},
    }
    person = {"firstName": "Canary", "lastName": "Canary", "email": mail, "position": "Canary", "tags": ["canary"]}
    made = api.post("customers", json=body, headers={"Idempotency-Key": "canary"})
    assert made.status_code == 201, made.text
    at = made.headers["location"].removeprefix("/api/v1/")
    assert api.post(f"{at}/contacts", json=person).status_code == 201
    assert api.put(f"{at}/profile", json={"companyName": "Canary Inc"}).status_code == 200
    for query in ("query=canary", "canary=1", "cursor=canary", "pageSize=canary"):
        api.get(f"customers/search?{query}")
    wrong = ({"canary": 1}, {**body, "primaryEmail": "canary"}, {**body, "type": "canary"}, ["canary"])
    for one in wrong:
        assert api.post("customers", json=one).status_code == 400
    assert api.post("customers", json=body).status_code == 409
    assert api.post(f"{at}/contacts", json=person).status_code == 409
    for path in ("canary", "customers/canary", f"{at}/contacts/canary", f"{at}/suspend?reason=canary"):
        api.get(path)
    api.get("customers/search", headers={"Authorization": "Bearer canary", "traceparent": "canary"})
    for content in (
        f"firstName,lastName,email,customerId\nCanary,Canary,{mail},{at[-36:]}\nCanary,,canary,canary",
        "canary",
    ):
        listed = api.post("customers/contacts/import", files={"file": ("canary.csv", content.encode())})
        if listed.status_code == 202:
            where = f"customers/contacts/imports/{listed.json()['importId']}"
            until(lambda: api.get(where).json()["status"] not in ("Pending", "Processing"))  # noqa: B023
