"""Each leaf of an aggregate stands in its own column: written with a value of its own, read back with raw SQL."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from pytest import raises
from sqlalchemy import text

from shared.contacts.commands import AddContact, UpdateContact
from shared.contacts.list_files import FileFormat
from shared.contacts.values import ContactDetails, ContactStatus
from shared.customers.commands import RegisterCustomer, UpdateProfile
from shared.customers.mapping import CONTACT_INFO, CUSTOMER
from shared.customers.model import Customer
from shared.customers.repository import CustomerRepository
from shared.customers.values import (
    Address,
    Communication,
    Consents,
    ContactInfo,
    CustomerRating,
    CustomerSegment,
    CustomerType,
    Notifications,
    Preferences,
    Profile,
    SocialMedia,
)
from shared.exports.commands import RequestExport
from shared.exports.values import Filters
from shared.imports.commands import BeginImport, FileArrived, StartImport
from shared.imports.values import ImportMode, Options, UnknownCustomer
from shared.kernel.values import leaf_paths
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.persistence.mapping import Fields
from tests.support.world import World

INFO = ContactInfo(
    primary_email="primary@example.com",
    secondary_email="secondary@example.com",
    primary_phone="+49301",
    secondary_phone="+49302",
    website="website.example.com",
    billing_address=Address("billing street", "billing city", "billing state", "b-zip", "billing country"),
    shipping_address=Address("shipping street", "shipping city", "shipping state", "s-zip", "shipping country"),
    social_media=SocialMedia("linkedin.example.com", "twitter", "facebook.example.com"),
)
INFO_COLUMNS = {
    "PrimaryEmail": "primary@example.com",
    "SecondaryEmail": "secondary@example.com",
    "PrimaryPhone": "+49301",
    "SecondaryPhone": "+49302",
    "Website": "website.example.com",
    "BillingStreet": "billing street",
    "BillingCity": "billing city",
    "BillingState": "billing state",
    "BillingZipCode": "b-zip",
    "BillingCountry": "billing country",
    "ShippingStreet": "shipping street",
    "ShippingCity": "shipping city",
    "ShippingState": "shipping state",
    "ShippingZipCode": "s-zip",
    "ShippingCountry": "shipping country",
    "LinkedInUrl": "linkedin.example.com",
    "TwitterHandle": "twitter",
    "FacebookUrl": "facebook.example.com",
    "LiveEmailKey": "primary@example.com",
}
FLAGS = {
    "notifications.email": "EmailNotifications",
    "notifications.sms": "SMSNotifications",
    "notifications.push": "PushNotifications",
    "consents.marketing": "MarketingConsent",
    "consents.data_processing": "DataProcessingConsent",
}


def row(world: World, table: str, key: str, id: UUID) -> dict[str, Any]:
    """One row as the database has it."""
    stored = id.hex if world.app.database.dialect == "sqlite" else str(id)
    with world.app.database.reading() as session:
        found = session.execute(text(f'SELECT * FROM "{table}" WHERE "{key}" = :id'), {"id": stored})
        return dict(found.one()._mapping)


def test_contact_info_stands_in_its_columns(world: World) -> None:
    profile = Profile("Aurora", industry=None, type=CustomerType.ENTERPRISE)
    id = world.send(RegisterCustomer(profile, INFO, Preferences())).id

    found = row(world, "CustomerContactInfo", "CustomerId", id)

    assert {name: found[name] for name in INFO_COLUMNS} == INFO_COLUMNS
    assert set(found) == {*INFO_COLUMNS, "Id", "CustomerId"}


def test_each_flag_of_the_preferences_stands_in_its_column(world: World) -> None:
    """One flag at a time differs from the rest: two that were swapped would show."""
    for flag, column in FLAGS.items():
        group, name = flag.split(".")
        off = Preferences(notifications=Notifications(False, False, False), consents=Consents(False, False))
        wishes = replace(off, **{group: replace(getattr(off, group), **{name: True})})
        profile = Profile("Aurora", industry=None, type=CustomerType.ENTERPRISE)
        id = world.send(RegisterCustomer(profile, ContactInfo(f"{uuid4().hex}@example.com"), wishes)).id

        found = row(world, "CustomerPreferences", "CustomerId", id)

        assert [name for name in FLAGS.values() if found[name]] == [column]


def test_the_other_preferences_stand_in_their_columns(world: World) -> None:
    wishes = Preferences(
        communication=Communication(("Email", "SMS"), "weekly"),
        preferred_event_types=("type one", "type two"),
        interests=("interest",),
        preferred_language="de",
        time_zone="Europe/Rome",
    )
    profile = Profile("Aurora", industry=None, type=CustomerType.ENTERPRISE)
    id = world.send(RegisterCustomer(profile, INFO, wishes)).id

    found = row(world, "CustomerPreferences", "CustomerId", id)

    assert json.loads(found["PreferredCommunicationChannels"]) == ["Email", "SMS"]
    assert json.loads(found["PreferredEventTypes"]) == ["type one", "type two"]
    assert json.loads(found["Interests"]) == ["interest"]
    assert [found[name] for name in ("CommunicationFrequency", "PreferredLanguage", "TimeZone")] == [
        "weekly",
        "de",
        "Europe/Rome",
    ]


def test_a_customer_stands_in_its_columns_and_is_read_as_it_was_written(world: World) -> None:
    profile = Profile(
        "Aurora",
        "Music",
        CustomerType.NON_PROFIT,
        CustomerSegment.CORPORATE,
        rating=CustomerRating.GOLD,
        total_events=7,
    )
    id = world.send(RegisterCustomer(profile, INFO, Preferences()), by="amira").id
    world.days_pass(1)
    world.send(UpdateProfile(id, provided={"industry": "Food"}), by="ben")

    found = row(world, "Customers", "Id", id)

    expected = {
        "CustomerNumber": "CUST-000001",
        "CompanyName": "Aurora",
        "Industry": "Food",
        "Type": "NonProfit",
        "Segment": "Corporate",
        "Rating": "Gold",
        "TotalEvents": 7,
        "Status": "Active",
        "CreatedBy": "amira",
        "LastModifiedBy": "ben",
        "RowVersion": 2,
    }
    assert {name: found[name] for name in expected} == expected
    moments = {name: str(found[name])[:10] for name in ("CreatedAt", "LastModifiedAt", "LastActivityAt")}
    assert moments == {"CreatedAt": "2026-03-02", "LastModifiedAt": "2026-03-03", "LastActivityAt": "2026-03-02"}
    again = world.send(Read(id))
    assert (again.contact_info, again.profile) == (INFO, replace(profile, industry="Food"))


@dataclass(frozen=True)
class Read(Command[Customer]):
    """Reads a customer through its repository."""

    id: UUID

    def handle(self, uow: UnitOfWork) -> Customer:
        return uow.repository(CustomerRepository).get(self.id)


def test_a_contact_stands_in_its_columns(world: World) -> None:
    customer = world.has_customer()
    details = ContactDetails("first", "last", "mail@example.com", "+49301", "position", ContactStatus.BOUNCED)
    id = world.send(AddContact(customer, details, tags=("one", "two"))).id
    world.days_pass(1)
    world.send(UpdateContact(customer, id, provided={"position": "lead"}))

    found = row(world, "Contacts", "Id", id)

    expected = {
        "FirstName": "first",
        "LastName": "last",
        "Email": "mail@example.com",
        "Phone": "+49301",
        "Position": "lead",
        "Status": "Bounced",
        "EmailKey": "mail@example.com",
        "RowVersion": 2,
    }
    assert {name: found[name] for name in expected} == expected
    assert (bool(found["IsPrimary"]), json.loads(found["Tags"])) == (True, ["one", "two"])
    assert [str(found[name])[:10] for name in ("CreatedAt", "LastModifiedAt")] == ["2026-03-02", "2026-03-03"]


def test_an_import_stands_in_its_columns(world: World) -> None:
    customer, id = world.has_customer(), uuid4()
    options = Options(None, {}, ImportMode.UPSERT, customer, UnknownCustomer.CREATE, dry_run=True)
    world.send(StartImport("file.csv", "blob.csv", options, id), by="amira")
    world.send(FileArrived("blob.csv", "etag"))
    world.send(BeginImport(id, world.takes_job(id), 0, FileFormat.CSV, ("A", "B"), {"email": "A"}))

    found = row(world, "ContactImports", "Id", id)

    expected = {
        "FileName": "file.csv",
        "BlobName": "blob.csv",
        "BlobETag": "etag",
        "Format": "CSV",
        "Mode": "upsert",
        "OnUnknownCustomer": "create",
        "Status": "Processing",
        "ProcessedRecords": 0,
        "CreatedBy": "amira",
    }
    assert {name: found[name] for name in expected} == expected
    assert (json.loads(found["Mappings"]), json.loads(found["Columns"])) == ({"email": "A"}, ["A", "B"])
    assert UUID(str(found["CustomerId"])) == customer
    assert [bool(found[name]) for name in ("DryRun", "CancelRequested")] == [True, False]


def test_an_export_stands_in_its_columns(world: World) -> None:
    customer = uuid4()
    id = world.send(RequestExport(FileFormat.EXCEL, Filters((customer,), ("tag",)), ("email", "phone")), by="amira").id

    found = row(world, "ContactExports", "Id", id)

    assert [found[name] for name in ("Format", "Status", "CreatedBy")] == ["Excel", "Processing", "amira"]
    lists = {name: json.loads(found[name]) for name in ("CustomerIds", "Tags", "Columns")}
    assert lists == {"CustomerIds": [str(customer)], "Tags": ["tag"], "Columns": ["email", "phone"]}


def test_a_leaf_without_a_column_is_noticed_when_the_mapping_is_made() -> None:
    fewer = {path: column for path, column in CONTACT_INFO.items() if path != "website"}

    assert set(CONTACT_INFO) == set(leaf_paths(ContactInfo))
    with raises(TypeError, match="website"):
        Fields(CUSTOMER.plain, {"contact_info": (ContactInfo, fewer)})


def test_moments_are_kept_to_the_microsecond(world: World) -> None:
    world.now = datetime(2026, 3, 2, 9, 0, 0, 123_456, tzinfo=UTC)

    assert world.shown(world.has_customer())["createdAt"] == "2026-03-02T09:00:00.123456Z"
