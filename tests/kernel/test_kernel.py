"""Ids, text, events and values."""

import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID, uuid4

import phonenumbers
from pytest import mark, raises

from shared.concepts import error_codes, event_types
from shared.customers.events import CustomerDeactivated, CustomerRegistered
from shared.customers.values import Address, ContactInfo, CustomerStatus
from shared.kernel.events import Change
from shared.kernel.ids import new_id
from shared.kernel.naming import camel, to_jsonable
from shared.kernel.text import fold, sort_key, words
from shared.kernel.values import differences
from shared.platform.web import contact_validation
from shared.platform.web.trace import trace_of


def as_sql_server_sorts(id: UUID) -> tuple[bytes, ...]:
    """`uniqueidentifier` order: the last six bytes first, then backwards group by group."""
    raw = id.bytes
    return raw[10:], raw[8:10], raw[6:8], raw[4:6], raw[:4]


def test_ids_ascend_with_time_in_sql_servers_order() -> None:
    made = []
    for _ in range(50):
        made.append(new_id())
        time.sleep(0.0011)

    assert made == sorted(made, key=as_sql_server_sorts)


def test_ids_ascend_from_second_to_second_where_the_first_bytes_count() -> None:
    before, id, after = int(time.time()), new_id(), int(time.time())

    assert before <= int.from_bytes(id.bytes[:4]) <= after


def test_ids_are_version_8_uuids_and_never_repeat() -> None:
    made = {new_id() for _ in range(20_000)}

    assert len(made) == 20_000
    assert {(id.version, id.variant) for id in made} == {(8, "specified in RFC 4122")}


@mark.parametrize(
    ("one", "other"),
    [(" A@B.c ", "a@b.C"), ("ＡＢ", "ab"), ("ﬁ", "FI"), ("straße", "STRASSE"), ("İ", "i̇")],
)
def test_folding_forgets_case_width_and_surrounding_space(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_names_are_compared_without_accents_and_words_without_punctuation() -> None:
    assert sort_key("  Ångström   &  Søn ") == "angstrom & son"
    assert sort_key("Øresund Łódź Þór æon") == "oresund lodz thor aeon"
    assert words("O'Brien-Müller_& 1,5% (ltd.)") == ["o", "brien", "muller", "1", "5", "ltd"]


def test_an_event_shows_nothing_personal_when_it_is_printed() -> None:
    event = CustomerDeactivated(
        customer_id=uuid4(), reason="owes Alice money", deactivated_at=datetime.now(UTC), deactivated_by="ben"
    )

    assert "Alice" not in f"{event} {event!r}"
    assert "ben" in repr(event)


WITHOUT_PERSONAL = {
    "CommunicationFiled",
    "ComplaintAnswered",
    "ComplaintAssigned",
    "ComplaintDueSoon",
    "ComplaintWaitingChanged",
    "TestimonialApproved",
    "TestimonialUnapproved",
    "EmailQueued",
    "SmsQueued",
    "CommunicationScheduled",
    "CommunicationStatusChanged",
    "MeetingInvitationSent",
    "AttachmentRemoved",
    "TemplateCreated",
    "TemplateUpdated",
    "TemplateDeleted",
    "FollowUpOverdue",
    "FollowUpCompleted",
    "CustomerErased",
    "ContactErased",
    "CustomerMergeStarted",
    "CustomerMergeRefused",
    "CustomerMerged",
    "CustomerArchivedByMerge",
    "MergedCustomerForwarded",
    "CustomerMergeUndoStarted",
    "CustomerMergeUndone",
    "CustomerRestored",
    "ContactMoved",
    "ContactMerged",
    "ContactUnmerged",
    "MergeReady",
    "ContactExportRequested",
    "JobReady",
    "ContactListExported",
    "ContactImportUndoRequested",
    "ContactListImportUndone",
}


def test_every_event_says_what_is_personal_in_it() -> None:
    assert CustomerRegistered.personal_fields() == {"company_name", "primary_email", "primary_phone"}
    for name, kind in event_types().items():
        assert bool(kind.personal_fields()) != (name in WITHOUT_PERSONAL), (
            f"{name}: is something Personal in it, or not?"
        )


def test_plain_values_are_what_json_knows() -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=timezone(timedelta(hours=2)))

    assert to_jsonable({"a": (CustomerStatus.ACTIVE, Decimal("1.50"), moment)}) == {
        "a": ["Active", 1.5, "2026-01-02T01:04:05.000006Z"]
    }
    assert to_jsonable(Address(city="Bonn")) == {
        "street": None,
        "city": "Bonn",
        "state": None,
        "zipCode": None,
        "country": None,
    }
    assert camel("linked_in_url") == "linkedInUrl"
    with raises(TypeError):
        to_jsonable(object())


def test_differences_name_the_leaves_that_changed() -> None:
    before = ContactInfo("a@example.com", billing_address=Address(city="Bonn"))
    after = before.replaced({"billing_address": Address(city="Köln"), "website": "x.example.com"})

    assert differences("contactInfo", before, after) == {
        "contactInfo.website": Change(None, "x.example.com"),
        "contactInfo.billingAddress.city": Change("Bonn", "Köln"),
    }


def test_values_survive_being_spread_over_columns() -> None:
    info = ContactInfo("a@example.com", shipping_address=Address(zip_code="1"))

    assert ContactInfo.from_leaves(*info.__composite_values__()) == info


def test_codes_are_unique_and_explained() -> None:
    assert all(kind.meaning for kind in error_codes().values())


def test_a_trace_is_continued_or_begun() -> None:
    given = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"
    continued = trace_of(given)

    assert continued.id == "0af7651916cd43dd8448eb211c80319c"
    assert continued.parent.endswith("-00")
    assert continued.parent != given
    for broken in (
        None,
        "",
        "x",
        given.replace("0af7", "0AF7"),
        "ff" + given[2:],
        f"00-{'0' * 32}-b7ad6b7169203331-01",
    ):
        assert trace_of(broken).id != continued.id


@dataclass(frozen=True)
class Unknown:
    value: int


def test_any_record_has_a_plain_form() -> None:
    assert to_jsonable(Unknown(1)) == {"value": 1}


def test_the_quick_look_at_a_phone_number_agrees_with_the_library_wherever_it_says_yes() -> None:
    chance, quick = random.Random(7), 0
    codes = list(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
    for _ in range(20_000):
        digits = "".join(chance.choices("0123456789", k=chance.randrange(4, 13)))
        number = f"+{chance.choice(codes)}{digits}"
        if contact_validation._is_e164(number):
            quick += 1
            assert contact_validation._international(number) == number
    assert quick > 5_000
