"""`make import FILE=…`: drops a file into the import container of the running system and follows its import."""

import argparse
import os
import time
from datetime import UTC, datetime
from pathlib import Path

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from infra.local.api_client import Api, Json, drop
from infra.local.environment import port
from infra.local.sign_in import signed_in
from infra.refusal import Failure, Refusal, run

POLL_SECONDS = 0.2
PATIENCE_SECONDS = 60
"""How long the running system may take to notice the file."""
SHOWN_ERRORS = 5


def noticed(api: Api, name: str, since: str) -> Json:
    """The import of the file just dropped. Exits with a sentence if it is not noticed."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        listed = api.get("customers/contacts/imports?pageSize=50")
        for one in listed["items"]:
            if one["fileName"] == name and one["createdAt"] >= since:
                found: Json = one
                return found
        time.sleep(POLL_SECONDS)
    raise Failure("The running system did not notice the file: does it serve another DATA?")


def followed(api: Api, import_id: str) -> Json:
    """Shows the import's progress until it has ended."""
    columns = (
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rows]:,} rows"),
        TextColumn("{task.fields[speed]:,.0f} rows/s"),
        TimeRemainingColumn(),
    )
    with Progress(*columns) as bar:
        task = bar.add_task("import", total=1.0, rows=0, speed=0.0)
        while True:
            one = api.get(f"customers/contacts/imports/{import_id}")
            done = one["progress"] or 0.0
            bar.update(task, completed=done, rows=one["processedRecords"], speed=one["rowsPerSecond"] or 0.0)
            if one["status"] != "Processing":
                shown: Json = one
                return shown
            time.sleep(POLL_SECONDS)


def chosen() -> Path:
    """The file that was named. Raises Refusal."""
    asked = argparse.ArgumentParser(prog="python -m infra.local.import_file")
    asked.add_argument("file", nargs="?", default="")
    text = asked.parse_args().file
    if not text:
        raise Refusal("Say which list of contacts to import, CSV or a workbook: make import FILE=people.csv")
    file = Path(text)
    if not file.is_file():
        raise Refusal(f"There is no file {file}. Say which to import: make import FILE=people.csv")
    if not os.access(file, os.R_OK):
        raise Refusal(f"{file} can't be read: make it readable, or import another.")
    return file


def main() -> int:
    """Drops, follows, and says how it ended; the exit status is 1 for an import that failed."""
    file = chosen()
    api = Api(port(), signed_in("import", ["CustomerManager"]))
    if not api.answers():
        raise Refusal("The system is not running: start it with make run in another terminal.")
    since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    name = file.name.lstrip(".")
    with file.open("rb") as content:
        drop(content, name, Path(os.environ["DATA"]))
    done = followed(api, noticed(api, name, since)["importId"])
    path = f"customers/contacts/imports/{done['importId']}"
    print(f"{done['status']}: {done['successfulRecords']:,} imported, {done['failedRecords']:,} failed")
    if done["failureReason"]:
        print(done["failureReason"])
    if done["failedRecords"]:
        for error in api.get(f"{path}/errors?pageSize={SHOWN_ERRORS}")["items"]:
            print(f"  row {error['row']}: {error['code']} {error['message']}")
    print(f"Report: http://127.0.0.1:{port()}/api/v1/{path}/report  (asks for the output of `make token`)")
    return 1 if done["status"] == "Failed" else 0


if __name__ == "__main__":
    run(main)
