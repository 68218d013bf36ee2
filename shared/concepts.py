"""The business concepts, each named once, and what they bring together.

Migrations, composition, the bus, the API's description and the tests read this list. `messaging`, `encryption`, `jobs`
and `web` are no concepts: they are here for the tables the platform itself keeps.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

from shared import (
    attachments,
    audit,
    communications,
    complaints,
    consents,
    contacts,
    customers,
    duplicates,
    exports,
    follow_ups,
    imports,
    insights,
    merges,
    privacy,
    suppression,
    templates,
    testimonials,
)
from shared.platform import encryption, jobs, messaging, web

if TYPE_CHECKING:
    from sqlalchemy import MetaData

    from shared.kernel.customer_data import CustomerData, NoCustomerData
    from shared.kernel.errors import DomainError
    from shared.kernel.events import DomainEvent
    from shared.platform.application.commands import Command
    from shared.platform.erasure import Store
    from shared.platform.merging import Merging
    from shared.platform.persistence.constraints import UniqueRules
    from shared.platform.portability import Holding
    from shared.platform.retention import Retention

CONCEPTS = (
    suppression.CONCEPT,
    consents.CONCEPT,
    customers.CONCEPT,
    contacts.CONCEPT,
    imports.CONCEPT,
    exports.CONCEPT,
    attachments.CONCEPT,
    communications.CONCEPT,
    follow_ups.CONCEPT,
    templates.CONCEPT,
    complaints.CONCEPT,
    testimonials.CONCEPT,
    merges.CONCEPT,
    duplicates.CONCEPT,
    insights.CONCEPT,
    privacy.CONCEPT,
    audit.CONCEPT,
    messaging.CONCEPT,
    encryption.CONCEPT,
    jobs.CONCEPT,
    web.CONCEPT,
)


@cache
def event_types() -> "dict[str, type[DomainEvent]]":
    """Every domain event by its name, whatever was imported before."""
    return {kind.__name__: kind for concept in CONCEPTS for kind in concept.event_types()}


def error_codes() -> "dict[str, type[DomainError]]":
    """Every error that has a code, by its code."""
    from shared.kernel import errors

    for concept in CONCEPTS:
        concept.load_errors()
    return errors.error_codes()


def command_types() -> "list[type[Command[Any]]]":
    """Every command that can be sent."""
    return [kind for concept in CONCEPTS for kind in concept.command_types()]


def metadata() -> "MetaData":
    """Every table."""
    from shared.platform.persistence.column_types import metadata

    for concept in CONCEPTS:
        concept.load_tables()
    return metadata


def rows() -> "list[CustomerData | NoCustomerData]":
    """Whose rows each table holds."""
    return [answer for concept in CONCEPTS for answer in concept.rows()]


def unique_rules() -> "UniqueRules":
    """What the violation of each unique index means."""
    from shared.platform.persistence.constraints import UniqueRules

    return UniqueRules(rule for concept in CONCEPTS for rule in concept.unique())


def retention() -> "list[Retention]":
    """What is forgotten when its time is over, and when that is."""
    return [kind for concept in CONCEPTS for kind in concept.retained()]


def stores() -> "list[Store]":
    """Where something about a person may be, and how it is erased."""
    return [store for concept in CONCEPTS for store in concept.stores()]


def holdings() -> "list[Holding]":
    """What is held about a person, and how it is handed out."""
    return [holding for concept in CONCEPTS for holding in concept.holdings()]


def merging() -> "list[Merging]":
    """What becomes of each table's rows when two customers become one."""
    return [rule for concept in CONCEPTS for rule in concept.merges()]


@cache
def map_aggregates() -> None:
    """Teaches SQLAlchemy every aggregate, once per process."""
    for concept in CONCEPTS:
        concept.map_aggregates()
