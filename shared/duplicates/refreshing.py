"""Which events have a customer compared anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.contacts.events import (
    ContactAdded,
    ContactErased,
    ContactMerged,
    ContactMoved,
    ContactRemoved,
    ContactUpdated,
)
from shared.customers.events import (
    CustomerArchivedByMerge,
    CustomerContactInfoUpdated,
    CustomerErased,
    CustomerMerged,
    CustomerProfileUpdated,
    CustomerRegistered,
    CustomerRestored,
)
from shared.duplicates.commands import FindDuplicates

if TYPE_CHECKING:
    from shared.kernel.events import DomainEvent
    from shared.platform.app import App

CHANGING = (
    CustomerRegistered
    | CustomerProfileUpdated
    | CustomerContactInfoUpdated
    | CustomerMerged
    | CustomerArchivedByMerge
    | CustomerRestored
    | CustomerErased
    | ContactAdded
    | ContactUpdated
    | ContactRemoved
    | ContactMoved
    | ContactMerged
    | ContactErased
)


def refresh(app: App, event: DomainEvent) -> None:
    """Compares whom an event is about, as it is by now: doing it twice, or late, comes to the same."""
    if isinstance(event, CHANGING):
        app.mediator.send(FindDuplicates(event.customer_id))
