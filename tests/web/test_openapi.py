"""The document says what the API does, and the API does what the document says."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from jsonschema import Draft202012Validator
from pytest import fixture, mark, param
from sqlalchemy import update

import function_app  # noqa: F401 - registers every blueprint
from shared.composition import app
from shared.concepts import error_codes
from shared.customers.tables import customers
from shared.imports.commands import StartImport
from shared.imports.model import ChangedSince, RowInvalid, RowUnreadable
from shared.imports.values import Options
from shared.kernel.errors import DomainError
from shared.kernel.ids import new_id
from shared.kernel.naming import camel
from shared.platform.web.forms import identity
from shared.platform.web.openapi.answers import errors_of_route
from shared.platform.web.problem import (
    Forbidden,
    KeyBusy,
    KeyReused,
    TooLarge,
    Unauthorized,
    Unavailable,
    WrongMediaType,
    kind_of,
)
from shared.platform.web.routes import Endpoint, routes
from shared.platform.web.upload import Upload
from tests.support import http
from tests.support.running import NewCustomer, Running
from tests.support.waiting import PATIENCE_SECONDS, until


@fixture(scope="module")
def document(running: Running) -> dict[str, Any]:
    described: dict[str, Any] = http.get(f"{running.root}/api/v1/openapi.json").json()
    return described


class Provoker:
    """Knows how to bring about each refusal on a route."""

    def __init__(self, api: httpx.Client, running: Running, new_customer: NewCustomer) -> None:
        self.api, self.running, self.new = api, running, new_customer

    def __call__(self, endpoint: Endpoint, refusal: type[DomainError]) -> httpx.Response:
        how: Callable[[Endpoint], httpx.Response] = getattr(self, refusal.__name__)
        return how(endpoint)

    def request(
        self,
        endpoint: Endpoint,
        *,
        id: str = "",
        contact: str = "",
        body: Any = None,
        client: httpx.Client | None = None,
        **more: Any,
    ) -> httpx.Response:
        id = id or self.new()["id"]
        path = endpoint.path.replace("{customer_id}", id).replace("{tag}", "vip")
        if "{contact_id}" in path:
            path = path.replace("{contact_id}", contact or self.contacts_of(id)[0])
        if "{import_id}" in path:
            path = path.replace("{import_id}", more.pop("import_id", "") or self.some_import())
        if "{erasure_id}" in path:
            path = path.replace("{erasure_id}", more.pop("erasure_id", "") or self.some_erasure())
        if "{export_id}" in path:
            path = path.replace("{export_id}", more.pop("export_id", "") or self.some_export())
        if endpoint.form and "content" not in more and "Content-Type" not in more.get("headers", {}):
            files = {"file": ((body or {}).get("name", "a.csv"), b"First name,Last name,E-mail\n")}
            return (client or self.api).request(endpoint.method, path, files=files, **more)
        content = json.dumps(self.good_body(endpoint) if body is None else body) if endpoint.body else None
        headers = {"Content-Type": "application/json", **more.pop("headers", {})}
        given = {"content": content, "headers": headers, **more}
        return (client or self.api).request(endpoint.method, path, **given)

    def contacts_of(self, customer: str) -> list[str]:
        """The ids of a customer's contacts, of whom it gets two first; none where it does not exist."""
        person = {"firstName": "P", "lastName": "Q"}
        for name in ("first", "second"):
            self.api.post(f"customers/{customer}/contacts", json={**person, "email": f"{name}@contact.example.com"})
        listed = self.api.get(f"customers/{customer}/contacts").json().get("items", [])
        return [contact["id"] for contact in listed] or [str(uuid4())]

    def some_import(self, *, ended: bool = False) -> str:
        """An import that is under way (its file never comes), or has ended."""
        if not ended:
            options = Options()
            return str(
                app().mediator.send(StartImport("a.csv", f"never/{uuid4()}", options, new_id()), actor="amira").id
            )
        started = self.api.post("customers/contacts/import", files={"file": ("a.csv", b"colour\n")}).json()["importId"]
        until(lambda: self.api.get(f"customers/contacts/imports/{started}").json()["status"] != "Processing")
        return str(started)

    def some_export(self) -> str:
        """An export that was just asked for."""
        return str(self.api.post("customers/contacts/export", json={}).json()["exportId"])

    def some_erasure(self, customer: str = "") -> str:
        """A customer's erasure."""
        body = {"reference": "r", "requestedAt": "2026-03-14T09:26:53Z"}
        return str(self.api.post(f"customers/{customer or self.new()['id']}/erase", json=body).json()["erasureId"])

    def good_body(self, endpoint: Endpoint) -> dict[str, Any]:
        match endpoint.name:
            case "create_customer":
                return {"companyName": "P", "type": "Individual", "primaryEmail": f"{uuid4().hex}@example.com"}
            case "update_customer_profile":
                return {"industry": uuid4().hex}
            case "update_customer_contact_info":
                return {"website": f"{uuid4().hex}.example.com"}
            case "update_customer_preferences":
                return {"interests": [uuid4().hex]}
            case "add_contact":
                return {"firstName": "A", "lastName": "B", "email": f"{uuid4().hex}@example.com"}
            case "update_contact":
                return {"position": uuid4().hex}
            case "tag_contact":
                return {"tag": uuid4().hex}
            case "announce_upload":
                return {"fileName": f"{uuid4()}.csv"}
            case "export_contacts":
                return {"filters": {"tags": [uuid4().hex]}}
            case "change_customer_consent" | "change_contact_consent":
                return {"purpose": "Marketing", "granted": True, "source": uuid4().hex}
            case "erase_customer" | "erase_contact":
                return {"reference": uuid4().hex, "requestedAt": "2026-03-14T09:26:53Z"}
        return {"reason": "r"}

    def Invalid(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(e, params={"colour": "red"})

    def Unauthorized(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(e, headers={"Authorization": "Bearer x"})

    def Forbidden(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        with self.running.client([]) as nobody:
            return self.request(e, client=nobody)

    def TooLarge(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(
            e, content=b"x" * (e.body_limit + 1), headers={"Content-Type": "multipart/form-data; boundary=x"}
        )

    def WrongMediaType(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(e, headers={"Content-Type": "text/plain"})

    def VersionConflict(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(e, headers={"If-Match": '"99"'})

    def CustomerNotFound(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(e, id=str(uuid4()))

    def DuplicateCustomerEmail(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        taken = self.new()["contactInfo"]["primaryEmail"]
        return self.request(e, body={**self.good_body(e), "primaryEmail": taken})

    def Suppressed(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        gone = self.new()
        self.some_erasure(gone["id"])
        address, field = gone["contactInfo"]["primaryEmail"], "email" if "contact_id" in e.path else "primaryEmail"
        return self.request(e, body={**self.good_body(e), "email" if e.name == "add_contact" else field: address})

    def ErasureNotFound(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(e, erasure_id=str(uuid4()))

    def ImportNotFound(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(e, import_id=str(uuid4()))

    def ImportEnded(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(e, import_id=self.some_import(ended=True))

    def ImportNotUndoable(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(e)  # it runs

    def ExportNotFound(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(e, export_id=str(uuid4()))

    def ContactNotFound(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        [elsewhere, *_] = self.contacts_of(self.new()["id"])
        return self.request(e, contact=elsewhere)  # exists, under another customer

    def DuplicateContactEmail(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        id = self.new()["id"]
        [contact, *_] = self.contacts_of(id)
        first = self.api.get(f"customers/{id}/contacts/{contact}").json()["email"]
        taken = "second@contact.example.com" if first.startswith("first") else "first@contact.example.com"
        return self.request(e, id=id, contact=contact, body={**self.good_body(e), "email": taken.upper()})

    def PrimaryContactRemoval(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(e)  # of two, the first is primary

    def TooManyContacts(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        id = self.new()["id"]
        for _ in range(50):
            assert self.request(e, id=id).status_code == 201
        return self.request(e, id=id)

    def InvalidStatusTransition(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        archived = self.new()["id"]
        with app().database.transaction() as session:
            session.execute(
                update(customers).where(customers.c.CustomerNumber == self.number(archived)).values(Status="Archived")
            )
            session.commit()
        return self.request(e, id=archived)

    def number(self, id: str) -> str:
        return str(self.api.get(f"customers/{id}").json()["customerNumber"])

    def AlreadyDeactivated(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        id = self.new()["id"]
        self.api.post(f"customers/{id}/deactivate", json={"reason": "r"})
        return self.request(e, id=id)

    def KeyReused(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        key, id = {"Idempotency-Key": str(uuid4())}, self.new()["id"]
        contact = self.contacts_of(id)[0]
        self.request(e, id=id, contact=contact, headers=key)
        if e.form:
            return self.request(e, body={"name": "another.csv"}, headers=key)
        if "{import_id}" in e.path:
            path, key = e.path.replace("{import_id}", self.some_import()), {"Idempotency-Key": str(uuid4())}
            self.api.post(path, headers=key, content=b"{}")
            return self.api.post(path, headers=key, content=b'{"other": 1}')
        other = self.good_body(e)
        if "reason" in other:
            other["reason"] = "another"
        return self.request(e, id=id, contact=contact, body=other, headers=key)

    def KeyBusy(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        key, id = str(uuid4()), self.new()["id"]
        contact = self.contacts_of(id)[0]
        known = {"customer_id": id, "contact_id": contact, "import_id": self.some_import()}
        ids = " ".join(known[name] for name in e.path_names)
        body = {} if e.form or not e.body else self.good_body(e)
        content = json.dumps(body).encode()
        if e.form:
            content = identity({}, Upload("a.csv", io.BytesIO(b"First name,Last name,E-mail\n")))
        elif not e.body:
            content = b""
        scope = f"amira\n{e.method} {e.path}\n{ids}"
        app().idempotency.claim(key, scope=scope, request=content)  # as if it were running
        more: dict[str, Any] = {"import_id": known["import_id"]} if "import_id" in e.path_names else {}
        return self.request(e, id=id, contact=contact, body=body, headers={"Idempotency-Key": key}, **more)

    def Unavailable(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        pool = app().database.writer.pool if e.method != "GET" else app().database.reader.pool
        nobody = str(uuid4())  # an id that no cache knows
        return self._without_database(e, nobody, pool)

    def _without_database(self, e: Endpoint, id: str, pool: Any) -> httpx.Response:
        """The database refuses every connection while the request runs."""
        from sqlalchemy import event
        from sqlalchemy.exc import OperationalError

        def refuse(*_: Any) -> None:
            raise OperationalError("connect", {}, Exception("no route to host"))

        event.listen(pool, "checkout", refuse)
        try:
            more: dict[str, Any] = {n: str(uuid4()) for n in ("import_id", "erasure_id") if n in e.path_names}
            return self.request(e, id=id, contact=str(uuid4()), **more)
        finally:
            event.remove(pool, "checkout", refuse)


@fixture(scope="module")
def provoke(api: httpx.Client, running: Running, new_customer: NewCustomer) -> Provoker:
    return Provoker(api, running, new_customer)


DOCUMENTED = [
    param(endpoint, refusal, id=f"{endpoint.name}-{refusal.__name__}")
    for endpoint in routes
    for refusal in errors_of_route(endpoint, error_codes())
]


@mark.parametrize(("endpoint", "refusal"), DOCUMENTED)
def test_every_documented_error_can_happen_and_looks_as_documented(
    document: dict[str, Any], provoke: Provoker, endpoint: Endpoint, refusal: type[DomainError]
) -> None:
    answer = provoke(endpoint, refusal)

    kind = kind_of(refusal)
    assert (answer.status_code, answer.json()["type"]) == (kind.status, kind.type), answer.text
    assert answer.json().get("code") == (refusal.code or None)
    assert answer.headers["content-type"] == "application/problem+json"
    path = "/" + re.sub(r"{(\w+)}", lambda name: f"{{{camel(name[1])}}}", endpoint.path)
    documented = document["paths"][path][endpoint.method.lower()]["responses"][str(kind.status)]
    schema = {**documented["content"]["application/problem+json"]["schema"], "components": document["components"]}
    Draft202012Validator(schema).validate(answer.json())


OF_ROWS = (RowInvalid, RowUnreadable, ChangedSince)
"""Never an answer: they stand in an import's list of errors."""


def test_the_provoker_knows_every_refusal_there_is() -> None:
    shared: list[type[DomainError]] = [
        Unauthorized,
        Forbidden,
        TooLarge,
        WrongMediaType,
        KeyReused,
        KeyBusy,
        Unavailable,
    ]

    assert all(hasattr(Provoker, kind.__name__) for kind in [*shared, *error_codes().values()] if kind not in OF_ROWS)


def test_an_unexpected_failure_shows_nothing_of_the_inside(
    api: httpx.Client, new_customer: NewCustomer, monkeypatch: Any
) -> None:
    path = f"customers/{new_customer()['id']}/timeline"
    monkeypatch.setattr("shared.customers.queries.read", lambda *_, **__: 1 / 0)

    answer = api.get(path)

    assert (answer.status_code, answer.json()["type"]) == (500, "InternalServerError")
    assert "ZeroDivision" not in answer.text
    assert "division" not in answer.text


def test_schemathesis_finds_no_server_error_and_no_undocumented_answer(running: Running, tmp_path: Path) -> None:
    seconds = 300 if os.environ.get("SOAK") else 40
    settings = tmp_path / "schemathesis.toml"
    settings.write_text("")
    checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
    finished = subprocess.run(
        [
            str(Path(sys.executable).with_name("schemathesis")),
            "--config-file",
            str(settings),
            "run",
            f"{running.root}/api/v1/openapi.json",
            "--url",
            f"{running.root}/api/v1",
            "--header",
            f"Authorization: Bearer {running.token()}",
            "--checks",
            checks,
            "--phases",
            "examples,coverage,fuzzing",
            "--max-time",
            str(seconds),
            "--max-examples",
            "2000" if os.environ.get("SOAK") else "60",
            "--request-timeout",
            str(PATIENCE_SECONDS),
            "--generation-database",
            "none",
            "--no-color",
        ],
        capture_output=True,
        text=True,
        timeout=seconds + 900,
        cwd=tmp_path,
    )

    assert finished.returncode == 0, finished.stdout[-6000:] + finished.stderr[-2000:]
