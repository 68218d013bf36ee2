"""The API's description as an integrator reads it: whole, in words, without faults, with examples that work."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from pytest import fixture, mark, param

import function_app  # noqa: F401 - registers every blueprint
from shared.concepts import error_codes
from shared.kernel.naming import camel
from shared.platform.web.openapi import document as described
from shared.platform.web.openapi.answers import MEANINGS
from shared.platform.web.problem import KINDS, UNEXPECTED
from shared.platform.web.routes import Endpoint, routes
from shared.settings import CustomerManagement
from tests.support import node
from tests.support.running import NewCustomer

BUSINESS = CustomerManagement(default_page_size=25, max_page_size=75)

type Json = dict[str, Any]


@fixture(scope="module")
def document() -> Json:
    return described(routes, server="/api/v1", codes=error_codes(), business=BUSINESS)


def operations(document: Json) -> list[Json]:
    return [operation for path in document["paths"].values() for operation in path.values()]


def schemas_in(place: Any) -> Iterator[Json]:
    """Every JSON object of the document but those of examples."""
    if isinstance(place, dict):
        yield place
        for name, inner in place.items():
            if name not in ("example", "examples"):
                yield from schemas_in(inner)
    elif isinstance(place, list):
        for inner in place:
            yield from schemas_in(inner)


def test_the_document_is_valid_openapi(document: Json) -> None:
    validate(document)


REDOCLY = """extends: [recommended]
rules:
  no-ambiguous-paths: off  # ids are constrained, so that /customers/merges/{mergeId} is no customer's
"""


@mark.parametrize(
    ("program", "arguments", "rules"),
    [
        ("spectral", ["lint", "openapi.json", "--fail-severity", "hint"], (".spectral.yaml", "extends: spectral:oas")),
        ("redocly", ["lint", "openapi.json", "--format", "stylish"], ("redocly.yaml", REDOCLY)),
    ],
)
@mark.system
def test_a_linter_finds_nothing(
    document: Json, tmp_path: Path, program: str, arguments: list[str], rules: tuple[str, str]
) -> None:
    (tmp_path / rules[0]).write_text(rules[1])

    def lint(given: Json) -> tuple[int, str]:
        (tmp_path / "openapi.json").write_text(json.dumps(given))
        done = node.ran(program, *arguments, folder=tmp_path)
        return done.returncode, done.stdout + done.stderr

    assert lint({**document, "paths": {"/x": {"get": {}}}})[0] != 0
    code, said = lint(document)
    assert (code, "warning" in said.lower()) == (0, False), said


def test_every_route_is_described_once(document: Json) -> None:
    ids = [operation["operationId"] for operation in operations(document)]

    assert len(ids) == len(set(ids)) == len(routes)
    for operation in operations(document):
        assert operation["summary"].endswith(".")
        assert "`" not in operation["summary"]  # which pages show as it is


def test_the_groups_come_in_the_order_of_their_use_and_say_what_they_are_about(document: Json) -> None:
    names = [
        "Customers",
        "Contacts",
        "Consents",
        "Communications",
        "Attachments",
        "Follow-ups",
        "Templates",
        "Preferences",
        "Webhooks",
        "Complaints",
        "Testimonials",
        "Merges",
        "Duplicates",
        "Insights",
        "Imports",
        "Exports",
        "Privacy",
        "Audit",
        "System",
    ]

    assert [tag["name"] for tag in document["tags"]] == names
    assert all(len(tag["description"]) > 20 for tag in document["tags"])


def test_every_code_of_the_catalogue_is_in_the_document(document: Json) -> None:
    assert {"CUST-001", "CUST-002", "CUST-003", "CUST-004"} <= set(error_codes())
    for code in error_codes():
        assert code in document["info"]["description"]
        assert any(code in json.dumps(path) for path in document["paths"].values())


def test_a_code_that_only_rows_have_is_shown_without_a_status(document: Json) -> None:
    described = document["info"]["description"]

    assert "- `IMP-001` Import not found (404)" in described
    assert "- `IMP-003` A row of the file does not describe a contact (of rows in an import only)" in described


def test_what_a_repetition_and_a_wait_are_told_by_is_described(document: Json) -> None:
    for operation in operations(document):
        keyed = any(one["name"] == "Idempotency-Key" for one in operation["parameters"])
        good = next(told for status, told in operation["responses"].items() if status < "300")
        assert ("Idempotent-Replayed" in good["headers"]) == keyed
        assert not keyed or "Retry-After" in operation["responses"]["409"]["headers"]
    unwell = document["paths"]["/health"]["get"]["responses"]["503"]["content"]["application/json"]
    assert unwell["schema"] == {"$ref": "#/components/schemas/Health"}
    assert unwell["example"]["status"] == "Unhealthy"


def test_an_example_does_not_contradict_itself(document: Json) -> None:
    def shown(path: str) -> Json:
        example: Json = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["example"]
        return example

    for one in (shown("/customers/contacts/imports/{importId}"), shown("/customers/contacts/exports/{exportId}")):
        assert one["status"] in ("Completed", "CompletedWithErrors")
        assert one["finishedAt"] is not None
        assert one["failureReason"] is None
        assert one.get("undoRequestedAt") is None


def test_every_kind_of_error_without_a_code_is_told_in_words() -> None:
    elsewhere = {"MethodNotAllowedError", "NotFoundError"}  # of paths that are none of ours
    assert {kind.type for kind in (*KINDS.values(), UNEXPECTED)} - elsewhere <= set(MEANINGS)


def test_every_field_and_parameter_says_what_it_means(document: Json) -> None:
    silent = [
        f"{name}.{field}"
        for name, schema in document["components"]["schemas"].items()
        for field, told in schema.get("properties", {}).items()
        if not told.get("description")
    ]
    parameters = [one for operation in operations(document) for one in operation["parameters"]]

    assert silent == []
    assert [one["name"] for one in parameters if not one.get("description")] == []
    assert [name for name, schema in document["components"]["schemas"].items() if not schema.get("description")] == []


def test_nothing_tells_of_the_library_or_of_our_papers(document: Json) -> None:
    for schema in schemas_in(document["components"]["schemas"]):
        assert not isinstance(schema.get("title"), str)
        assert not {"ge", "le", "gt", "lt"} & set(schema)
        assert schema.get("default", "") is not None
    assert "§" not in json.dumps(document, ensure_ascii=False)
    assert "Appendix" not in json.dumps(document)


def test_each_list_of_choices_is_there_once(document: Json) -> None:
    choices = [
        (one.get("description", ""), tuple(one["enum"]))
        for one in schemas_in(document)
        if isinstance(one.get("enum"), list)
    ]

    assert sorted(choices) == sorted(set(choices))


def test_page_sizes_are_those_of_the_settings(document: Json) -> None:
    [size] = [one for one in document["paths"]["/customers/search"]["get"]["parameters"] if one["name"] == "pageSize"]

    assert size["schema"] == {"type": "integer", "minimum": 1, "maximum": 75, "default": 25}


def test_roles_are_told_in_words(document: Json) -> None:
    create, health = document["paths"]["/customers"]["post"], document["paths"]["/health"]["get"]

    assert "Needs one of the roles Admin, CustomerManager." in create["description"]
    assert "Anybody may call this" in health["description"]
    assert "make token" in document["info"]["description"]


def test_every_body_and_answer_has_an_example_that_fits_its_schema(document: Json) -> None:
    for operation in operations(document):
        bodies = [operation["requestBody"]["content"]] if "requestBody" in operation else []
        for content in [*bodies, *(one["content"] for one in operation["responses"].values() if "content" in one)]:
            for media_type, told in content.items():
                if media_type in ("multipart/form-data", "application/octet-stream"):
                    continue  # its fields have theirs, or it is what a provider makes it
                examples = [told["example"]] if "example" in told else [*told["examples"].values()]
                assert examples
                for example in examples:
                    if "$ref" in (example if isinstance(example, dict) else {}):
                        example = document["components"]["examples"][example["$ref"].rpartition("/")[2]]["value"]
                    fits(told["schema"], example, document)


def fits(schema: Json, example: Any, document: Json) -> None:
    validator = Draft202012Validator({**schema, "components": document["components"]})
    assert [error.message for error in validator.iter_errors(example)] == []


CHANGING = [param(one, id=one.name) for one in routes if one.body]


@mark.system
@mark.parametrize("endpoint", CHANGING)
def test_the_example_of_a_body_works_as_it_is(
    document: Json, api: httpx.Client, new_customer: NewCustomer, endpoint: Endpoint
) -> None:
    customer = new_customer()["id"]
    phone = f"+4915{UUID(customer).int % 10**9:09}"
    person = {"firstName": "P", "lastName": "Q", "email": f"{customer}@example.com", "phone": phone}
    known: Json = {"contactId": None, "recipientEmail": person["email"], "recipientPhone": person["phone"]}
    contact = api.post(f"customers/{customer}/contacts", json=person).json()["id"]
    if endpoint.name == "merge_customers":
        known |= {"sourceCustomerId": customer, "targetCustomerId": new_customer()["id"]}
    if endpoint.name == "reactivate_customer":
        api.post(f"customers/{customer}/suspend", json={})
    path = endpoint.path.replace("{customer_id}", customer).replace("{contact_id}", contact)
    if "template" in endpoint.name:
        for one in api.get("templates", params={"pageSize": 75}).json()["items"]:
            api.delete(f"templates/{one['id']}")  # the example's name can be taken but once
        text = {"name": customer, "subject": "s", "body": "{{ event }}"}
        path = path.replace("{template_id}", api.post("templates", json=text).json()["id"])
    if "{communication_id}" in path:
        times = {"scheduledStart": "2031-03-14T09:00:00Z", "scheduledEnd": "2031-03-14T10:00:00Z"}
        met = api.post(f"customers/{customer}/communications/meeting", json={"title": "Visit", **times}).json()
        path = path.replace("{communication_id}", met["id"])
    if "{complaint_id}" in path:
        body = {"subject": "Cold", "description": "The heating was off."}
        path = path.replace("{complaint_id}", api.post(f"customers/{customer}/complaints", json=body).json()["id"])
    if "{testimonial_id}" in path:
        said = api.post(f"customers/{customer}/testimonials", json={"content": "Good", "rating": 5}).json()
        path = path.replace("{testimonial_id}", said["id"])
    if "{follow_up_id}" in path:
        task = {"subject": "Call", "dueDate": "2026-03-14T09:26:53Z"}
        path = path.replace("{follow_up_id}", api.post(f"customers/{customer}/follow-ups", json=task).json()["id"])
    [told] = [one for one in operations(document) if one["operationId"] == camel(endpoint.name)]

    example = told["requestBody"]["content"]["application/json"]["example"]
    if "primaryEmail" in example:
        example = {**example, "primaryEmail": f"{customer}@example.org"}  # which can be taken but once
    example |= {name: given for name, given in known.items() if name in example}
    answer = api.request(endpoint.method, path, json=example)

    assert answer.status_code == endpoint.status, answer.text
