"""Imports through the front door: an upload, a dropped file, and the death of the process."""

import errno
import os
import random
import re
import shutil
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx
from pytest import mark

from infra.local.state import digest
from tests.support import http
from tests.support.importing import csv_of, people
from tests.support.running import NewCustomer, Process, Running
from tests.support.sqlite import opened
from tests.support.waiting import until

KILLS, ROWS = (50, 20_000) if os.environ.get("SOAK") else (6, 8_000)
CUSTOMERS = ROWS // 40


def upload(api: httpx.Client, content: str | bytes, name: str = "list.csv", **fields: str) -> httpx.Response:
    file = content.encode() if isinstance(content, str) else content
    return api.post("customers/contacts/import", files={"file": (name, file)}, data=fields)


def ended(api: httpx.Client, import_id: str) -> dict[str, Any]:
    """The import once it has ended."""
    path = f"customers/contacts/imports/{import_id}"
    until(lambda: api.get(path).json()["status"] != "Processing")
    shown: dict[str, Any] = api.get(path).json()
    return shown


def test_an_encoding_in_any_spelling_is_answered_by_our_name(api: httpx.Client) -> None:
    content = csv_of("Jürgen,Berg,j@x.example.com,,Nobody").encode("latin-1")

    done = ended(api, upload(api, content, encoding="Latin1", dryRun="true").json()["importId"])
    refused = upload(api, content, encoding="klingon")

    assert done["understood"]["encoding"] == "windows-1252"
    assert refused.status_code == 400
    assert refused.json()["errors"]["encoding"][0].startswith("must be one of utf-8, utf-16, ")


def told_everybody(running: Running, subject: str) -> bool:
    """Whether nothing about it is on its way any more: every subscriber took it, or refused it for good."""
    with opened(running.data / "customers.db") as db:
        unsent = "SELECT 1 FROM Outbox JOIN DomainEvents ON Id = EventId WHERE EventType = ? AND SentAt IS NULL"
        if db.execute(unsent, (subject,)).fetchone():
            return False
    with opened(running.data / "servicebus.db") as bus:
        waiting = "SELECT 1 FROM Messages WHERE Subject = ? AND DeadLetterReason IS NULL"
        unrouted = "SELECT 1 FROM Sent, Routed WHERE Subject = ? AND Sent.Position > Routed.Position"
        return not any(bus.execute(query, (subject,)).fetchone() for query in (waiting, unrouted))


def noticed(running: Running, url: str) -> bool:
    """Whether the blob trigger is done with the file as it is now."""
    blob = unquote(urlsplit(url).path).partition("/contact-imports/")[2]
    status = (running.data / "blobs" / "contact-imports" / blob).lstat()
    etag = f"{status.st_mtime_ns:x}-{status.st_size:x}-{status.st_ino:x}"
    with opened(running.data / "host" / "state.db") as state:
        return bool(
            state.execute("SELECT 1 FROM Receipts WHERE Blob = ? AND ETag = ?", (digest(blob), etag)).fetchone()
        )


def test_an_uploaded_list_becomes_contacts_and_tells_of_its_errors(
    api: httpx.Client, new_customer: NewCustomer, running: Running
) -> None:
    customer = new_customer(companyName="Upload & Sons")["id"]
    rows = [*people(3, "Upload & Sons"), "No,Mail,nothing,,Upload & Sons"]

    started = upload(api, csv_of(*rows), mappings='{"firstName": "First name"}')

    assert (started.status_code, started.json()["status"]) == (202, "Processing")
    assert started.headers["location"] == f"/api/v1/customers/contacts/imports/{started.json()['importId']}"
    done = ended(api, started.json()["importId"])
    counts = [done[f"{kind}Records"] for kind in ("total", "processed", "successful", "failed")]
    assert (done["status"], counts) == ("CompletedWithErrors", [4, 4, 3, 1])
    assert api.get(f"customers/{customer}/contacts").json()["totalCount"] == 3
    path = f"customers/contacts/imports/{done['importId']}"
    assert api.get(f"{path}/errors").json()["items"] == [
        {
            "row": 4,
            "line": 5,
            "sheet": None,
            "column": "E-mail",
            "code": "IMP-003",
            "message": "email 'nothing' is not a valid e-mail address; write it as in name@example.com",
        }
    ]
    assert [contact["firstName"] for contact in api.get(f"{path}/contacts").json()["items"]] == [
        "First0",
        "First1",
        "First2",
    ]
    failed = api.get(f"{path}/failed-rows")
    assert failed.headers["content-disposition"] == 'attachment; filename="list-failed.csv"'
    assert failed.text.splitlines()[1].startswith("No,Mail,nothing,,Upload & Sons,IMP-003")
    assert api.get("customers/contacts/imports?pageSize=100").json()["items"][0]["importId"] == done["importId"]
    until(lambda: told_everybody(running, "ContactListImported"))
    assert "ContactListImported" not in [letter["subject"] for letter in running.dead_letters()]


def test_a_dropped_file_is_imported(api: httpx.Client, running: Running, new_customer: NewCustomer) -> None:
    customer = new_customer(companyName="Dropped Ltd")["id"]
    folder = running.data / "blobs" / "contact-imports"
    (folder / ".dropped.csv").write_text(csv_of(*people(2, "Dropped Ltd")))
    (folder / ".dropped.csv").rename(folder / "dropped.csv")

    until(lambda: api.get(f"customers/{customer}/contacts").json()["totalCount"] == 2)


@mark.parametrize(
    ("fields", "files"),
    [
        ({"format": "PDF"}, {"file": ("a.csv", b"x")}),
        ({"colour": "red"}, {"file": ("a.csv", b"x")}),
        ({"mappings": "not json"}, {"file": ("a.csv", b"x")}),
        ({"mappings": '{"shoeSize": "x"}'}, {"file": ("a.csv", b"x")}),
        ({"customerId": "123"}, {"file": ("a.csv", b"x")}),
        ({"mode": "replace"}, {"file": ("a.csv", b"x")}),
        ({}, {"document": ("a.csv", b"x")}),
        ({}, {"file": ("a.csv", b"x"), "more": ("b.csv", b"x")}),
    ],
)
def test_a_form_that_makes_no_sense_is_refused(api: httpx.Client, fields: dict[str, str], files: Any) -> None:
    assert api.post("customers/contacts/import", data=fields, files=files).status_code == 400


def test_a_form_of_very_many_parts_is_refused_before_it_is_taken_apart(api: httpx.Client) -> None:
    part = b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n'
    body = part * 100_000 + b"--b--\r\n"

    many, endless = (
        api.post("customers/contacts/import", content=body, headers={"Content-Type": f"multipart/form-data{boundary}"})
        for boundary in ("; boundary=b", "")
    )

    assert (many.status_code, endless.status_code) == (400, 400)
    assert "more than 50 parts" in many.json()["detail"]


def test_the_same_upload_with_the_same_key_is_one_import(api: httpx.Client) -> None:
    key = {"Idempotency-Key": f"import-{time.time_ns()}"}
    answers = [
        api.post("customers/contacts/import", files={"file": ("a.csv", csv_of().encode())}, headers=key)
        for _ in range(2)
    ]

    assert answers[0].json() == answers[1].json()
    assert answers[1].headers["idempotent-replayed"] == "true"


@mark.system
def test_kills_at_any_moment_leave_each_row_imported_exactly_once(tmp_path: Path, empty_database: Path) -> None:
    shutil.copy(empty_database, tmp_path / "customers.db")
    served = Process(tmp_path, settings={"JOBS_SCHEDULE": "* * * * * *"})
    with served:
        with served.client() as client:
            for n in range(CUSTOMERS):
                body = {"companyName": f"Company {n}", "type": "Individual", "primaryEmail": f"c{n}@example.com"}
                assert client.post("customers", json=body).status_code == 201
            rows = [f"F{n},L{n},n{n}@x.example.com,,Company {n % CUSTOMERS}" for n in range(ROWS)]
            rows[4321] = "broken"
            import_id = upload(client, csv_of(*rows)).json()["importId"]
        for _ in range(KILLS):
            time.sleep(random.uniform(0.1, 0.8))
            served.kill()
            with opened(tmp_path / "customers.db") as db:  # a dead worker's lease would be waited for, but for this
                db.execute("UPDATE Jobs SET DueAt = '2000-01-01 00:00:00.000000', Attempts = 0")
            served.start()
        with served.client() as client:
            done = ended(client, import_id)

    assert (done["status"], done["successfulRecords"], done["failedRecords"]) == ("CompletedWithErrors", ROWS - 1, 1)
    with opened(tmp_path / "customers.db") as db:
        emails = [email for (email,) in db.execute("SELECT Email FROM Contacts")]
        facts = db.execute("SELECT COUNT(*) FROM DomainEvents WHERE EventType = 'ContactAdded'").fetchone()
        outcomes = [number for (number,) in db.execute("SELECT RowNumber FROM ContactImportRows")]
        primaries = Counter(id for (id,) in db.execute("SELECT CustomerId FROM Contacts WHERE IsPrimary = 1"))
        told = db.execute("SELECT COUNT(*) FROM DomainEvents WHERE EventType = 'ContactListImported'").fetchone()
    assert (len(emails), len(set(emails))) == (ROWS - 1, ROWS - 1)
    assert facts == (ROWS - 1,)
    assert sorted(outcomes) == list(range(1, ROWS + 1))
    assert set(primaries.values()) == {1}
    assert told == (1,)


def test_a_list_too_large_for_a_request_is_uploaded_to_a_link(
    api: httpx.Client, new_customer: NewCustomer, running: Running
) -> None:
    customer = new_customer(companyName="Linked Ltd")["id"]
    wish = {"fileName": "big.csv", "mode": "upsert", "mappings": {"firstName": "First name"}}

    announced = api.post("customers/contacts/imports/uploads", json=wish)

    assert announced.status_code == 201
    told = announced.json()
    assert announced.headers["location"] == f"/api/v1/customers/contacts/imports/{told['importId']}"
    content = csv_of(*people(3, "Linked Ltd"))
    for refused in (told["uploadUrl"].replace("for=write", "for=read"), told["uploadUrl"].replace("big", "other")):
        assert http.put(refused, content=content).status_code == 403
    assert http.get(told["uploadUrl"]).status_code == 403
    assert http.put(told["uploadUrl"], content=content, headers=told["headers"]).status_code == 201
    assert ended(api, told["importId"])["successfulRecords"] == 3
    assert api.get(f"customers/{customer}/contacts").json()["totalCount"] == 3


def test_no_answer_that_is_kept_holds_a_link_and_each_sending_makes_one(api: httpx.Client, running: Running) -> None:
    key = {"Idempotency-Key": f"upload-{time.time_ns()}"}
    wish = {"fileName": "kept.csv"}

    first, again = (api.post("customers/contacts/imports/uploads", json=wish, headers=key) for _ in range(2))

    assert again.headers["idempotent-replayed"] == "true"
    assert first.json()["importId"] == again.json()["importId"]
    assert "signature=" in first.json()["uploadUrl"]
    assert "signature=" in again.json()["uploadUrl"]
    with opened(running.data / "customers.db") as db:
        kept = db.execute("SELECT Body FROM IdempotencyKeys WHERE Body LIKE ?", (f"%{first.json()['importId']}%",))
        assert "signature" not in str(kept.fetchall())


@mark.parametrize("name", ["", "a/b.csv", "..", ".hidden", "a\\b.csv", "x" * 201, "a\u0007.csv"])
def test_an_upload_needs_a_decent_name(api: httpx.Client, name: str) -> None:
    assert api.post("customers/contacts/imports/uploads", json={"fileName": name}).status_code == 400


def test_an_upload_that_is_cancelled_before_it_comes_ends_at_once(api: httpx.Client) -> None:
    id = api.post("customers/contacts/imports/uploads", json={"fileName": "a.csv"}).json()["importId"]

    assert api.post(f"customers/contacts/imports/{id}/cancel").json()["status"] == "Cancelled"


def test_a_dry_run_and_an_undo_through_the_front_door(api: httpx.Client, new_customer: NewCustomer) -> None:
    customer = new_customer(companyName="Undo Ltd")["id"]
    content = csv_of(*people(3, "Undo Ltd"))

    dry = ended(api, upload(api, content, dryRun="true").json()["importId"])
    assert (dry["dryRun"], dry["successfulRecords"]) == (True, 3)
    assert api.get(f"customers/{customer}/contacts").json()["totalCount"] == 0
    id = ended(api, upload(api, content).json()["importId"])["importId"]
    undone = api.post(f"customers/contacts/imports/{id}/undo")

    assert (undone.status_code, undone.json()["status"], undone.json()["undoneRecords"]) == (202, "Undone", 3)
    assert api.get(f"customers/{customer}/contacts").json()["totalCount"] == 0
    assert api.post(f"customers/contacts/imports/{id}/undo").json()["code"] == "IMP-005"


def test_a_long_list_is_undone_off_a_queue(api: httpx.Client, new_customer: NewCustomer, monkeypatch: Any) -> None:
    monkeypatch.setattr("shared.imports.undo.CHUNK", 5)
    customer = new_customer(companyName="Queue Ltd")["id"]
    id = ended(api, upload(api, csv_of(*people(22, "Queue Ltd"))).json()["importId"])["importId"]

    assert api.post(f"customers/contacts/imports/{id}/undo").json()["status"] == "Completed"

    until(lambda: api.get(f"customers/contacts/imports/{id}").json()["status"] == "Undone")
    assert api.get(f"customers/{customer}/contacts").json()["totalCount"] == 0


def test_the_report_is_a_page_without_scripts_that_shows_what_happened(api: httpx.Client) -> None:
    rows = ["<b>,L,x,,<script>alert(1)</script>", "No,Mail,,,"]
    id = ended(
        api,
        upload(api, csv_of(*rows, header="First name,Last name,E-mail,<i>Phone,Company"), "<b>.csv").json()["importId"],
    )["importId"]

    page = api.get(f"customers/contacts/imports/{id}/report")

    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert "Import of &lt;b&gt;.csv" in page.text
    assert "Failed: 2 (100.0%)" in page.text
    assert [re.sub("<[^>]+>", "|", row) for row in re.findall("<tr>(<td.*)</tr>", page.text)] == [
        "|1||E-mail||email &#39;x&#39; is not a valid e-mail address; write it as in name@example.com||line 2|",
        "|1||E-mail||email is missing; fill in the column &#39;E-mail&#39;||line 3|",
        "|1||2||E-mail||IMP-003||email &#39;x&#39; is not a valid e-mail address; write it as in name@example.com|",
        "|2||3||E-mail||IMP-003||email is missing; fill in the column &#39;E-mail&#39;|",
        "|First name||First name||&lt;b&gt;|",
        "|Last name||Last name||L|",
        "|E-mail||E-mail address||x|",
        "|&lt;i&gt;Phone||Phone|||",
        "|Company||The customer, by its name||&lt;script&gt;alert(1)&lt;/script&gt;|",
    ]
    assert "<script" not in page.text
    assert "<b>" not in page.text


def test_a_browser_without_a_token_is_asked_for_one(running: Running, api: httpx.Client) -> None:
    id = upload(api, csv_of()).json()["importId"]
    path = f"{running.root}/api/v1/customers/contacts/imports/{id}/report"

    browser = http.get(path, headers={"Accept": "text/html,*/*"})
    assert (browser.status_code, browser.headers["content-type"].partition(";")[0]) == (401, "text/html")
    assert "Bearer token" in browser.text
    assert 'setAttribute("sandbox", "allow-popups allow-popups-to-escape-sandbox")' in browser.text
    assert "document.write" not in browser.text
    assert http.get(path).json()["type"] == "UnauthorizedError"
    refused = api.get(path.replace(id, "00000000-0000-0000-0000-000000000000"), headers={"Accept": "text/html"})
    assert (refused.status_code, refused.json()["code"]) == (404, "IMP-001")


@mark.parametrize("first", ["dry run", "cancelled"])
def test_a_link_that_is_used_twice_imports_once_and_as_it_was_asked(
    api: httpx.Client, new_customer: NewCustomer, running: Running, first: str
) -> None:
    company = f"Twice {first}"
    customer = new_customer(companyName=company)["id"]
    told = api.post(
        "customers/contacts/imports/uploads", json={"fileName": "a.csv", "dryRun": first == "dry run"}
    ).json()
    if first == "cancelled":
        api.post(f"customers/contacts/imports/{told['importId']}/cancel")
    for n in range(2):
        content = csv_of(*people(2 + n, company))
        assert http.put(told["uploadUrl"], content=content, headers=told["headers"]).status_code == 201
        ended(api, told["importId"])
        until(lambda: noticed(running, told["uploadUrl"]))

    assert api.get(f"customers/{customer}/contacts").json()["totalCount"] == 0


def test_an_upload_that_could_not_be_stored_is_not_told_to_be_when_it_is_asked_again(
    api: httpx.Client, monkeypatch: Any
) -> None:
    from shared.composition import app

    key = {"Idempotency-Key": f"store-{time.time_ns()}"}
    files = {"file": ("a.csv", csv_of().encode())}

    def full(*_: Any) -> str:
        raise OSError(errno.ENOSPC, "no space")

    with monkeypatch.context() as patch:
        patch.setattr(app().blobs, "put", full)
        assert api.post("customers/contacts/import", files=files, headers=key).status_code == 503
    again = api.post("customers/contacts/import", files=files, headers=key)

    assert again.status_code == 202
    assert "idempotent-replayed" not in again.headers
    assert ended(api, again.json()["importId"])["status"] == "Completed"


def test_an_upload_is_answered_as_done_only_once_its_file_is_stored(api: httpx.Client, monkeypatch: Any) -> None:
    from shared.composition import app

    key = {"Idempotency-Key": f"kill-{time.time_ns()}"}
    files = {"file": ("a.csv", csv_of().encode())}
    meanwhile: list[httpx.Response] = []
    put = app().blobs.put

    def asked_again_first(*given: Any) -> str:
        meanwhile.append(api.post("customers/contacts/import", files=files, headers=key))
        return put(*given)

    with monkeypatch.context() as patch:
        patch.setattr(app().blobs, "put", asked_again_first)
        first = api.post("customers/contacts/import", files=files, headers=key)
    again = api.post("customers/contacts/import", files=files, headers=key)

    assert [one.status_code for one in meanwhile] == [409]
    assert (first.status_code, again.json()) == (202, first.json())
    assert again.headers["idempotent-replayed"] == "true"


def test_names_that_no_store_would_take_are_refused_or_ignored(api: httpx.Client, running: Running) -> None:
    folder = running.data / "blobs" / "contact-imports"
    os.close(os.open(bytes(folder / "M") + b"\xfcller.csv", os.O_CREAT | os.O_WRONLY))
    for name in ("ü" * 150, "x" * 201):
        files = {"file": (f"{name}.csv", csv_of().encode())}
        assert api.post("customers/contacts/import", files=files).status_code == 400
    link = f"{running.root}/blobs/contact-imports/x"
    assert http.get(link, params={"for": "read", "until": "9" * 5000, "signature": "x"}).status_code == 403
    assert api.get("health").json()["status"] == "Healthy"
