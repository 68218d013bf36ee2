"""What a customer is when a merge is undone: each field as before, unless somebody changed it since."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from shared.customers.merged_fields import Described, MergedFields
from shared.customers.values import ContactInfo, Preferences, Profile
from shared.kernel.events import Change

PARTS: Mapping[str, tuple[str, type[Any]]] = {
    "profile": ("profile", Profile),
    "contactInfo": ("contact_info", ContactInfo),
    "preferences": ("preferences", Preferences),
}
"""By the first word of a field's path."""
STAYS = ("preferences.notifications.", "preferences.consents.", "preferences.communication.channels")
"""The more restrictive of both stays."""
TOTALS = frozenset({"profile.lifetimeValue", "profile.totalEvents"})
"""Are added and taken away, not put back."""


class Unmerged(NamedTuple):
    """A customer without what a merge gave it."""

    fields: MergedFields
    kept: tuple[str, ...]
    """The paths of fields that were changed since, and stay."""


def unmerged_fields(now: Described, changes: Mapping[str, Change]) -> Unmerged:
    """Puts back what the merge's event says it changed."""
    shapes = {name: TypeAdapter(kind) for name, (_, kind) in PARTS.items()}
    shown = {
        name: shapes[name].dump_python(getattr(now, part), mode="json", by_alias=True)
        for name, (part, _) in PARTS.items()
    }
    kept = []
    for path, change in changes.items():
        if path.startswith(STAYS) or path in TOTALS or path.partition(".")[0] not in PARTS:
            continue
        *groups, leaf = path.split(".")
        place = shown
        for group in groups:
            place = place[group]
        if place[leaf] == change.new:
            place[leaf] = change.old
        else:
            kept.append(path)
    return Unmerged(
        MergedFields(*(shapes[name].validate_python(shown[name], strict=False) for name in PARTS)),
        tuple(kept),
    )
