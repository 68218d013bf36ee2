"""Which column is which, as somebody says: in a mapping, or in a file beside a dropped one."""

import json
from typing import Any
from uuid import UUID

from pytest import MonkeyPatch, mark

from shared.imports import worker as module
from shared.imports.row_commands import ImportRows
from shared.kernel.ids import new_id
from tests.support.importing import Importer, csv_of
from tests.support.world import World

SHOP = "Customer ID,First Name,Last Name,Email,Company"


def warned(done: Any) -> list[tuple[str, int | None, str | None]]:
    return [(one.code, one.row, one.column) for one in done.warnings or ()]


def test_a_field_can_be_switched_off(world: World, importer: Importer, customer: UUID) -> None:
    foreign = new_id()
    rows = csv_of(f"{foreign},Ina,Berg,i@x.example.com,Aurora", header="customerId,First Name,Last Name,Email,Company")

    assert [code for _, code, _ in importer.errors(importer(rows))] == ["CUST-001"]
    done = importer(rows, mappings={"customerId": None})

    assert done.status == "Completed"
    assert done.mappings["customerId"] is None
    assert done.understood
    assert [one.field for one in done.understood.columns] == [None, "firstName", "lastName", "email", "companyName"]


def test_a_column_of_another_programs_ids_is_passed_over_with_a_warning(
    world: World, importer: Importer, customer: UUID
) -> None:
    done = importer(csv_of("7012345678901,Ina,Berg,i@x.example.com,Aurora", header=SHOP))

    assert (done.status, warned(done)) == ("Completed", [("ColumnIgnored", None, "Customer ID")])


def test_an_id_or_number_that_is_none_of_ours_is_passed_over_where_its_column_was_guessed(
    world: World, importer: Importer, customer: UUID
) -> None:
    other = world.has_customer("Other")
    rows = [
        f"{other},A,L,a@x.example.com,Aurora",
        f"{new_id()},B,L,b@x.example.com,Aurora",
        "7012345,C,L,c@x.example.com,Aurora",
    ]

    done = importer(csv_of(*rows, header=SHOP))

    assert done.status == "Completed"
    assert [one["firstName"] for one in world.contacts(other)] == ["A"]
    assert sorted(one["firstName"] for one in world.contacts(customer)) == ["B", "C"]
    assert sorted(warned(done)) == [
        ("ValueDropped", 1, "Company"),  # the id is of another customer, and counts more
        *(("ValueDropped", 2, "Customer ID"), ("ValueDropped", 3, "Customer ID")),
    ]

    numbers = csv_of("K-77,D,L,d@x.example.com,Aurora", header=SHOP.replace("Customer ID", "Kundennummer"))
    assert warned(importer(numbers)) == [("ValueDropped", 1, "Kundennummer")]
    named = importer(numbers.replace("d@", "e@"), mappings={"customerNumber": "Kundennummer"})
    assert [code for _, code, _ in importer.errors(named)] == ["CUST-001"]


def test_what_was_guessed_is_known_to_the_next_worker(
    world: World, importer: Importer, customer: UUID, monkeypatch: MonkeyPatch
) -> None:
    other = world.has_customer("Other")
    monkeypatch.setattr("shared.imports.reading.reader.CHUNK", 1)
    real = module._import
    died: list[bool] = []

    def dies_once(app: Any, command: ImportRows, actor: str) -> Any:
        if command.processed == 1 and not died:
            died.append(True)
            raise RuntimeError("power cut")
        return real(app, command, actor)

    monkeypatch.setattr(module, "_import", dies_once)
    rows = [f"{other},A,L,a@x.example.com,Aurora", f"{new_id()},B,L,b@x.example.com,Aurora"]
    importer(csv_of(*rows, header=SHOP))
    world.loses_its_workers()
    world.works()

    assert died
    assert [one["firstName"] for one in world.contacts(customer)] == ["B"]


def test_one_column_of_full_names_is_split_and_that_is_said(world: World, importer: Importer, customer: UUID) -> None:
    rows = (
        "Dr. Ina von Berg,i@x.example.com,Aurora",
        '"Rau, Tom",t@x.example.com,Aurora',
        "Cher,c@x.example.com,Aurora",
    )
    done = importer(csv_of(*rows, header="Name,E-mail,Company"))

    assert sorted((one["firstName"], one["lastName"]) for one in world.contacts(customer)) == [
        ("Ina", "von Berg"),
        ("Tom", "Rau"),
    ]
    message = "lastName is missing: 'Cher' cannot be split into first and last name; write both"
    assert importer.errors(done) == [(3, "IMP-003", message)]
    assert (done.mappings["fullName"], warned(done)) == ("Name", [("NamesSplit", None, "Name")])

    named = importer(csv_of("Uli Vo,u@x.example.com,Aurora", header="x,E-mail,Company"), mappings={"fullName": "x"})
    assert named.status == "Completed"


def test_a_mapping_may_name_several_columns_of_a_field(world: World, importer: Importer, customer: UUID) -> None:
    content = csv_of("A,L,a@x.example.com,Aurora,,030 1111111", header="First name,Last name,E-mail,Company,x,y")

    done = importer(content, mappings={"phone": ["x", "y"]})

    assert done.mappings["phone"] == ["x", "y"]
    assert world.contacts(customer)[0]["phone"] == "030 1111111"
    missing = importer(content, mappings={"phone": ["x", "z"]}).failure_reason or ""
    assert missing.startswith("The file has no column 'z'")


def test_of_several_columns_of_any_field_the_next_counts_where_those_before_it_are_empty(
    world: World, importer: Importer, customer: UUID
) -> None:
    header = "Rufname,Vorname,Nachname,E-Mail,Firma,Organisation,Funktion,Titel,Thema,Gruppe"
    rows = [",Ina,Berg,i@x.example.com,-,Aurora,,Chefin,G1,G2;g1", "Tommy,Tom,Rau,t@x.example.com,Aurora,B,CTO,Dr.,,"]
    several = {"firstName": ["Rufname", "Vorname"], "companyName": ["Firma", "Organisation"]}

    done = importer(
        csv_of(*rows, header=header),
        mappings={**several, "position": ["Funktion", "Titel"], "tags": ["Thema", "Gruppe"]},
    )

    assert done.status == "Completed"
    assert {one["firstName"]: (one["position"], one["tags"]) for one in world.contacts(customer)} == {
        "Ina": ("Chefin", ["G1", "G2"]),
        "Tommy": ("CTO", []),
    }
    content = csv_of(",Ina Berg,a@x.example.com", "Tom Rau,,b@x.example.com", header="Name,Name 2,E-Mail")
    full = importer(content, mappings={"fullName": ["Name", "Name 2"]}, customer_id=customer)
    assert importer.counts(full) == (2, 2, 0)


@mark.parametrize(
    ("mappings", "right"),
    [
        ({"fullName": "Name", "firstName": "Vorname", "lastName": None}, ("Ina Maria", "Berg")),
        ({"fullName": "Name", "firstName": "Vorname"}, ("Ina Maria", "Berg")),
        ({"fullName": "Name", "lastName": "Nachname"}, ("Ina Maria", "Berg")),
        ({"firstName": None, "lastName": None}, ("Ina Maria", "Berg")),
        ({"fullName": None}, ("Ina Maria", "Bergmann")),
    ],
)
def test_a_column_of_full_names_gives_the_half_that_has_no_column(
    world: World, importer: Importer, customer: UUID, mappings: dict[str, Any], right: tuple[str, str]
) -> None:
    nachname = "Berg" if "lastName" in mappings else "Bergmann"
    row = f"Ina Maria,{nachname},Ina Maria Berg,i@x.example.com,Aurora"

    done = importer(csv_of(row, header="Vorname,Nachname,Name,E-Mail,Firma"), mappings=mappings)

    assert (done.status, done.failure_reason) == ("Completed", None)
    [ina] = world.contacts(customer)
    assert (ina["firstName"], ina["lastName"]) == right


@mark.parametrize("column", ["Pre\u0301nom", "Pr\u00e9nom"])
def test_a_mapping_names_a_column_however_its_letters_are_coded(
    world: World, importer: Importer, customer: UUID, column: str
) -> None:
    header = f"{column},Nom,E\u2011Mail\u00a0pro,Firma"
    mappings = {"firstName": "Prénom", "email": "E-Mail pro"}

    done = importer(csv_of("Ina,Berg,i@x.example.com,Aurora", header=header), mappings=mappings)

    assert done.status == "Completed"
    assert done.mappings["firstName"] == column


@mark.parametrize(
    ("beside", "why"),
    [
        ("{not json", "it is no JSON (Expecting property name"),
        ('{"shoeSize": "x"}', "'shoeSize' is none of firstName, lastName"),
        ('{"phone": []}', "phone is no name of a column"),
        ('{"phone": {"a": 1}}', "phone is no name of a column"),
        ("[]", "it is no object"),
    ],
)
def test_a_mapping_beside_the_file_that_makes_no_sense_fails_the_import(
    importer: Importer, customer: UUID, beside: str, why: str
) -> None:
    importer.put("dropped.csv.mapping.json", beside)

    done = importer.drop(csv_of("A,L,a@x.example.com,,Aurora"), "dropped.csv")

    assert done.status == "Failed"
    assert why in (done.failure_reason or "")


def test_a_mapping_beside_the_file_may_switch_off_and_split(world: World, importer: Importer, customer: UUID) -> None:
    importer.put("split.csv.mapping.json", json.dumps({"fullName": "Who", "phone": None, "position": ["Job", "Title"]}))

    done = importer.drop(
        csv_of("Ina Berg,i@x.example.com,1,CEO,,Aurora", header="Who,Email,Phone,Title,Job,Company"), "split.csv"
    )

    assert done.status == "Completed"
    [ina] = world.contacts(customer)
    assert (ina["lastName"], ina["phone"]) == ("Berg", None)
