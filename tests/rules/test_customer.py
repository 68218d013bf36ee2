"""A customer's status and data: which changes it takes, and what it tells of them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from pytest import MonkeyPatch, mark

from shared.customers.model import Customer
from shared.customers.values import (
    Address,
    Communication,
    ContactInfo,
    CustomerSegment,
    CustomerStatus,
    CustomerType,
    Notifications,
    Preferences,
    Profile,
)
from shared.kernel.events import Changes, DomainEvent, Entity
from shared.kernel.naming import camel
from tests.rules.driving import START, check_counting, holds, is_broken, names, refusal, state

ACTIVE, INACTIVE, SUSPENDED, ARCHIVED = (
    CustomerStatus.ACTIVE,
    CustomerStatus.INACTIVE,
    CustomerStatus.SUSPENDED,
    CustomerStatus.ARCHIVED,
)
NO_MOVE, TWICE = "CUST-003", "CUST-004"

EMAILS = {
    "one@example.com": "one@example.com",
    "ONE@Example.com": "one@example.com",
    "ｔwo@example.com": "two@example.com",
    "Two@example.com ": "two@example.com",
    "straße@example.com": "strasse@example.com",
}
"""An address as it is spelt, and the key it is compared by."""
PHONES = (None, "+442079460018", "+4930123456")
ADDRESSES = (Address(), Address(city="Kiel"), Address(street="Holm 3", city="Kiel"))

profiles = st.fixed_dictionaries(
    {},
    optional={
        "company_name": st.sampled_from(["Aurora", "aurora"]),
        "industry": st.sampled_from([None, "Music"]),
        "type": st.sampled_from([CustomerType.ENTERPRISE, CustomerType.GOVERNMENT]),
        "segment": st.sampled_from([CustomerSegment.STANDARD, CustomerSegment.VIP]),
        "website": st.sampled_from([None, "https://aurora.example.com"]),
    },
)
contact_infos = st.fixed_dictionaries(
    {},
    optional={
        "primary_email": st.sampled_from(sorted(EMAILS)),
        "primary_phone": st.sampled_from(PHONES),
        "billing_address": st.sampled_from(ADDRESSES),
        "social_media": st.fixed_dictionaries({}, optional={"twitter_handle": st.sampled_from([None, "@aurora"])}),
    },
)
preferences = st.fixed_dictionaries(
    {},
    optional={
        "preferred_language": st.sampled_from(["en", "de"]),
        "interests": st.sampled_from([(), ("jazz",)]),
        "notifications": st.fixed_dictionaries({}, optional={"email": st.booleans(), "sms": st.booleans()}),
        "consents": st.fixed_dictionaries({}, optional={"marketing": st.booleans()}),
    },
)
reasons = st.sampled_from([None, "quiet"])


def paths(group: str, provided: Mapping[str, Any]) -> dict[str, Any]:
    """What a request provides, by the path that the history shows."""
    found: dict[str, Any] = {}
    for field, value in provided.items():
        path = f"{group}.{camel(field)}"
        match value:
            case Mapping():
                found |= paths(path, value)
            case Address():
                found |= {f"{path}.street": value.street, f"{path}.city": value.city}
            case _:
                found[path] = value
    return found


def written(customer: Customer) -> dict[str, Any]:
    """The customer's data by path, as far as the rules change it."""
    profile, info, preferred = customer.profile, customer.contact_info, customer.preferences
    return {
        "profile.companyName": profile.company_name,
        "profile.industry": profile.industry,
        "profile.type": profile.type,
        "profile.segment": profile.segment,
        "contactInfo.website": info.website,
        "contactInfo.primaryEmail": info.primary_email,
        "contactInfo.primaryPhone": info.primary_phone,
        "contactInfo.billingAddress.street": info.billing_address.street,
        "contactInfo.billingAddress.city": info.billing_address.city,
        "contactInfo.socialMedia.twitterHandle": info.social_media.twitter_handle,
        "preferences.preferredLanguage": preferred.preferred_language,
        "preferences.interests": preferred.interests,
        "preferences.notifications.email": preferred.notifications.email,
        "preferences.notifications.sms": preferred.notifications.sms,
        "preferences.consents.marketing": preferred.consents.marketing,
    }


class CustomerRules(RuleBasedStateMachine):
    """Whatever is asked of a customer: only allowed moves, one event for each change, none for what changes nothing."""

    @initialize(
        email=st.sampled_from(sorted(EMAILS)),
        phone=st.sampled_from(PHONES),
        channels=st.sampled_from([(), ("Email",), ("SMS",), ("SMS", "PhoneCall")]),
        email_wanted=st.booleans(),
    )
    def register(self, email: str, phone: str | None, channels: tuple[str, ...], email_wanted: bool) -> None:
        self.now = START
        self.customer = Customer(
            UUID(int=1),
            7,
            Profile("Aurora", industry=None, type=CustomerType.ENTERPRISE),
            ContactInfo(email, primary_phone=phone),
            Preferences(communication=Communication(channels), notifications=Notifications(email=email_wanted)),
            by="amira",
            at=START,
        )
        self.status, self.active_since = ACTIVE, START
        self.changed_at: datetime | None = None
        self.recorded, self.pending = 1, ["CustomerRegistered"]
        self.data: dict[str, Any] = {
            "profile.companyName": "Aurora",
            "profile.industry": None,
            "profile.type": CustomerType.ENTERPRISE,
            "profile.segment": CustomerSegment.STANDARD,
            "contactInfo.website": None,
            "contactInfo.primaryEmail": email,
            "contactInfo.primaryPhone": phone,
            "contactInfo.billingAddress.street": None,
            "contactInfo.billingAddress.city": None,
            "contactInfo.socialMedia.twitterHandle": None,
            "preferences.preferredLanguage": "en",
            "preferences.interests": (),
            "preferences.notifications.email": email_wanted or "Email" in channels,
            "preferences.notifications.sms": "SMS" in channels,
            "preferences.consents.marketing": False,
        }
        [pending] = self.customer.pending_events
        assert all(change.old is None and change.new is not None for change in pending.changes.values())
        shown = {path: change.new for path, change in pending.changes.items() if path in self.data}
        assert shown == {path: value for path, value in self.data.items() if value is not None}

    @rule(hours=st.sampled_from([1, 24, 24 * 179, 24 * 180]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def the_unit_of_work_writes(self) -> None:
        assert [type(one.event).__name__ for one in self.customer.release_events()] == self.pending
        self.pending = []

    @rule(provided=profiles)
    def update_profile(self, provided: dict[str, Any]) -> None:
        own = {field: value for field, value in provided.items() if field != "website"}
        site = {field: value for field, value in provided.items() if field == "website"}
        given = {**paths("profile", own), **paths("contactInfo", site)}
        self._update(self.customer.update_profile, provided, given, "CustomerProfileUpdated")

    @rule(provided=contact_infos)
    def update_contact_info(self, provided: dict[str, Any]) -> None:
        given = paths("contactInfo", provided)
        self._update(self.customer.update_contact_info, provided, given, "CustomerContactInfoUpdated")

    @rule(provided=preferences)
    def update_preferences(self, provided: dict[str, Any]) -> None:
        given = paths("preferences", provided)
        self._update(self.customer.update_preferences, provided, given, "CustomerPreferencesUpdated")

    @rule(reason=st.just("quiet"))
    def deactivate(self, reason: str) -> None:
        refused = {ACTIVE: None, INACTIVE: TWICE}.get(self.status, NO_MOVE)
        self._move(lambda: self.customer.deactivate(reason, by="amira", at=self.now), INACTIVE, refused)

    @rule(reason=reasons)
    def suspend(self, reason: str | None) -> None:
        refused = None if self.status is ACTIVE else NO_MOVE
        self._move(lambda: self.customer.suspend(reason, by="amira", at=self.now), SUSPENDED, refused)

    @rule(reason=reasons)
    def reactivate(self, reason: str | None) -> None:
        refused = None if self.status in (INACTIVE, SUSPENDED) else NO_MOVE
        self._move(lambda: self.customer.reactivate(reason, by="amira", at=self.now), ACTIVE, refused)

    @rule()
    def deactivate_if_inactive(self) -> None:
        before, due = state(self.customer), self.now >= self.active_since + timedelta(days=180)
        self.customer.deactivate_if_inactive(days=180, by="amira", at=self.now)
        if self.status is ACTIVE and due:
            self._moved(INACTIVE)
        else:
            assert state(self.customer) == before

    @precondition(lambda self: self.recorded > 3)
    @rule()
    def archive(self) -> None:
        """Merge and erasure will have a verb for it."""
        self.customer.status, self.customer.live_email_key = ARCHIVED, None
        self.status = ARCHIVED

    def _update(self, update: Callable[..., None], provided: Any, given: dict[str, Any], event: str) -> None:
        before = state(self.customer)
        refused = refusal(lambda: update(provided, by="amira", at=self.now))
        assert refused == (NO_MOVE if self.status is ARCHIVED else None)
        changed = {path: value for path, value in given.items() if self.data[path] != value}
        if refused or not changed:
            assert state(self.customer) == before
            return
        told = self.customer.pending_events[-1].changes
        assert {path: (change.old, change.new) for path, change in told.items()} == {
            path: (self.data[path], value) for path, value in changed.items()
        }
        self.data |= changed
        self._recorded(event)

    def _move(self, move: Callable[[], None], to: CustomerStatus, expected: str | None) -> None:
        before = state(self.customer)
        assert refusal(move) == expected
        if expected:
            assert state(self.customer) == before
        else:
            self._moved(to)

    def _moved(self, to: CustomerStatus) -> None:
        assert self.customer.pending_events[-1].changes == {"status": (self.status, to)}
        self.status = to
        if to is ACTIVE:
            self.active_since = self.now
        self._recorded(
            {ACTIVE: "CustomerReactivated", INACTIVE: "CustomerDeactivated", SUSPENDED: "CustomerSuspended"}[to]
        )

    def _recorded(self, event: str) -> None:
        self.recorded, self.changed_at = self.recorded + 1, self.now
        self.pending.append(event)

    @invariant()
    def it_is_as_predicted(self) -> None:
        assert self.customer.status is self.status
        assert written(self.customer) == self.data
        assert self.customer.last_modified_at == self.changed_at
        assert self.customer.last_activity_at == self.active_since

    @invariant()
    def each_change_is_one_event(self) -> None:
        check_counting(self.customer, self.recorded)
        assert names(self.customer) == self.pending

    @invariant()
    def the_address_is_taken_until_it_is_archived(self) -> None:
        key = EMAILS[self.data["contactInfo.primaryEmail"]]
        assert self.customer.live_email_key == (None if self.status is ARCHIVED else key)

    @invariant()
    def what_nobody_touches_stays(self) -> None:
        assert (self.customer.id, self.customer.customer_number, self.customer.number) == (
            UUID(int=1),
            "CUST-000007",
            7,
        )
        assert (self.customer.created_at, self.customer.created_by) == (START, "amira")
        assert self.customer.profile.lifetime_value == Decimal("0.00")


@mark.parametrize(("number", "shown"), [(1, "CUST-000001"), (999_999, "CUST-999999"), (1_000_000, "CUST-1000000")])
def test_a_customer_number_has_six_digits_or_as_many_as_it_takes(number: int, shown: str) -> None:
    profile = Profile("Aurora", industry=None, type=CustomerType.ENTERPRISE)
    made = Customer(UUID(int=1), number, profile, ContactInfo("a@example.com"), Preferences(), by="amira", at=START)

    assert (made.customer_number, made.number) == (shown, number)


def test_a_customer_keeps_its_rules_through_any_history() -> None:
    holds(CustomerRules)


real_change, real_record = Customer._change, Entity.record
real_update, real_reactivate = Customer.update_contact_info, Customer.reactivate


def any_move(self: Customer, to: CustomerStatus, event: DomainEvent, by: str, at: Any, *, out_of: Any) -> None:
    if self._change({"status": (self.status, to)}, event, by, at):  # type: ignore[dict-item]
        self.status = to


def change_though_archived(self: Customer, changes: Changes, event: DomainEvent, by: str, at: Any) -> bool:
    if changes:
        self.last_modified_at, self.last_modified_by = at, by
        self.record(event, changes)
    return bool(changes)


def tell_of_nothing(self: Customer, changes: Changes, event: DomainEvent, by: str, at: Any) -> bool:
    done = real_change(self, changes, event, by, at)
    if not done:
        self.record(event, changes)
    return done


def same_key_ever_after(self: Customer, provided: Any, *, by: str, at: Any) -> None:
    key = self.live_email_key
    real_update(self, provided, by=by, at=at)
    self.live_email_key = key


def count_in_twos(self: Entity, event: DomainEvent, changes: Changes) -> None:
    real_record(self, event, changes)
    self.version += 1


def forget_the_clock(self: Customer, reason: str | None, *, by: str, at: Any) -> None:
    since = self.last_activity_at
    real_reactivate(self, reason, by=by, at=at)
    self.last_activity_at = since


def forget_notifications(self: Preferences) -> Preferences:
    return replace(self)


@mark.parametrize(
    ("kind", "method", "broken"),
    [
        (Customer, "_move", any_move),
        (Customer, "_change", change_though_archived),
        (Customer, "_change", tell_of_nothing),
        (Customer, "update_contact_info", same_key_ever_after),
        (Customer, "reactivate", forget_the_clock),
        (Entity, "record", count_in_twos),
        (Preferences, "with_chosen_notifications", forget_notifications),
    ],
)
def test_a_broken_guard_of_a_customer_is_found(monkeypatch: MonkeyPatch, kind: Any, method: str, broken: Any) -> None:
    monkeypatch.setattr(kind, method, broken)

    is_broken(CustomerRules)
