"""Maps the aggregate onto its three tables: one join to read, one row each to write."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Table, join
from sqlalchemy.orm import CompositeProperty, column_property, composite, registry

from shared.customers.model import Customer
from shared.customers.tables import customer_contact_info, customer_preferences, customers
from shared.customers.values import ContactInfo, Preferences, Profile
from shared.database import metadata
from shared.kernel.values import ValueObject


def map_customers() -> None:
    """Teaches SQLAlchemy the aggregate; done once per process, at the first use of the database."""
    c, info, preferences = customers.c, customer_contact_info, customer_preferences
    profile = [c.CompanyName, c.Industry, c.Type, c.Segment, c.LifetimeValue, c.TotalEvents, c.Rating]
    reach = _between(info, "PrimaryEmail", "FacebookUrl")
    wishes = _between(preferences, "PreferredCommunicationChannels", "DataProcessingConsent")
    registry(metadata=metadata).map_imperatively(
        Customer,
        join(customers, info, info.c.CustomerId == c.Id).join(preferences, preferences.c.CustomerId == c.Id),
        primary_key=[c.Id],
        version_id_col=c.RowVersion,
        version_id_generator=False,  # the aggregate counts its own events
        properties={
            "id": column_property(c.Id, info.c.CustomerId, preferences.c.CustomerId),
            "_contact_info_id": info.c.Id,
            "_preferences_id": preferences.c.Id,
            "customer_number": c.CustomerNumber,
            "status": c.Status,
            "version": c.RowVersion,
            "created_at": c.CreatedAt,
            "created_by": c.CreatedBy,
            "last_modified_at": c.LastModifiedAt,
            "last_modified_by": c.LastModifiedBy,
            "last_activity_at": c.LastActivityAt,
            "live_email_key": info.c.LiveEmailKey,
            "is_deleted": c.IsDeleted,
            "deleted_at": c.DeletedAt,
            **{f"_{column.name}": column for column in (*profile, *reach, *wishes)},
            "profile": _value(Profile, profile),
            "contact_info": _value(ContactInfo, reach),
            "preferences": _value(Preferences, wishes),
        },
    )


def _between(table: Table, first: str, last: str) -> list[Column[Any]]:
    names = list(table.c.keys())
    return [table.c[name] for name in names[names.index(first) : names.index(last) + 1]]


def _value(kind: type[ValueObject], columns: Sequence[Column[Any]]) -> CompositeProperty[Any]:
    made: CompositeProperty[Any] = composite(kind.from_columns, *(f"_{column.name}" for column in columns))
    return made
