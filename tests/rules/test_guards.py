"""What no history of today's callers does, and an aggregate still does not let happen."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

from pytest import mark, raises

from shared.contacts.list_files import FileFormat
from shared.contacts.model import CustomerContacts
from shared.contacts.values import MAX_TAGS, ContactDetails
from shared.imports.model import ContactImport, ImportEnded, ImportNotUndoable
from shared.imports.understanding import Understood
from shared.imports.values import ImportStatus, Options
from shared.kernel.errors import Invalid

AT = datetime(2026, 3, 2, tzinfo=UTC)
ADA = ContactDetails("Ada", "Lovelace", "ada@example.com")
EVE = ContactDetails("Eve", "Adler", "eve@example.com")


def test_no_contact_becomes_primary_while_the_present_one_may_be_unread() -> None:
    contacts = CustomerContacts(uuid4(), 1, [], limit=5, unread=1)

    with raises(AssertionError, match="not read"):
        contacts.add(uuid4(), ADA, is_primary=True, tags=(), at=AT)


def test_a_tag_that_is_spelt_otherwise_since_is_not_taken_away_by_putting_a_contact_back() -> None:
    contacts = CustomerContacts(uuid4(), 1, [], limit=5)
    ada = contacts.add(uuid4(), ADA, is_primary=True, tags=("press", "new"), at=AT)

    contacts.restore(ada, ADA, ["PRESS"], at=AT)

    assert ada.tags == ("press",)


def ended() -> ContactImport:
    made = ContactImport(uuid4(), "a.csv", "a.csv", Options(), by="amira", at=AT)
    made.cancel(at=AT)
    return made


@mark.parametrize(
    "verb",
    [
        lambda one: one.begin(FileFormat.CSV, (), {}, Understood(), at=AT),
        lambda one: one.advance(successful=3, failed=0, progress=1.0),
        lambda one: one.finish((), at=AT),
        lambda one: one.cancel(at=AT),
    ],
    ids=["begin", "advance", "finish", "cancel"],
)
def test_an_import_that_has_ended_goes_no_further(verb: Callable[[ContactImport], None]) -> None:
    one = ended()
    before = dict(vars(one))

    with raises(ImportEnded):
        verb(one)

    assert vars(one) == before
    assert one.arrive("v2") is False
    assert (one.blob_etag, len(one.pending_events)) == (None, 1)


def test_an_undo_nobody_asked_for_undoes_nothing() -> None:
    running = ContactImport(uuid4(), "a.csv", "a.csv", Options(), by="amira", at=AT)

    with raises(ImportNotUndoable):
        running.advance_undo(undone=5, kept=0, finished=True, by="amira", at=AT)

    assert (running.status, running.undone_records) == (ImportStatus.PROCESSING, 0)


def test_a_contact_has_fifty_tags_at_most_and_of_too_many_none_is_added() -> None:
    contacts = CustomerContacts(uuid4(), 0, (), limit=5)
    ada = contacts.add(uuid4(), ADA, is_primary=True, tags=[str(n) for n in range(MAX_TAGS - 1)], at=AT)
    known = ada.tags
    with raises(Invalid):
        contacts.tag(ada, "last", "one too many", at=AT)
    assert ada.tags == known

    contacts.tag(ada, "last", "LAST", at=AT)

    assert ada.tags == (*known, "last")
    with raises(Invalid):
        contacts.tag(ada, "new", at=AT)
    with raises(Invalid):
        contacts.add(uuid4(), EVE, is_primary=False, tags=(*known, "last", "new"), at=AT)
