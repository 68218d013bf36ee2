"""Which fields win when two customers become one: the target's, where it has any, unless somebody chose otherwise.

Consents, channels and notifications are never chosen: the more restrictive of both holds (decisions "Merge").
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from shared.customers.values import (
    Address,
    Communication,
    Consents,
    ContactInfo,
    CustomerRating,
    Notifications,
    Preferences,
    Profile,
    SocialMedia,
)
from shared.kernel.text import each_once, fold


class Side(StrEnum):
    """Of a merge."""

    SOURCE = "source"
    TARGET = "target"


PROFILE = ("company_name", "industry", "type", "segment", "rating")
CONTACT_INFO = (
    *("primary_email", "secondary_email", "primary_phone", "secondary_phone", "website"),
    *("billing_address", "shipping_address", "social_media"),
)
PREFERENCES = ("preferred_language", "time_zone", "frequency")
CHOOSABLE = (*PROFILE, *CONTACT_INFO, *PREFERENCES)
"""Fields that somebody may choose a side of."""
NOTHING = (None, CustomerRating.UNRATED, Address(), SocialMedia())
"""What is no value: the other side's wins over it by itself."""

MOST_WISHES = 50
"""Event types and interests that a customer may have."""

type Choices = Mapping[str, Side]


class Described(Protocol):
    """A customer, as far as fields go."""

    @property
    def profile(self) -> Profile: ...
    @property
    def contact_info(self) -> ContactInfo: ...
    @property
    def preferences(self) -> Preferences: ...


class Field(NamedTuple):
    """A field that both have, and differently; or that comes from the source."""

    name: str
    source: object
    target: object
    result: object


class MergedFields(NamedTuple):
    """What the one customer is."""

    profile: Profile
    contact_info: ContactInfo
    preferences: Preferences


def merged_fields(source: Described, target: Described, choices: Choices) -> MergedFields:
    """What becomes of two customers. Totals are not added here."""
    return MergedFields(
        replace(target.profile, **_won(PROFILE, source.profile, target.profile, choices)),
        _contact_info(source.contact_info, target.contact_info, choices),
        _preferences(source.preferences, target.preferences, choices),
    )


def stricter(mine: Preferences, others: Preferences) -> Preferences:
    """What is allowed by both; everything else is mine."""
    strict = _preferences(others, mine, {})
    communication = replace(mine.communication, channels=strict.communication.channels)
    return replace(mine, communication=communication, notifications=strict.notifications, consents=strict.consents)


def fields_that_differ(source: Described, target: Described, result: MergedFields) -> Iterator[Field]:
    """Where source and target are not alike, and what wins."""
    for names, part in ((PROFILE, "profile"), (CONTACT_INFO, "contact_info"), (PREFERENCES, "preferences")):
        for name in names:
            ours, theirs, won = (_read(getattr(one, part), name) for one in (target, source, result))
            if ours != theirs:
                yield Field(name, theirs, ours, won)


def tightened(target: Preferences, source: Preferences, result: Preferences) -> Iterator[Field]:
    """What the customer agreed to before on either side, and does not any more."""
    for part in ("notifications", "consents"):
        for name, value in vars(getattr(result, part)).items():
            ours, theirs = getattr(getattr(target, part), name), getattr(getattr(source, part), name)
            if value != ours or value != theirs:
                yield Field(f"{part}.{name}", theirs, ours, value)
    channels = target.communication.channels, source.communication.channels, result.communication.channels
    if set(channels[2]) != set(channels[0]) or set(channels[2]) != set(channels[1]):
        yield Field("communication.channels", list(channels[1]), list(channels[0]), list(channels[2]))


def _read(part: Any, name: str) -> Any:
    return part.communication.frequency if name == "frequency" else getattr(part, name)


def _won(names: tuple[str, ...], source: Any, target: Any, choices: Choices) -> dict[str, Any]:
    return {name: _winner(name, _read(source, name), _read(target, name), choices) for name in names}


def _winner[T](name: str, source: T, target: T, choices: Choices) -> T:
    chosen = choices.get(name)
    if chosen is not None:
        return source if chosen is Side.SOURCE else target
    return source if target in NOTHING else target


def _contact_info(source: ContactInfo, target: ContactInfo, choices: Choices) -> ContactInfo:
    """An address or number that does not win stays as the second one, if there is room: mail from there is known."""
    won = _won(CONTACT_INFO, source, target, choices)
    for first, second, key in (("primary_email", "secondary_email", fold), ("primary_phone", "secondary_phone", str)):
        if second not in choices and getattr(target, second) is None:
            known = (getattr(target, first), getattr(source, first), getattr(source, second))
            left = (one for one in known if one and key(one) != key(won[first] or ""))
            won[second] = next(left, None)
    return replace(target, **won)


def _preferences(source: Preferences, target: Preferences, choices: Choices) -> Preferences:
    won = _won(PREFERENCES, source, target, choices)
    notifications = Notifications(*(a and b for a, b in _pairs(source.notifications, target.notifications)))
    mine, theirs = target.communication.channels, source.communication.channels
    channels = tuple(one for one in mine if one in theirs) if mine and theirs else mine or theirs
    if not channels and mine:  # no way is open by both: none stays open
        channels, notifications = mine, replace(notifications, email=False, sms=False)
    return replace(
        target,
        communication=Communication(channels, won["frequency"]),
        preferred_event_types=each_once((*target.preferred_event_types, *source.preferred_event_types))[:MOST_WISHES],
        interests=each_once((*target.interests, *source.interests))[:MOST_WISHES],
        preferred_language=won["preferred_language"],
        time_zone=won["time_zone"],
        notifications=notifications,
        consents=Consents(*(a and b for a, b in _pairs(source.consents, target.consents))),
    )


def _pairs(source: Any, target: Any) -> Iterator[tuple[bool, bool]]:
    return zip(vars(source).values(), vars(target).values(), strict=True)
