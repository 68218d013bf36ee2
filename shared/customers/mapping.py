"""Maps the aggregate onto its three tables: one join to read, one row each to write."""

from itertools import islice
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Column, Row, Table, bindparam, join, select
from sqlalchemy.orm import CompositeProperty, column_property, composite, registry

from shared.customers.model import Customer
from shared.customers.tables import customer_contact_info, customer_preferences, customers
from shared.customers.values import ContactInfo, Preferences, Profile
from shared.kernel.values import ValueObject
from shared.platform.persistence.database import metadata

c, info, preferences = customers.c, customer_contact_info, customer_preferences


def _between(table: Table, first: str, last: str) -> list[Column[Any]]:
    names = list(table.c.keys())
    return [table.c[name] for name in names[names.index(first) : names.index(last) + 1]]


WHOLE = join(customers, info, info.c.CustomerId == c.Id).join(preferences, preferences.c.CustomerId == c.Id)
PLAIN: dict[str, Column[Any]] = {
    "customer_number": c.CustomerNumber,
    "status": c.Status,
    "version": c.RowVersion,
    "created_at": c.CreatedAt,
    "created_by": c.CreatedBy,
    "last_modified_at": c.LastModifiedAt,
    "last_modified_by": c.LastModifiedBy,
    "last_activity_at": c.LastActivityAt,
    "is_deleted": c.IsDeleted,
    "deleted_at": c.DeletedAt,
    "live_email_key": info.c.LiveEmailKey,
}
VALUES: dict[str, tuple[type[ValueObject], list[Column[Any]]]] = {
    "profile": (
        Profile,
        [c.CompanyName, c.Industry, c.Type, c.Segment, c.LifetimeValue, c.TotalEvents, c.Rating],
    ),
    "contact_info": (ContactInfo, _between(info, "PrimaryEmail", "FacebookUrl")),
    "preferences": (
        Preferences,
        _between(preferences, "PreferredCommunicationChannels", "DataProcessingConsent"),
    ),
}


def map_customers() -> None:
    """Teaches SQLAlchemy the aggregate; done once per process, at the first use of the database."""
    registry(metadata=metadata).map_imperatively(
        Customer,
        WHOLE,
        primary_key=[c.Id],
        version_id_col=c.RowVersion,
        version_id_generator=False,  # the aggregate counts its own events
        properties={
            "id": column_property(c.Id, info.c.CustomerId, preferences.c.CustomerId),
            "_contact_info_id": info.c.Id,
            "_preferences_id": preferences.c.Id,
            **PLAIN,
            **{f"_{column.name}": column for _, columns in VALUES.values() for column in columns},
            **{name: _value(kind, columns) for name, (kind, columns) in VALUES.items()},
        },
    )


def _value(kind: type[ValueObject], columns: list[Column[Any]]) -> CompositeProperty[Any]:
    made: CompositeProperty[Any] = composite(kind.from_columns, *(f"_{column.name}" for column in columns))
    return made


ONE_CUSTOMER = (
    select(c.Id, *PLAIN.values(), *(column for _, columns in VALUES.values() for column in columns))
    .select_from(WHOLE)
    .where(c.Id == bindparam("id"))
)


def as_customer(row: Row[Any]) -> SimpleNamespace:
    """A row of `ONE_CUSTOMER` with a customer's attributes, to be shown but not changed."""
    columns = iter(row)
    shown = SimpleNamespace(id=next(columns), **dict(zip(PLAIN, islice(columns, len(PLAIN)), strict=True)))
    for name, (kind, taken) in VALUES.items():
        setattr(shown, name, kind.from_columns(*islice(columns, len(taken))))
    return shown
