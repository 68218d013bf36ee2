"""Files of customers: told by their content, sent along, handed out by short links, and nobody else's."""

from typing import Any
from uuid import UUID, uuid4

import httpx
from pytest import fixture, mark
from sqlalchemy import update

from shared.attachments.files import media_type
from shared.composition import app
from shared.customers.tables import customers
from tests.support import http
from tests.support.running import NewCustomer, Running
from tests.support.sending import file_of, opened, sends, sent

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"x" * 1000


@fixture
def customer(new_customer: NewCustomer) -> dict[str, Any]:
    return new_customer()


def adds(
    api: httpx.Client, customer: dict[str, Any], name: str = "floor plan.pdf", content: bytes = PDF
) -> httpx.Response:
    return api.post(f"customers/{customer['id']}/attachments", files={"file": (name, content)})


def test_a_file_is_kept_sent_and_handed_out(api: httpx.Client, running: Running, customer: dict[str, Any]) -> None:
    added = adds(api, customer)
    assert (added.status_code, added.json()["mediaType"], added.json()["size"]) == (201, "application/pdf", len(PDF))
    path = added.headers["location"].removeprefix("/api/v1/")

    message = sent(api, sends(api, customer, attachments=[added.json()["id"]]))
    assert (message["status"], message["statusReason"]) == ("Sent", None)
    mail = opened(file_of(running, message["id"]))
    [file] = mail.iter_attachments()
    assert (file.get_filename(), file.get_content_type(), file.get_content()) == (
        "floor plan.pdf",
        "application/pdf",
        PDF,
    )
    assert http.get(api.get(path).json()["downloadUrl"]).content == PDF
    assert [one["id"] for one in api.get(f"customers/{customer['id']}/attachments").json()["items"]] == [
        added.json()["id"]
    ]


def test_a_file_that_was_removed_is_gone(api: httpx.Client, running: Running, customer: dict[str, Any]) -> None:
    id = adds(api, customer).json()["id"]
    path = f"customers/{customer['id']}/attachments/{id}"

    assert api.delete(path).status_code == 204

    assert (api.get(path).json()["code"], api.delete(path).json()["code"]) == ("ATT-001", "ATT-001")
    assert list(sends(api, customer, attachments=[id]).json()["errors"]) == ["attachments"]
    assert not (running.data / "blobs" / "communication-attachments" / customer["id"] / id).exists()


def test_a_file_of_a_customer_that_takes_none_is_not_kept(
    api: httpx.Client, running: Running, customer: dict[str, Any]
) -> None:
    with app().database.transaction() as session:
        session.execute(update(customers).where(customers.c.Id == UUID(customer["id"])).values(Status="Archived"))
        session.commit()

    assert adds(api, customer).json()["code"] == "CUST-003"

    folder = running.data / "blobs" / "communication-attachments" / customer["id"]
    assert not [one for one in folder.rglob("*") if one.is_file()]


def test_another_customers_file_is_as_absent_as_none(
    api: httpx.Client, customer: dict[str, Any], new_customer: NewCustomer
) -> None:
    theirs = adds(api, new_customer()).json()["id"]

    assert api.get(f"customers/{customer['id']}/attachments/{theirs}").json()["code"] == "ATT-001"
    assert sends(api, customer, attachments=[theirs]).status_code == 400


@mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", b"MZ\x90\x00"),
        ("plan", b"\x7fELF\x02"),
        ("plan.txt", b"#!/bin/sh\nrm -rf /"),
        ("plan.exe", b"hello"),
        ("plan.pdf.js", b"alert(1)"),
        ("plan.EXE ", b"hello"),
        ("page.html", b"<html>"),
        ("empty.txt", b""),
    ],
)
def test_what_somebody_could_run_is_refused_whatever_it_is_called(
    api: httpx.Client, customer: dict[str, Any], name: str, content: bytes
) -> None:
    answer = adds(api, customer, name, content)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["file"])


@mark.parametrize("name", ["../../etc/passwd", "..\\..\\x.txt", "/etc/passwd", ".hidden"])
def test_a_name_leads_nowhere(api: httpx.Client, running: Running, customer: dict[str, Any], name: str) -> None:
    added = adds(api, customer, name, b"hello").json()

    assert not set("/\\") & set(added["fileName"])
    assert (
        running.data / "blobs" / "communication-attachments" / customer["id"] / added["id"]
    ).read_bytes() == b"hello"


def test_a_file_that_is_too_large_is_refused(api: httpx.Client, customer: dict[str, Any]) -> None:
    assert adds(api, customer, "large.bin", bytes(25_000_001)).status_code == 413


def test_files_that_are_too_large_together_are_refused(api: httpx.Client, customer: dict[str, Any]) -> None:
    ids = [adds(api, customer, f"{n}.bin", bytes(13_000_000)).json()["id"] for n in range(2)]

    assert list(sends(api, customer, attachments=ids).json()["errors"]) == ["attachments"]
    assert sends(api, customer, attachments=ids[:1]).status_code == 201


def test_nobody_adds_a_file_to_a_customer_that_is_not_there(api: httpx.Client) -> None:
    assert adds(api, {"id": str(uuid4())}).json()["code"] == "CUST-001"


@mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image/png"),
        ("a.docx", b"PK\x03\x04\x14\x00", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.zip", b"PK\x03\x04\x14\x00", "application/zip"),
        ("a.pdf", "Grüße".encode(), "text/plain"),
        ("a.pdf", bytes(range(256)), "application/octet-stream"),
        ("a.txt", b"<html><script>alert(1)</script>", "text/plain"),
        ("a.txt", b"<svg xmlns='http://www.w3.org/2000/svg'>", "text/plain"),
    ],
)
def test_a_file_is_what_its_content_says(name: str, head: bytes, kind: str) -> None:
    assert media_type(name, head) == kind
