"""Each unique index has its error, by its exact name on every database."""

from pathlib import Path

from pytest import fixture, mark, raises
from sqlalchemy import create_engine, inspect, update
from sqlalchemy.exc import IntegrityError

from shared import concepts
from shared.contacts.commands import AddContact
from shared.contacts.errors import DuplicateContactEmail
from shared.contacts.tables import contacts
from shared.contacts.values import ContactDetails
from shared.customers.errors import DuplicateCustomerEmail
from shared.platform.persistence.constraints import ConcurrentChange, UniqueRules, violated
from tests.support.world import World

FROM_SQL_SERVER = "[23000] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]"
INDEX = (
    f"{FROM_SQL_SERVER}Cannot insert duplicate key row in object 'dbo.Contacts' with unique index "
    "'UX_Contacts_CustomerId_EmailKey'. The duplicate key value is (1, with unique index 'x'). (2601)"
)
CONSTRAINT = (
    f"{FROM_SQL_SERVER}Violation of UNIQUE KEY constraint 'UQ_Customers_CustomerNumber'. Cannot insert duplicate "
    "key in object 'dbo.Customers'. The duplicate key value is (with unique index 'UX_Contacts_Primary'). (2627)"
)


@fixture(scope="module")
def indexes(empty_database: Path) -> dict[str, tuple[str, ...]]:
    """The unique indexes and constraints of the migrated schema: name → `Table.Column` each."""
    inspected, found = inspect(create_engine(f"sqlite:///{empty_database}")), dict[str, tuple[str, ...]]()
    for table in concepts.metadata().tables:
        for constraint in inspected.get_unique_constraints(table):
            found[str(constraint["name"])] = tuple(f"{table}.{column}" for column in constraint["column_names"])
        for index in inspected.get_indexes(table):
            if index["unique"]:
                found[str(index["name"])] = tuple(f"{table}.{column}" for column in index["column_names"])
        key = inspected.get_pk_constraint(table)
        if len(key["constrained_columns"]) > 1 and not inspected.get_foreign_keys(table):
            found[f"PK_{table}"] = tuple(f"{table}.{column}" for column in key["constrained_columns"])
    return found


def test_every_unique_index_has_its_error(indexes: dict[str, tuple[str, ...]]) -> None:
    declared = {rule.name: rule.columns for concept in concepts.CONCEPTS for rule in concept.unique()}
    keys = {
        f"PK_{table.name}": tuple(f"{table.name}.{column.name}" for column in table.primary_key)
        for table in concepts.metadata().tables.values()
    }

    assert {name: declared.get(name) for name in indexes} == indexes
    assert {name: keys.get(name) for name in declared.keys() - indexes.keys()} == {
        name: declared[name] for name in declared.keys() - indexes.keys()
    }  # a key of one column, which two may write at one time


def violation(message: str) -> IntegrityError:
    return IntegrityError("INSERT", {}, Exception(message))


@mark.parametrize(
    ("message", "name"),
    [
        (INDEX, "UX_Contacts_CustomerId_EmailKey"),
        (CONSTRAINT, "UQ_Customers_CustomerNumber"),
        ("UNIQUE constraint failed: Contacts.CustomerId, Contacts.EmailKey", "Contacts.CustomerId, Contacts.EmailKey"),
        ("NOT NULL constraint failed: Contacts.EmailKey", ""),
    ],
)
def test_the_name_is_told_from_the_values_beside_it(message: str, name: str) -> None:
    assert violated(violation(message)) == name


def test_what_is_no_unique_index_of_ours_is_no_rule() -> None:
    assert concepts.unique_rules().error_of(violation("NOT NULL constraint failed: Contacts.EmailKey")) is None
    assert UniqueRules([]).error_of(violation("UNIQUE constraint failed: Inbox.Consumer, Inbox.MessageId")) is None


def test_the_database_itself_says_so_when_the_rule_is_not_asked(world: World) -> None:
    world.has_customer(email="taken@example.com")
    with raises(DuplicateCustomerEmail):  # nothing looks before: the index alone guards it
        world.has_customer(email="taken@example.com")

    customer = world.has_customer()
    world.send(AddContact(customer, ContactDetails("Ada", "Lovelace", "ada@example.com")))
    with world.app.database.transaction() as session:  # so that the aggregate can't see it
        session.execute(update(contacts).values(Email="other@example.com", EmailKey="ben@example.com"))
        session.commit()

    with raises(DuplicateContactEmail):
        world.send(AddContact(customer, ContactDetails("Ben", "Nevis", "ben@example.com")))


def test_two_rows_for_one_place_in_the_log_are_a_conflict() -> None:
    rules = concepts.unique_rules()

    for message in (
        "UNIQUE constraint failed: DomainEvents.AggregateId, DomainEvents.EventVersion",
        "UNIQUE constraint failed: Inbox.Consumer, Inbox.MessageId",
    ):
        assert isinstance(rules.error_of(violation(message)), ConcurrentChange)
