"""Telemetry over the wire: what Application Insights would receive, received by a server of the tests'."""

import json
import logging
import shutil
import subprocess
import sys
from pathlib import Path

from pytest import mark

from shared.platform.observability.masking import Mask, masked
from tests.support.ingestion import Ingestion
from tests.support.running import FOLDER, Process
from tests.support.waiting import PATIENCE_SECONDS, until

TRACE = "0af7651916cd43dd8448eb211c80319c"
CALLER = "b7ad6b7169203331"


def test_one_trace_goes_from_the_request_through_the_database_to_the_handler_of_its_event(
    ingestion: Ingestion, tmp_path: Path, empty_database: Path
) -> None:
    shutil.copy(empty_database, tmp_path / "customers.db")
    handlers = {f"{one} CustomerRegistered" for one in ("profile-cache", "duplicates", "insights")}
    with Process(tmp_path, settings=ingestion.settings) as served, served.client() as api:
        body = {"companyName": "Traced", "type": "Individual", "primaryEmail": "secret.person@example.com"}
        made = api.post("customers", json=body, headers={"traceparent": f"00-{TRACE}-{CALLER}-01"})
        assert made.status_code == 201
        assert made.headers["x-trace-id"].replace("-", "") == TRACE
        until(lambda: {one["name"] for one in ingestion.of("RequestData") if one["trace"] == TRACE} >= handlers)
        until(lambda: any(m["name"] == "events.relayed" for d in ingestion.of("MetricData") for m in d["metrics"]))

    requests = {one["name"]: one for one in ingestion.of("RequestData") if one["trace"] == TRACE}
    assert set(requests) == {"POST customers", *handlers}
    request = requests["POST customers"]
    assert (request["responseCode"], request["parent"]) == ("201", CALLER)
    assert {requests[one]["parent"] for one in handlers} == {request["id"]}
    statements = [one for one in ingestion.of("RemoteDependencyData") if one["trace"] == TRACE]
    assert "INSERT" in {one["name"] for one in statements}
    assert "secret.person" not in json.dumps(ingestion.items)


def test_nothing_of_it_is_imported_unless_it_is_wanted() -> None:
    script = (
        "import sys; from shared import composition; from shared.settings import Settings;"
        "composition.build(Settings.from_environment({'DATA': '/tmp/x'}));"
        "print([m for m in sys.modules if m.startswith(('opentelemetry.sdk', 'azure.monitor'))])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=FOLDER, check=True)

    assert done.stdout.strip() == "[]"


@mark.parametrize(
    ("text", "shown"),
    [
        ("no mail to ada.l+x@mail.example.com today", "no mail to ***@*** today"),
        ("call +44 20 7946 0018 or +493012345678.", "call +*** or +***."),
        ("Bearer eyJhbGciOi.eyJzdWIi.c2ln", "Bearer ***"),
        ("2026-11-24 12:00, row 17, 1+1, a@b", "2026-11-24 12:00, row 17, 1+1, a@b"),
        ("id 6b0617a9-9366-823d-918e-01a20fcc6d74", "id 6b0617a9-9366-823d-918e-01a20fcc6d74"),
    ],
)
def test_logs_are_masked(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_the_mask_covers_arguments_and_tracebacks() -> None:
    try:
        raise ValueError("ada@example.com is not unique")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "failed for %s", ("ben@example.com",), sys.exc_info())
    Mask().filter(record)

    assert record.exc_info is None  # some handlers send the exception itself
    shown = logging.Formatter().format(record)
    assert "ada@" not in shown
    assert "ben@" not in shown
    assert "ValueError" in shown


def test_a_log_call_whose_arguments_do_not_fit_fails_nobody() -> None:
    assert Mask().filter(logging.LogRecord("x", logging.ERROR, "", 1, "%d of %s", ("a",), None))


def test_masking_a_long_text_looks_at_each_letter_a_bounded_number_of_times() -> None:
    """A million letters are a second's work that way, and a day's if each were looked at from each."""
    script = "from shared.platform.observability.masking import masked; masked('@' + 'a' * 1_000_000)"

    subprocess.run([sys.executable, "-c", script], cwd=FOLDER, check=True, timeout=PATIENCE_SECONDS)
