"""What a caller reads about a request that is refused: the API's words, and a way on."""

import json
import re
from collections.abc import Sequence
from typing import Any, get_args

import httpx
from pydantic import BaseModel, ValidationError
from pydantic_core.core_schema import ErrorType
from pytest import mark, param, raises

import function_app  # noqa: F401 - registers every blueprint
from shared.customers.requests import NewCustomer as NewCustomerBody
from shared.imports.requests import UploadRequest
from shared.platform.web.routes import routes
from shared.platform.web.wording import OTHERWISE, WORDS, invalid, unknown
from tests.support.running import Running

GOOD = {"companyName": "Aurora", "type": "Individual", "primaryEmail": "a@example.com"}
IN_OUR_WORDS = re.compile(r"(is|must|has|unknown) .*[^.]$")


def errors_of(body: Any, model: type[BaseModel] = NewCustomerBody) -> dict[str, list[str]]:
    with raises(ValidationError) as refused:
        model.model_validate_json(json.dumps(body))
    return dict(invalid(model, refused.value, part="field").fields)


WRONG: Sequence[tuple[Any, dict[str, str]]] = (
    ({"companyname": "x"}, {"companyname": "unknown field companyname; did you mean companyName?"}),
    ({"company_name": "x"}, {"company_name": "unknown field company_name; did you mean companyName?"}),
    ({"primarEmail": "x"}, {"primarEmail": "unknown field primarEmail; did you mean primaryEmail?"}),
    ({"colour": "x"}, {"colour": "unknown field colour"}),
    (
        {"billingAddress": {"zipcode": "1"}},
        {"billingAddress.zipcode": "unknown field zipcode; did you mean zipCode?"},
    ),
    ({"primaryEmail": "nobody"}, {"primaryEmail": "must be an e-mail address"}),
    ({"primaryEmail": None}, {"primaryEmail": "must be a text"}),
    ({"companyName": " "}, {"companyName": "must not be empty"}),
    ({"companyName": "x" * 300}, {"companyName": "must have at most 200 characters"}),
    ({"type": "Club"}, {"type": "must be Individual, SmallBusiness, Enterprise, NonProfit or Government"}),
    ({"billingAddress": []}, {"billingAddress": "must be an object"}),
    ({"preferences": {"communicationChannels": "x"}}, {"preferences.communicationChannels": "must be a list"}),
    (
        {"preferences": {"timeZone": "Mars"}},
        {"preferences.timeZone": "must be an IANA time zone, as in Europe/Berlin"},
    ),
)


@mark.parametrize(("change", "errors"), WRONG)
def test_a_wrong_field_is_told_so_that_it_can_be_mended(change: Any, errors: dict[str, str]) -> None:
    assert errors_of({**GOOD, **change}) == {name: [message] for name, message in errors.items()}


def test_what_is_missing_is_required() -> None:
    assert errors_of({})["companyName"] == ["is required"]


def test_a_suggestion_is_made_of_a_name_of_any_length() -> None:
    assert unknown("field", "companyname" * 10_000, ["companyName"]) == "unknown field " + ("companyname" * 20)[:200]


def test_every_kind_of_error_has_our_words_or_none_of_the_librarys() -> None:
    assert set(WORDS) <= set(get_args(ErrorType))
    assert all(IN_OUR_WORDS.fullmatch(message) for message in WORDS.values())


def every_wrong_value(model: type[BaseModel]) -> list[Any]:
    """Bodies in which each field in turn is of each wrong kind."""
    names = [field.alias or name for name, field in model.model_fields.items()]
    values: list[Any] = [None, True, -1, 10**30, 1.5, "", "\u2003", "x" * 9000, [], [[]], [None] * 200, {}, {"x": {}}]
    return [{name: value} for name in names for value in values]


@mark.parametrize("endpoint", [param(one, id=one.name) for one in routes if one.body or one.form or one.query])
def test_no_wrong_value_of_any_route_is_told_in_the_librarys_words(endpoint: Any) -> None:
    told = []
    for model in filter(None, (endpoint.body, endpoint.form, endpoint.query)):
        for body in every_wrong_value(model):
            try:
                model.model_validate_json(json.dumps(body)) if model is endpoint.body else model.model_validate(
                    {name: value if isinstance(value, str) else json.dumps(value) for name, value in body.items()},
                    strict=False,
                )
            except ValidationError as refused:
                said = invalid(model, refused, part="field").fields
                told += [message for messages in said.values() for message in messages]

    assert [message for message in told if not IN_OUR_WORDS.fullmatch(message)] == []
    assert OTHERWISE not in told


@mark.system
def test_a_client_learns_what_its_token_lacks(running: Running, api: httpx.Client) -> None:
    def challenge(**headers: str) -> tuple[int, str]:
        answer = httpx.post(f"{api.base_url}customers", json=GOOD, headers=headers)
        return answer.status_code, answer.headers["www-authenticate"]

    realm = 'Bearer realm="Contact & Customer Management"'
    said = f'{realm}, error="invalid_token", error_description="The token is not readable."'
    status, forbidden = challenge(authorization=f"Bearer {running.token(('CustomerViewer',))}")
    assert challenge() == (401, realm)
    assert challenge(authorization="Bearer x.y.z") == (401, said)
    assert (status, forbidden.startswith(f'{realm}, error="insufficient_scope", error_description="')) == (403, True)


@mark.system
def test_an_unknown_parameter_is_told_with_the_one_that_may_be_meant(api: httpx.Client) -> None:
    answer = api.get("customers/search", params={"pagesize": 5})

    assert answer.json()["errors"] == {"pagesize": ["unknown parameter pagesize; did you mean pageSize?"]}


OUR_FIELDS = "firstName, lastName, fullName, email, phone, position, tags, customerId, customerNumber or companyName"


@mark.parametrize(
    ("mappings", "right"),
    [
        ({"mobile": "x"}, {"mappings.mobile": [f"must be {OUR_FIELDS}"]}),
        ({"phone": 4}, {"mappings.phone": ["must be a text", "must be a list"]}),
        ({"phone": ["a", 1]}, {"mappings.phone": ["must be a text"], "mappings.phone.1": ["must be a text"]}),
    ],
)
def test_a_wrong_mapping_is_told_of_by_its_own_names(mappings: Any, right: dict[str, list[str]]) -> None:
    assert errors_of({"fileName": "a.csv", "mappings": mappings}, UploadRequest) == right
