"""`make import FILE=…`: drops a file into the import container of the running system and follows its import."""

import argparse
import os
import time
from datetime import UTC, datetime
from pathlib import Path

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from infra.local.api_client import START, Api, Json, drop
from infra.local.environment import make
from infra.local.sign_in import system
from infra.refusal import Failure, Refusal, run

POLL_SECONDS = 0.2
PATIENCE_SECONDS = 60
"""How long the running system may take to notice the file."""
SHOWN_ERRORS = 5
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
    """Drops, follows, and says how it ended; the exit status is 1 where nothing of the list was imported."""
    file = chosen()
    api = system("import", "CustomerManager")
    if not api.answers():
        raise Refusal(f"Nothing answers at {api.root}: {START}")
    api.get("customers/contacts/imports?pageSize=1")  # which says why, if this is not the system of these settings
    since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    name = file.name.lstrip(".")
    with file.open("rb") as content:
        dropped = drop(content, name, Path(os.environ["DATA"]))
    done = followed(api, noticed(api, dropped, since)["importId"])
    path = f"customers/contacts/imports/{done['importId']}"
    print(f"{done['status']}: {done['successfulRecords']:,} imported, {done['failedRecords']:,} failed")
    if done["failureReason"]:
        print(done["failureReason"])
    if done["failedRecords"]:
        shown = api.get(f"{path}/errors?pageSize={SHOWN_ERRORS}")["items"]
        for error in shown:
            print(f"  row {error['row']}: {error['code']} {error['message']}")
        if any(error["code"] == UNKNOWN_CUSTOMER for error in shown):
            print("  To have unknown customers made, upload the list with onUnknownCustomer=create: docs/clients.md.")
    print(f"Report: {api.root}/{path}/report  (asks for the output of `{make('token')}`)")
    nothing = done["failedRecords"] and not done["successfulRecords"]
    return 1 if nothing or done["status"] == "Failed" else 0


if __name__ == "__main__":
    run(main)
