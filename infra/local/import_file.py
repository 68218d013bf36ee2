"""`make import FILE=…`: has the running system import a file, and follows it."""

import argparse
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from infra.local.api_client import START, Api, Json, drop
from infra.local.environment import make
from infra.local.sign_in import system
from infra.refusal import Failure, Refusal, run

POLL_SECONDS = 0.2
PATIENCE_SECONDS = 60
"""How long the running system may take to notice the file."""
SHOWN_ERRORS = 5
LARGEST_UPLOAD = 100 * 1024 * 1024
"""What the API takes at once."""
UNKNOWN_CUSTOMER = "CUST-001"


def noticed(api: Api, file: Path, since: str) -> Json:
    """The import of the file just dropped. Raises Failure if it is not noticed; then the file is gone as well."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        listed = api.get("customers/contacts/imports?pageSize=50")
        for one in listed["items"]:
            if one["fileName"] == file.name and one["createdAt"] >= since:
                found: Json = one
                return found
        time.sleep(POLL_SECONDS)
    file.unlink(missing_ok=True)
    raise Failure(f"{api.root} did not notice the file: does it serve another DATA? Then name that here too: DATA=…")


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


class Asked(NamedTuple):
    """What is to be imported, and how."""

    file: Path
    options: dict[str, str]
    """The form's fields."""


def chosen() -> Asked:
    """The file that was named, and how it is to be imported. Raises Refusal."""
    asked = argparse.ArgumentParser(prog="python -m infra.local.import_file")
    asked.add_argument("file", nargs="?", default="")
    asked.add_argument("--dry-run", action="store_true")
    asked.add_argument("--mode", choices=("create", "upsert"))
    asked.add_argument("--unknown", choices=("fail", "create"))
    given = asked.parse_args()
    if not given.file:
        raise Refusal("Say which list of contacts to import, CSV or a workbook: make import FILE=people.csv")
    file = Path(given.file)
    if not file.is_file():
        raise Refusal(f"There is no file {file}. Say which to import: make import FILE=people.csv")
    if not os.access(file, os.R_OK):
        raise Refusal(f"{file} can't be read: make it readable, or import another.")
    options = {"mode": given.mode, "onUnknownCustomer": given.unknown, "dryRun": "true" if given.dry_run else ""}
    return Asked(file, {name: value for name, value in options.items() if value})


def begun(api: Api, asked: Asked) -> str:
    """Has the file imported; returns the import's id. Raises Refusal, Failure.

    Without options it is dropped, as other programs do; what is dropped has none, so with options it is uploaded.
    """
    if asked.options:
        size = asked.file.stat().st_size
        if size > LARGEST_UPLOAD:
            raise Refusal(f"{asked.file} has {size:,} bytes: with options at most {LARGEST_UPLOAD:,} can be uploaded.")
        content = asked.file.read_bytes()
        status, answer = api.upload("customers/contacts/import", asked.file.name, content, asked.options)
        if status != 202:
            raise Failure(f"The list was refused: {status} {answer.get('detail', '')} {answer.get('errors', '')}")
        return str(answer["importId"])
    since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    with asked.file.open("rb") as stream:
        dropped = drop(stream, asked.file.name.lstrip("."), Path(os.environ["DATA"]))
    return str(noticed(api, dropped, since)["importId"])


def last_line(text: str) -> str:
    """What is to be seen at once; red where a terminal shows it."""
    return f"\x1b[31m{text}\x1b[0m" if sys.stdout.isatty() else text


def main() -> int:
    """Imports, follows, and says how it ended; the exit status is 1 where nothing of the list was imported."""
    asked = chosen()
    api = system("import", "CustomerManager")
    if not api.answers():
        raise Refusal(f"Nothing answers at {api.root}: {START}")
    api.get("customers/contacts/imports?pageSize=1")  # which says why, if this is not the system of these settings
    done = followed(api, begun(api, asked))
    path = f"customers/contacts/imports/{done['importId']}"
    tried = "Dry run, nothing was changed. " if done["dryRun"] else ""
    print(f"{tried}{done['status']}: {done['successfulRecords']:,} imported, {done['failedRecords']:,} failed")
    if done["failedRecords"]:
        shown = api.get(f"{path}/errors?pageSize={SHOWN_ERRORS}")["items"]
        for error in shown:
            print(f"  row {error['row']}: {error['code']} {error['message']}")
        if any(error["code"] == UNKNOWN_CUSTOMER for error in shown):
            print("  To have unknown customers made: UNKNOWN=create")
    print(f"Report: {api.root}/{path}/report  (asks for the output of `{make('token')}`)")
    nothing = done["failedRecords"] and not done["successfulRecords"]
    if done["status"] == "Failed":
        print(last_line(f"Failed: {done['failureReason']}"))
    elif nothing:
        print(last_line("Nothing of the list was imported."))
    return 1 if nothing or done["status"] == "Failed" else 0


if __name__ == "__main__":
    run(main)
