"""The document says what the API does, and the API does what the document says."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
from jsonschema import Draft202012Validator
from pytest import fixture, mark, param
from sqlalchemy import update

import function_app  # noqa: F401 - registers every blueprint
from shared.composition import app
from shared.concepts import error_codes
from shared.customers.tables import customers
from shared.imports.commands import StartImport
from shared.imports.model import AmbiguousCustomer, ChangedSince, RowInvalid, RowUnreadable
from shared.imports.values import Options
from shared.insights.commands import KeepFinding
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
from tests.support.insights import finding
from tests.support.running import NewCustomer, Running
from tests.support.waiting import PATIENCE_SECONDS, until


@fixture(scope="module")
def document(running: Running) -> dict[str, Any]:
    described: dict[str, Any] = http.get(f"{running.root}/api/v1/openapi.json").json()
    return described


OF_TEMPLATES = ("preview_template", "send_template_test")
TEXTS = {"tag": "vip", "token": "x", "provider": "mime"}
"""What stands in paths and is no id."""
OF_AI = ("refresh_insights", "analyze_sentiment", "classify_intent", "draft_email")
"""They read first."""
SAID = ("send_email", "send_sms", "log_phone_call", "schedule_meeting")
"""Their bodies name what the customer has."""


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
        ids = self.ids(endpoint, {"customer_id": id, "contact_id": contact}, more)
        path = re.sub(r"{(\w+)}", lambda name: ids[name[1]], endpoint.path)
        if endpoint.form and "content" not in more and "Content-Type" not in more.get("headers", {}):
            files = {"file": ((body or {}).get("name", "a.csv"), b"First name,Last name,E-mail\n")}
            return (client or self.api).request(endpoint.method, path, files=files, **more)
        if endpoint.name in SAID and body is None:
            body = self.body_of(endpoint.name, ids["customer_id"])
        content = json.dumps(self.good_body(endpoint) if body is None else body) if endpoint.body else None
        headers = {"Content-Type": "application/json", **more.pop("headers", {})}
        given = {"content": content, "headers": headers, **more}
        return (client or self.api).request(endpoint.method, path, **given)

    def ids(self, endpoint: Endpoint, given: dict[str, str], more: dict[str, Any]) -> dict[str, str]:
        """What stands in the path: given, or made."""
        given = given | {name: more.pop(name) for name in endpoint.path_names if name in more}
        ids = {
            "customer_id": given.get("customer_id") or self.new()["id"],
            "tag": "vip",
            "token": "x",
            "provider": "mime",
        }
        make: dict[str, Callable[[], str]] = {
            "contact_id": lambda: self.contacts_of(ids["customer_id"])[0],
            "import_id": self.some_import,
            "erasure_id": self.some_erasure,
            "export_id": self.some_export,
            "template_id": lambda: str(self.some_template()["id"]),
            "communication_id": lambda: self.some_meeting(ids["customer_id"]),
            "complaint_id": lambda: self.some_complaint(ids["customer_id"]),
            "testimonial_id": lambda: self.some_testimonial(ids["customer_id"]),
            "attachment_id": lambda: self.some_attachment(ids["customer_id"]),
            "other_id": lambda: self.twin_of(ids["customer_id"]),
            "merge_id": self.some_merge,
            "suggestion_id": lambda: self.some_suggestion(ids["customer_id"]),
            "follow_up_id": lambda: self.some_follow_up(ids["customer_id"]),
        }
        return ids | {name: given.get(name) or make[name]() for name in endpoint.path_names if name in make}

    def twin_of(self, customer: str) -> str:
        """A customer that is probably the same as another; any, if that is not there."""
        known = self.api.get(f"customers/{customer}").json()
        phone = {"primaryPhone": f"+4930{uuid4().int % 10**7:07}"}
        name = known.get("profile", {}).get("companyName", "Nobody")
        twin = self.new(companyName=name, **phone)["id"]
        if "id" in known:
            self.api.put(f"customers/{customer}/contact-info", json=phone)
        return str(twin)

    def some_merge(self) -> str:
        """A merge that is done."""
        body = {"sourceCustomerId": self.new()["id"], "targetCustomerId": self.new()["id"]}
        done = self.api.post("customers/merge", json=body).json()["mergeId"]
        until(lambda: self.api.get(f"customers/merges/{done}").json()["status"] == "Completed")
        return str(done)

    def some_template(self) -> dict[str, Any]:
        """A template."""
        body = {"name": uuid4().hex, "subject": "s", "body": "{{ event }}"}
        return dict(self.api.post("templates", json=body).json())

    def some_meeting(self, customer: str) -> str:
        """A customer's meeting; one that is not there, if the customer is not."""
        body = self.body_of("schedule_meeting", customer)
        return str(self.api.post(f"customers/{customer}/communications/meeting", json=body).json().get("id", uuid4()))

    def some_complaint(self, customer: str) -> str:
        """A customer's complaint; one that is not there, if the customer is not."""
        body = {"subject": "Cold", "description": "The heating was off."}
        return str(self.api.post(f"customers/{customer}/complaints", json=body).json().get("id", uuid4()))

    def some_testimonial(self, customer: str) -> str:
        """A customer's testimonial; one that is not there, if the customer is not."""
        body = {"content": "Good", "rating": 5}
        return str(self.api.post(f"customers/{customer}/testimonials", json=body).json().get("id", uuid4()))

    def some_attachment(self, customer: str) -> str:
        """A customer's attachment; one that is not there, if the customer is not."""
        files = {"file": ("a.txt", b"hello")}
        return str(self.api.post(f"customers/{customer}/attachments", files=files).json().get("id", uuid4()))

    def some_suggestion(self, customer: str) -> str:
        """What a text of a customer's suggests; one that is not there, if the customer is not."""
        app().mediator.send(KeepFinding(finding(UUID(customer))))
        listed = self.api.get(f"customers/{customer}/suggestions").json().get("items", [])
        return str(listed[0]["id"]) if listed else str(uuid4())

    def body_of(self, name: str, customer: str) -> dict[str, Any]:
        """What is said to a customer."""
        known = self.api.get(f"customers/{customer}").json().get("contactInfo", {})
        match name:
            case "send_email":
                to = known.get("primaryEmail") or "nobody@example.com"
                return {"recipientEmail": to, "subject": uuid4().hex, "body": "b"}
            case "send_sms":
                return {"recipientPhone": known.get("primaryPhone") or "+4930000000", "message": uuid4().hex}
            case "log_phone_call":
                return {
                    "phoneNumber": "+493012345678",
                    "callType": "Inbound",
                    "durationInSeconds": 5,
                    "summary": uuid4().hex,
                }
        return {
            "title": uuid4().hex,
            "scheduledStart": "2031-03-14T09:00:00Z",
            "scheduledEnd": "2031-03-14T10:00:00Z",
            "attendees": ["ada@example.com"],
        }

    def some_follow_up(self, customer: str) -> str:
        """A customer's follow-up; one that is not there, if the customer is not."""
        body = {"subject": "Call", "dueDate": "2026-03-14T09:26:53Z"}
        return str(self.api.post(f"customers/{customer}/follow-ups", json=body).json().get("id", uuid4()))

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
            case "create_template":
                return {"name": uuid4().hex, "subject": "s", "body": "{{ event }}"}
            case "update_template":
                return {"body": uuid4().hex}
            case "preview_template":
                return {"data": {"event": uuid4().hex}}
            case "send_template_test":
                return {"recipientEmail": "amira@example.com", "data": {"event": uuid4().hex}}
            case "submit_complaint":
                return {"subject": uuid4().hex, "description": "The heating was off."}
            case "change_complaint_status":
                return {"status": "InProgress", "notes": uuid4().hex}
            case "resolve_complaint":
                return {"resolution": uuid4().hex}
            case "comment_on_complaint":
                return {"text": uuid4().hex}
            case "update_complaint":
                return {"category": uuid4().hex}
            case "wait_for_customer":
                return {"waitingForCustomer": True}
            case "assign_complaint":
                return {"assignedTo": uuid4().hex}
            case "submit_testimonial":
                return {"content": uuid4().hex, "rating": 5}
            case "update_testimonial":
                return {"content": uuid4().hex}
            case "update_meeting":
                return {"title": uuid4().hex}
            case "create_follow_up":
                return {"subject": uuid4().hex, "dueDate": "2026-03-14T09:26:53Z"}
            case "update_follow_up":
                return {"subject": uuid4().hex}
            case "analyze_sentiment":
                return {"text": uuid4().hex, "communicationType": "Email"}
            case "classify_intent":
                return {"text": uuid4().hex}
            case "draft_email":
                return {"purpose": uuid4().hex}
            case "merge_customers":
                return {"sourceCustomerId": self.new()["id"], "targetCustomerId": self.new()["id"]}
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
        if e.name in OF_TEMPLATES:
            return self.request(e, body={**self.good_body(e), "customerId": str(uuid4())})
        if e.name == "merge_customers":
            return self.request(e, body={**self.good_body(e), "sourceCustomerId": str(uuid4())})
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

    def TemplateNotFound(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        if e.name in SAID:
            return self.request(e, body={**self.body_of(e.name, self.new()["id"]), "templateId": str(uuid4())})
        return self.request(e, template_id=str(uuid4()))

    def TemplateNameTaken(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(e, body={**self.good_body(e), "name": self.some_template()["name"].upper()})

    def UnknownRecipient(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        stranger = {"recipientEmail": "stranger@example.com"} if e.name == "send_email" else {}
        return self.request(e, body={**self.body_of(e.name, self.new()["id"]), **stranger})

    def CommunicationNotFound(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(e, communication_id=self.some_meeting(self.new()["id"]))  # under another customer

    def NotCancellable(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        id = self.new()["id"]
        meeting = self.some_meeting(id)
        self.api.post(f"customers/{id}/communications/{meeting}/cancel", json={})
        return self.request(e, id=id, communication_id=meeting)

    def DeliveryFailed(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        channels = app().channels
        vars(app())["channels"] = channels._replace(email=None)
        try:
            return self.request(e)
        finally:
            vars(app())["channels"] = channels

    def ComplaintNotFound(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(e, complaint_id=self.some_complaint(self.new()["id"]))  # under another customer

    def AlreadyResolved(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        id = self.new()["id"]
        resolved = self.some_complaint(id)
        self.api.post(f"customers/{id}/complaints/{resolved}/resolve", json={"resolution": "r"})
        return self.request(e, id=id, complaint_id=resolved)

    def WrongComplaintMove(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        id = self.new()["id"]
        closed = f"customers/{id}/complaints/{self.some_complaint(id)}"
        self.api.post(f"{closed}/resolve", json={"resolution": "r"})
        self.api.put(f"{closed}/status", json={"status": "Closed"})
        return self.request(e, id=id, complaint_id=closed.rpartition("/")[2])

    def TestimonialNotFound(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(e, testimonial_id=self.some_testimonial(self.new()["id"]))  # under another customer

    def WrongMove(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        id = self.new()["id"]
        withdrawn = self.some_testimonial(id)
        self.api.post(f"customers/{id}/testimonials/{withdrawn}/withdraw", json={})
        return self.request(e, id=id, testimonial_id=withdrawn)

    def AttachmentNotFound(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(e, attachment_id=self.some_attachment(self.new()["id"]))  # under another customer

    def NotScanned(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        id, settings = self.new()["id"], app().settings
        virus = {"file": ("a.txt", b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*")}
        bad = self.api.post(f"customers/{id}/attachments", files=virus).json()["id"]
        vars(app())["settings"] = replace(settings, malware_scanning=True)
        try:
            return self.request(e, id=id, attachment_id=bad)
        finally:
            vars(app())["settings"] = settings

    def FollowUpNotFound(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(e, follow_up_id=self.some_follow_up(self.new()["id"]))  # exists, under another customer

    def FollowUpClosed(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        id = self.new()["id"]
        closed = self.some_follow_up(id)
        self.api.post(f"customers/{id}/follow-ups/{closed}/complete")
        return self.request(e, id=id, follow_up_id=closed)

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
        if e.name in ("submit_complaint", "submit_testimonial", "draft_email"):
            return self.request(e, body={**self.good_body(e), "contactId": elsewhere})
        if e.name in OF_TEMPLATES:
            body = {**self.good_body(e), "customerId": self.new()["id"], "contactId": elsewhere}
            return self.request(e, body=body)
        return self.request(e, contact=elsewhere)  # exists, under another customer

    def DuplicateContactEmail(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        id = self.new()["id"]
        [contact, *_] = self.contacts_of(id)
        first = self.api.get(f"customers/{id}/contacts/{contact}").json()["email"]
        taken = "second@contact.example.com" if first.startswith("first") else "first@contact.example.com"
        return self.request(e, id=id, contact=contact, body={**self.good_body(e), "email": taken.upper()})

    def PrimaryContactRemoval(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(e)  # of two, the first is primary

    def NoDuplicates(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(e, other_id=self.new()["id"])

    def InsightsOff(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        settings, ids = app().settings, self.ids(e, {}, {})
        vars(app())["settings"] = replace(settings, business=replace(settings.business, enable_ai_insights=False))
        try:
            named: dict[str, Any] = {name: ids[name] for name in e.path_names if name != "customer_id"}
            return self.request(e, id=ids["customer_id"], **named)
        finally:
            vars(app())["settings"] = settings

    def NoProcessingConsent(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        id = self.new()["id"]
        self.api.put(f"customers/{id}/preferences", json={"consents": {"dataProcessing": False}})
        return self.request(e, id=id)

    def SuggestionNotFound(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(e, suggestion_id=self.some_suggestion(self.new()["id"]))  # under another customer

    def AlreadyDecided(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        id = self.new()["id"]
        decided = self.some_suggestion(id)
        self.api.post(f"customers/{id}/suggestions/{decided}/accept")
        return self.request(e, id=id, suggestion_id=decided)

    def MergeNotFound(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        return self.request(e, merge_id=str(uuid4()))

    def NotUndoable(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        undone = self.some_merge()
        self.api.post(f"customers/merges/{undone}/undo")
        return self.request(e, merge_id=undone)

    def TooManyContacts(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        if e.name == "merge_customers":
            both = self.good_body(e)
            for id, count in ((both["sourceCustomerId"], 26), (both["targetCustomerId"], 25)):
                for _ in range(count):
                    person = {"firstName": "A", "lastName": "B", "email": f"{uuid4().hex}@example.com"}
                    assert self.api.post(f"customers/{id}/contacts", json=person).status_code == 201
            return self.request(e, body=both)
        id = self.new()["id"]
        for _ in range(50):
            assert self.request(e, id=id).status_code == 201
        return self.request(e, id=id)

    def InvalidStatusTransition(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        if e.name == "undo_merge":  # whose target is in another merge, which nobody carries out
            merge, another = self.some_merge(), self.number(self.new()["id"])
            target = UUID(self.api.get(f"customers/merges/{merge}").json()["targetCustomerId"])
            with app().database.transaction() as session:
                values = {"MergingIntoCustomerId": target}
                session.execute(update(customers).where(customers.c.CustomerNumber == another).values(values))
                session.commit()
            return self.request(e, merge_id=merge)
        archived = self.new()["id"]
        with app().database.transaction() as session:
            session.execute(
                update(customers).where(customers.c.CustomerNumber == self.number(archived)).values(Status="Archived")
            )
            session.commit()
        if e.name == "merge_customers":
            return self.request(e, body={**self.good_body(e), "targetCustomerId": archived})
        return self.request(e, id=archived)

    def number(self, id: str) -> str:
        return str(self.api.get(f"customers/{id}").json()["customerNumber"])

    def AlreadyDeactivated(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        id = self.new()["id"]
        self.api.post(f"customers/{id}/deactivate", json={"reason": "r"})
        return self.request(e, id=id)

    def KeyReused(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        key = {"Idempotency-Key": str(uuid4())}
        ids: dict[str, Any] = self.ids(e, {}, {})
        if e.body is None and not e.form:
            path = re.sub(r"{(\w+)}", lambda name: ids[name[1]], e.path)
            self.api.post(path, headers=key, content=b"{}")
            return self.api.post(path, headers=key, content=b'{"other": 1}')
        named: dict[str, Any] = {"id": ids["customer_id"], "contact": ids.get("contact_id", "")}
        named |= {name: ids[name] for name in e.path_names if name not in ("customer_id", "contact_id", "tag")}
        self.request(e, headers=key, **named)
        if e.form:
            return self.request(e, body={"name": "another.csv"}, headers=key, **named)
        other = self.body_of(e.name, ids["customer_id"]) if e.name in SAID else self.good_body(e)
        if "reason" in other:
            other["reason"] = "another"
        return self.request(e, body=other, headers=key, **named)

    def KeyBusy(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        key, known = str(uuid4()), self.ids(e, {}, {})
        body = {} if e.form or not e.body else self.good_body(e)
        body = self.body_of(e.name, known["customer_id"]) if e.name in SAID else body
        content = json.dumps(body).encode()
        if e.form:
            content = identity({}, Upload("a.csv", io.BytesIO(b"First name,Last name,E-mail\n")))
        elif not e.body:
            content = b""
        scope = f"amira\n{e.method} {e.path}\n{' '.join(known[name] for name in e.path_names)}"
        app().idempotency.claim(key, scope=scope, request=content)  # as if it were running
        named: dict[str, Any] = {"id": known["customer_id"], "contact": known.get("contact_id", "")}
        named |= {name: known[name] for name in e.path_names if name not in ("customer_id", "contact_id", "tag")}
        return self.request(e, body=body, headers={"Idempotency-Key": key}, **named)

    def Unavailable(self, e: Endpoint) -> httpx.Response:  # noqa: N802
        reads = e.method == "GET" or e.name in (*OF_TEMPLATES, *OF_AI, "add_attachment")
        pool = app().database.reader.pool if reads else app().database.writer.pool
        nobody = str(uuid4())  # an id that no cache knows
        return self._without_database(e, nobody, pool)

    def _without_database(self, e: Endpoint, id: str, pool: Any) -> httpx.Response:
        """The database refuses every connection while the request runs."""
        from sqlalchemy import event
        from sqlalchemy.exc import OperationalError

        def refuse(*_: Any) -> None:
            raise OperationalError("connect", {}, Exception("no route to host"))

        body = self.good_body(e) if e.name == "merge_customers" else None
        event.listen(pool, "checkout", refuse)
        try:
            more: dict[str, Any] = {
                n: str(uuid4()) for n in e.path_names if n not in ("customer_id", "contact_id", "tag")
            }
            return self.request(e, id=id, contact=str(uuid4()), body=body, **more)
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


OF_ROWS = (RowInvalid, AmbiguousCustomer, RowUnreadable, ChangedSince)
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

    failures = finished.stdout.partition(" FAILURES ")[2]
    assert finished.returncode == 0, failures[:6000] + finished.stderr[-2000:]
