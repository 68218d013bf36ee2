"""Every command there is can be sent, and gives what it says."""

from collections.abc import Callable
from typing import Any, get_type_hints
from uuid import UUID, uuid4

from pytest import mark

from shared import concepts
from shared.contacts.commands import AddContact, RemoveContact, TagContact, UntagContact, UpdateContact
from shared.contacts.list_files import FileFormat
from shared.contacts.values import ContactDetails
from shared.customers.commands import (
    DeactivateCustomer,
    DeactivateIfInactive,
    ReactivateCustomer,
    RegisterCustomer,
    SuspendCustomer,
    UpdateContactInfo,
    UpdatePreferences,
    UpdateProfile,
)
from shared.customers.values import ContactInfo, CustomerType, Preferences, Profile
from shared.exports.commands import FailExport, FinishExport, RequestExport, TakeExport
from shared.exports.values import Filters
from shared.imports.commands import (
    BeginImport,
    CancelImport,
    FailImport,
    FinishImport,
    ImportRows,
    IndexContacts,
    ReleaseImport,
    StartImport,
    TakeImport,
)
from shared.imports.contact_parsing import parse_contact
from shared.imports.undo import UndoImport
from shared.imports.values import FileRow, Options
from shared.platform.application.commands import Command
from tests.support.world import World

ADA = ContactDetails("Ada", "Lovelace", "ada@example.com")
OWNER = uuid4()
ROW = FileRow(1, {"F": "Ada", "L": "Lovelace", "E": "ada@example.com"})
MAPPINGS = {"firstName": "F", "lastName": "L", "email": "E"}


def contact(world: World) -> tuple[UUID, UUID]:
    """A customer and its contact."""
    customer = world.has_customer()
    return customer, world.send(AddContact(customer, ADA, tags=("press",))).id


def taken(world: World, *, begun: bool = False) -> UUID:
    """An import that has a worker."""
    id = world.send(StartImport("a.csv", "a.csv", Options(customer_id=world.has_customer()), uuid4())).id
    world.send(TakeImport("a.csv", "v1", OWNER, Options()))
    if begun:
        world.send(BeginImport(id, OWNER, 0, FileFormat.CSV, ("F", "L", "E"), MAPPINGS, "v1"))
    return id


def finished(world: World) -> UUID:
    id = taken(world, begun=True)
    world.send(ImportRows(id, OWNER, 0, [(ROW, parse_contact(ROW, MAPPINGS))], 1.0, {}))
    world.send(FinishImport(id, OWNER, 1))
    return id


def export(world: World) -> UUID:
    return world.send(RequestExport(FileFormat.CSV, Filters(), ("email",))).id


def suspended(world: World) -> UUID:
    customer = world.has_customer()
    world.send(SuspendCustomer(customer))
    return customer


PROFILE = Profile("Aurora", industry=None, type=CustomerType.ENTERPRISE)

SAMPLES: dict[type[Command[Any]], Callable[[World], Command[Any]]] = {
    RegisterCustomer: lambda _: RegisterCustomer(PROFILE, ContactInfo("a@example.com"), Preferences()),
    UpdateProfile: lambda world: UpdateProfile(world.has_customer(), provided={"industry": "Music"}),
    UpdateContactInfo: lambda world: UpdateContactInfo(world.has_customer(), provided={"website": "a.example.com"}),
    UpdatePreferences: lambda world: UpdatePreferences(world.has_customer(), provided={"time_zone": "Europe/Rome"}),
    DeactivateCustomer: lambda world: DeactivateCustomer(world.has_customer(), reason="closed"),
    DeactivateIfInactive: lambda world: DeactivateIfInactive(world.has_customer()),
    SuspendCustomer: lambda world: SuspendCustomer(world.has_customer()),
    ReactivateCustomer: lambda world: ReactivateCustomer(suspended(world)),
    AddContact: lambda world: AddContact(world.has_customer(), ADA),
    UpdateContact: lambda world: UpdateContact(*contact(world), provided={"position": "Countess"}),
    RemoveContact: lambda world: RemoveContact(*contact(world)),
    TagContact: lambda world: TagContact(*contact(world), tag="vip"),
    UntagContact: lambda world: UntagContact(*contact(world), tag="press"),
    StartImport: lambda _: StartImport("a.csv", "a.csv", Options(), uuid4()),
    TakeImport: lambda _: TakeImport("dropped.csv", "v1", OWNER, Options()),
    BeginImport: lambda world: BeginImport(taken(world), OWNER, 0, FileFormat.CSV, ("F", "L", "E"), MAPPINGS, "v1"),
    ImportRows: lambda world: ImportRows(
        taken(world, begun=True), OWNER, 0, [(ROW, parse_contact(ROW, MAPPINGS))], 1.0, {}
    ),
    IndexContacts: lambda world: IndexContacts([contact(world)[0]]),
    FinishImport: lambda world: FinishImport(taken(world, begun=True), OWNER, 0),
    ReleaseImport: lambda world: ReleaseImport(taken(world), OWNER),
    FailImport: lambda world: FailImport(taken(world), "no reason"),
    CancelImport: lambda world: CancelImport(taken(world)),
    UndoImport: lambda world: UndoImport(finished(world)),
    RequestExport: lambda _: RequestExport(FileFormat.CSV, Filters(), ("email",)),
    TakeExport: lambda world: TakeExport(export(world)),
    FinishExport: lambda world: FinishExport(export(world), 3),
    FailExport: lambda world: FailExport(export(world), "no reason"),
}
NOT_SENT = {"CustomerCommand", "ContactCommand", "LeasedImportCommand"}
"""What commands have in common."""


def test_every_command_has_a_sample() -> None:
    assert {kind.__name__ for kind in concepts.command_types()} - NOT_SENT == {kind.__name__ for kind in SAMPLES}


@mark.parametrize("kind", SAMPLES, ids=lambda kind: kind.__name__)
def test_a_command_gives_what_it_says(world: World, kind: type[Command[Any]]) -> None:
    command = SAMPLES[kind](world)

    result = world.send(command)

    assert isinstance(command, kind)
    assert isinstance(result, get_type_hints(kind.handle)["return"])
