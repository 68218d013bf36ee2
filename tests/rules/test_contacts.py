"""The rules between a customer's contacts, read all at once or in part."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from pytest import MonkeyPatch, mark

from shared.contacts.events import ContactTagged
from shared.contacts.model import Contact, CustomerContacts
from shared.contacts.values import ContactDetails, ContactStatus
from tests.rules.driving import START, check_counting, holds, is_broken, refusal, state

ABSENT, TAKEN, PRIMARY_STAYS, FULL = "CONT-001", "CONT-002", "CONT-003", "CONT-004"
"""Codes of what is refused."""

LIMIT = 4
CUSTOMER = UUID(int=1)
SPELLINGS = ("{}@x.example.com", "{}@X.Example.COM", "ｘ{}@x.example.com", " x{}@x.EXAMPLE.com")
"""Two ways each to spell two addresses of a person."""
KEYS = ("{}@x.example.com", "{}@x.example.com", "x{}@x.example.com", "x{}@x.example.com")
"""What they are compared by."""
KEY_OF = {
    spelt.format(name): key.format(name.lower())
    for spelt, key in zip(SPELLINGS, KEYS, strict=True)
    for name in ("ada", "ADA", "ben", "cyd")
}
TAGS = ("vip", "VIP", "ＶＩＰ", "press", "Press", "straße", "STRASSE")
TAG_KEY = {"vip": "vip", "VIP": "vip", "ＶＩＰ": "vip", "press": "press", "Press": "press"}

emails = st.sampled_from(sorted(KEY_OF))
tags = st.sampled_from(TAGS)
flags = st.booleans()
updates = st.fixed_dictionaries(
    {},
    optional={
        "first_name": st.sampled_from(["Ada", "Augusta"]),
        "position": st.sampled_from([None, "Countess"]),
        "status": st.sampled_from([ContactStatus.ACTIVE, ContactStatus.BOUNCED]),
        "email": emails,
        "is_primary": flags,
    },
)


def tag_key(tag: str) -> str:
    return TAG_KEY.get(tag, "strasse")


@dataclass(frozen=True)
class Known:
    """A contact as it should be, and how many events it recorded since it was read."""

    details: ContactDetails
    is_primary: bool
    tags: tuple[str, ...] = ()
    recorded: int = 0
    changed_at: datetime | None = None

    @property
    def key(self) -> str:
        return KEY_OF[self.details.email]


class ContactRules(RuleBasedStateMachine):
    """Whatever is added, changed and removed: at most so many, one primary once there is one, no e-mail twice.

    Contacts that were not read are as they were stored. As its callers do, the machine has a contact read before its
    e-mail is given to another, and all of them before another becomes primary.
    """

    @initialize(
        stored=st.lists(emails, max_size=LIMIT, unique_by=KEY_OF.__getitem__),
        primary=st.integers(0, LIMIT - 1),
        read=st.lists(flags, min_size=LIMIT, max_size=LIMIT),
    )
    def open(self, stored: list[str], primary: int, read: list[bool]) -> None:
        self.now, self.last_id = START, 100
        self.stored = {
            UUID(int=10 + n): Known(ContactDetails(f"Person {n}", "Old", email), n == primary % len(stored), ("press",))
            for n, email in enumerate(stored)
        }
        self.there = {id: one for (id, one), known in zip(self.stored.items(), read, strict=False) if known}
        self.unread = {id: one for id, one in self.stored.items() if id not in self.there}
        self.gone: dict[UUID, Known] = {}
        self.told: list[tuple[UUID, str]] = []
        self.version = 5
        self.contacts = CustomerContacts(
            CUSTOMER, 5, map(self._as_stored, self.there), limit=LIMIT, unread=len(self.unread)
        )

    def _as_stored(self, id: UUID) -> Contact:
        one = self.stored[id]
        return Contact(id, CUSTOMER, one.details, is_primary=one.is_primary, tags=one.tags, created_at=START, version=3)

    @rule(some=st.lists(st.integers(0, LIMIT - 1), max_size=2))
    def read_more(self, some: list[int]) -> None:
        self._read([id for n, id in enumerate(self.stored) if n in some])

    @rule()
    def time_passes(self) -> None:
        self.now += timedelta(minutes=1)

    @rule(email=emails, is_primary=flags, given=st.lists(tags, max_size=3))
    def add(self, email: str, is_primary: bool, given: list[str]) -> None:
        self._read_for(email, is_primary)
        self.last_id += 1
        id, details = UUID(int=self.last_id), ContactDetails("New", "Person", email)
        expected = FULL if self._count() >= LIMIT else TAKEN if self._holder(email) else None
        self._call(lambda: self.contacts.add(id, details, is_primary=is_primary, tags=given, at=self.now), expected)
        if expected is None:
            first = self._count() == 0
            kept = [tag for n, tag in enumerate(given) if tag_key(tag) not in map(tag_key, given[:n])]
            if is_primary:
                self._step_down()
            self.there[id] = Known(details, is_primary or first, tuple(kept))
            self._changed(id, "ContactAdded", changed_at=None)

    @rule(which=st.integers(0, LIMIT), provided=updates)
    def update(self, which: int, provided: dict[str, Any]) -> None:
        if (id := self._chosen(which)) is None:
            return
        one = self.there[id]
        self._read_for(provided.get("email", ""), provided.get("is_primary", False))
        is_primary = provided.get("is_primary", one.is_primary)
        details = replace(one.details, **{name: value for name, value in provided.items() if name != "is_primary"})
        expected = None
        if one.is_primary and not is_primary:
            expected = "Invalid"
        elif self._holder(details.email) not in (None, id):
            expected = TAKEN
        self._call(lambda: self.contacts.update(self.contacts.contact(id), provided, at=self.now), expected)
        if expected is None and (details, is_primary) != (one.details, one.is_primary):
            if is_primary and not one.is_primary:
                self._step_down()
            self._changed(id, "ContactUpdated", details=details, is_primary=is_primary)

    @rule(which=st.integers(0, LIMIT))
    def remove(self, which: int) -> None:
        if (id := self._chosen(which)) is None:
            return
        expected = PRIMARY_STAYS if self.there[id].is_primary and self._count() > 1 else None
        self._call(lambda: self.contacts.remove(self.contacts.contact(id), None, at=self.now), expected)
        if expected is None:
            self._removed(id)

    @rule(which=st.integers(0, LIMIT))
    def remove_handing_over(self, which: int) -> None:
        if (id := self._chosen(which)) is None:
            return
        one, others = self.there[id], [other for other in self.there if other != id]
        expected = PRIMARY_STAYS if one.is_primary and self.unread and not others else None
        self._call(
            lambda: self.contacts.remove_handing_over(self.contacts.contact(id), "undone", at=self.now), expected
        )
        if expected is None:
            if one.is_primary and others:
                self._step_down()
                self._changed(others[0], "ContactUpdated", is_primary=True)
            self._removed(id)

    @rule(which=st.integers(0, LIMIT), email=emails, former=st.lists(tags, max_size=2))
    def restore(self, which: int, email: str, former: list[str]) -> None:
        if (id := self._chosen(which)) is None:
            return
        self._read_for(email, False)
        one, details = self.there[id], ContactDetails("Former", "Person", email)
        # an import spells no tag anew, and a contact that others changed since is not restored
        former = [next((now for now in one.tags if tag_key(now) == tag_key(tag)), tag) for tag in former]
        expected = TAKEN if self._holder(email) not in (None, id) else None
        self._call(lambda: self.contacts.restore(self.contacts.contact(id), details, former, at=self.now), expected)
        if expected is None:
            if details != one.details:
                self._changed(id, "ContactUpdated", details=details)
            for tag in one.tags:
                if tag not in former:
                    self._changed(id, "ContactUntagged", tags=tuple(t for t in self.there[id].tags if t != tag))

    @rule(which=st.integers(0, LIMIT), tag=tags)
    def tag(self, which: int, tag: str) -> None:
        if (id := self._chosen(which)) is None:
            return
        self._call(lambda: self.contacts.tag(self.contacts.contact(id), tag, at=self.now), None)
        if tag_key(tag) not in map(tag_key, self.there[id].tags):
            self._changed(id, "ContactTagged", tags=(*self.there[id].tags, tag))

    @rule(which=st.integers(0, LIMIT), tag=tags)
    def untag(self, which: int, tag: str) -> None:
        if (id := self._chosen(which)) is None:
            return
        self._call(lambda: self.contacts.untag(self.contacts.contact(id), tag, at=self.now), None)
        kept = tuple(one for one in self.there[id].tags if tag_key(one) != tag_key(tag))
        if kept != self.there[id].tags:
            self._changed(id, "ContactUntagged", tags=kept)

    def _read_for(self, email: str, all_of_them: bool) -> None:
        """Whom one must know of, before this e-mail is given or another becomes primary."""
        self._read([id for id, one in self.unread.items() if all_of_them or one.key == KEY_OF.get(email)])

    def _read(self, ids: Iterable[UUID]) -> None:
        """From the table, which knows nothing of what was done since."""
        ids = list(ids)
        self.version += 1
        self.contacts.include([self._as_stored(id) for id in ids], version=self.version)
        for id in ids:
            if id in self.unread:
                self.there[id] = self.unread.pop(id)

    def _chosen(self, which: int) -> UUID | None:
        """One of those that were read, if there are any."""
        return list(self.there)[which % len(self.there)] if self.there else None

    def _count(self) -> int:
        return len(self.there) + len(self.unread)

    def _holder(self, email: str) -> UUID | None:
        return next((id for id, one in self.there.items() if one.key == KEY_OF[email]), None)

    def _call(self, call: Callable[[], object], expected: str | None) -> None:
        """What is refused changes nothing."""
        before = self._everything()
        assert refusal(call) == expected
        if expected:
            assert self._everything() == before

    def _everything(self) -> tuple[object, ...]:
        spelt = [self.contacts.with_email(email) for email in sorted(KEY_OF)]
        return [(one.id, state(one)) for one in self.contacts.entities], spelt, self.contacts.version

    def _step_down(self) -> None:
        for id, one in self.there.items():
            if one.is_primary:
                self._changed(id, "ContactUpdated", is_primary=False)

    def _changed(self, id: UUID, event: str, **changes: Any) -> None:
        one = self.there[id]
        self.there[id] = replace(one, **{"changed_at": self.now, **changes}, recorded=one.recorded + 1)
        self.told.append((id, event))

    def _removed(self, id: UUID) -> None:
        one = self.there.pop(id)
        self.gone[id] = replace(one, recorded=one.recorded + 1)
        self.told.append((id, "ContactRemoved"))

    @invariant()
    def they_are_as_predicted(self) -> None:
        for found, expected in ((list(self.contacts), self.there), (self._gone(), self.gone)):
            assert [one.id for one in found] == list(expected)
            for one, known in zip(found, expected.values(), strict=True):
                assert (one.details, one.is_primary, one.tags) == (known.details, known.is_primary, known.tags)
                assert one.last_modified_at == known.changed_at
                assert one.is_removed == (one.id in self.gone)
        assert self.contacts.version == self.version
        assert self.contacts.is_complete == (not self.unread)

    def _gone(self) -> list[Contact]:
        return [one for one in self.contacts.entities if one.id not in self.there]

    @invariant()
    def there_are_no_more_than_the_limit(self) -> None:
        assert len(list(self.contacts)) + len(self.unread) <= LIMIT

    @invariant()
    def there_is_one_primary_as_soon_as_there_is_any(self) -> None:
        primaries = [one for one in self.contacts if one.is_primary]
        elsewhere = [one for one in self.unread.values() if one.is_primary]
        assert len(primaries) + len(elsewhere) == (1 if self._count() else 0)

    @invariant()
    def no_email_is_there_twice(self) -> None:
        keys = [KEY_OF[one.details.email] for one in self.contacts]
        assert len(keys) == len(set(keys))

    @invariant()
    def no_tag_is_there_twice(self) -> None:
        for one in self.contacts:
            assert len({tag_key(tag) for tag in one.tags}) == len(one.tags)

    @invariant()
    def each_is_found_by_its_email_however_spelt(self) -> None:
        for email in KEY_OF:
            found = self.contacts.with_email(email)
            assert (found.id if found else None) == self._holder(email)

    @invariant()
    def each_change_is_one_event(self) -> None:
        pending = [(one.id, event) for one in self.contacts.entities for event in one.pending_events]
        pending.sort(key=lambda told: told[1].order)
        assert [(id, type(event.event).__name__) for id, event in pending] == self.told
        for one in self.contacts.entities:
            known = self.there[one.id] if one.id in self.there else self.gone[one.id]
            check_counting(one, known.recorded, before=3 if one.id in self.stored else 0)

    @invariant()
    def only_those_that_are_there_are_handed_out(self) -> None:
        for id in (*self.gone, *self.unread, UUID(int=9)):
            assert refusal(lambda: self.contacts.contact(id)) == ABSENT  # noqa: B023
        for one in self.contacts:
            assert self.contacts.contact(one.id, expecting=frozenset({one.version})) is one
            stale = frozenset({one.version - 1, one.version + 1})
            assert refusal(lambda: self.contacts.contact(one.id, expecting=stale)) == "VersionConflict"  # noqa: B023


def test_a_customers_contacts_keep_their_rules_through_any_history() -> None:
    holds(ContactRules)


real_add, real_update, real_remove = CustomerContacts.add, CustomerContacts.update, CustomerContacts.remove
real_replace = Contact._replace


def nobody_is_refused(self: CustomerContacts, email: str, *, by: Contact | None) -> None:
    """Two contacts get one e-mail address."""


def nobody_steps_down(self: CustomerContacts, at: datetime) -> None:
    """Two contacts are primary."""


def half_the_hand_over(self: CustomerContacts, contact: Contact, provided: Any, *, at: datetime) -> None:
    """An update that is refused has taken the primary away already."""
    if provided.get("is_primary") and not contact.is_primary:
        self._hand_over(at)
    real_update(self, contact, provided, at=at)


def one_too_many(self: CustomerContacts, *given: Any, **named: Any) -> Contact:
    self._limit += 1
    try:
        return real_add(self, *given, **named)
    finally:
        self._limit -= 1


def the_first_is_like_any_other(self: CustomerContacts, *given: Any, **named: Any) -> Contact:
    self._unread += 1
    try:
        return real_add(self, *given, **named)
    finally:
        self._unread -= 1


def tag_in_any_case(self: CustomerContacts, contact: Contact, tag: str, *, at: datetime) -> None:
    if tag not in contact.tags:
        event = ContactTagged(contact_id=contact.id, customer_id=self.customer_id, tag=tag, tagged_at=at)
        contact._retag((*contact.tags, tag), event, at)


def remove_anyone(self: CustomerContacts, contact: Contact, reason: str | None, *, at: datetime) -> None:
    was, contact.is_primary = contact.is_primary, False
    real_remove(self, contact, reason, at=at)
    contact.is_primary = was


def read_again(self: CustomerContacts, contacts: Iterable[Contact], *, version: int) -> None:
    self.version = version
    for contact in contacts:
        self._unread -= contact.id not in self._contacts
        self._contacts[contact.id] = self._by_email[contact.email_key] = contact


def tell_of_nothing(self: Contact, details: ContactDetails, is_primary: bool, at: datetime) -> None:
    real_replace(self, details, is_primary, at)
    self.last_modified_at = at


@mark.parametrize(
    ("kind", "method", "broken"),
    [
        (CustomerContacts, "_refuse_taken", nobody_is_refused),
        (CustomerContacts, "_hand_over", nobody_steps_down),
        (CustomerContacts, "update", half_the_hand_over),
        (CustomerContacts, "add", one_too_many),
        (CustomerContacts, "add", the_first_is_like_any_other),
        (CustomerContacts, "tag", tag_in_any_case),
        (CustomerContacts, "remove", remove_anyone),
        (CustomerContacts, "include", read_again),
        (Contact, "_replace", tell_of_nothing),
    ],
)
def test_a_broken_guard_between_contacts_is_found(
    monkeypatch: MonkeyPatch, kind: Any, method: str, broken: Any
) -> None:
    monkeypatch.setattr(kind, method, broken)

    is_broken(ContactRules)
