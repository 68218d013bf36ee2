"""Texts that people read have something to see in them, and an address is one in letters and in punycode."""

from pydantic import ValidationError
from pytest import mark, raises

from shared.contacts.requests import NewContact, TagRequest
from shared.customers.errors import DuplicateCustomerEmail
from shared.customers.requests import NewCustomer
from shared.kernel.text import email_key, is_visible
from tests.support.world import World


@mark.parametrize("text", ["\u200b", "\u00ad\u2060", "\ufeff", "\u3164", "\u2800", "\u115f", "\u200e \u200f", "\u0301"])
def test_a_text_of_marks_that_nobody_sees_is_refused(text: str) -> None:
    assert not is_visible(text)
    contact = {"firstName": "Ina", "lastName": "Berg", "email": "i@example.com"}
    for field in ("firstName", "lastName"):
        with raises(ValidationError, match="something in it that can be seen"):
            NewContact.model_validate({**contact, field: text})
    with raises(ValidationError, match="something in it that can be seen"):
        TagRequest.model_validate({"tag": text})
    with raises(ValidationError, match="something in it that can be seen"):
        NewCustomer.model_validate(
            {"companyName": text, "type": "Enterprise", "primaryEmail": "i@example.com"}, strict=False
        )


@mark.parametrize("text", ["a", "é", "\u200bä", "田", "ا", "👩\u200d🚀", "٣", "ก็", "−", "क्षि"])
def test_a_text_with_something_to_see_is_not(text: str) -> None:
    assert is_visible(text)
    assert NewContact.model_validate({"firstName": text, "lastName": "L", "email": "i@example.com"}).first_name == text


def test_an_address_is_compared_in_letters() -> None:
    assert email_key("Ina@XN--MLLER-KVA.de") == email_key("ina@MÜLLER.de") == "ina@müller.de"
    assert email_key("ina@xn--strae-oqa.de") == email_key("ina@straße.de")
    assert email_key("ina@xn--.de") == "ina@xn--.de"


def test_a_customer_is_found_by_its_address_in_punycode_and_has_it_alone(world: World) -> None:
    world.has_customer("Aurora", "ina@müller.de")

    assert world.found("ina@xn--mller-kva.de") == ["Aurora"]
    with raises(DuplicateCustomerEmail):
        world.has_customer("Nova", "ina@xn--mller-kva.de")
