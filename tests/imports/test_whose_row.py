"""Whose contact a row describes, and what is said where that is not known."""

from uuid import UUID

from pytest import mark

from shared.customers.commands import DeactivateCustomer
from shared.customers.values import number_in
from shared.imports.values import UnknownCustomer
from tests.support.importing import Importer, csv_of
from tests.support.world import World

pytestmark = mark.system  # many files: seconds together


@mark.parametrize(
    ("text", "number"),
    [
        *(
            (spelling, "CUST-000017")
            for spelling in (
                "CUST-000017",
                "cust-17",
                "Cust 17",
                "CUST17",
                "17",
                "000017",
                "17.0",
                "17,0",
                "#17",
                "ＣＵＳＴ－１７",
            )
        ),
        ("CUST-1234567", "CUST-1234567"),
        *((other, None) for other in ("K-17", "17a", "CUST-1-7", "1.5", "", "cust")),
    ],
)
def test_a_customer_number_is_one_in_any_spelling(text: str, number: str | None) -> None:
    assert number_in(text) == number


def test_rows_name_their_customer_by_its_number_in_any_spelling(
    world: World, importer: Importer, customer: UUID
) -> None:
    number = world.shown(customer)["customerNumber"]
    digits = number.removeprefix("CUST-")
    spelt = [number.lower(), digits, digits.lstrip("0"), f"Cust {digits}", f"{int(digits)}.0"]
    rows = [f"A,L,n{n}@x.example.com,{one}" for n, one in enumerate(spelt)]

    done = importer(csv_of(*rows, header="First name,Last name,E-mail,Customer number"))

    assert (done.status, len(world.contacts(customer))) == ("Completed", len(spelt))


def test_a_name_that_several_customers_have_is_an_error_that_says_so(world: World, importer: Importer) -> None:
    world.has_customer("Twin", "one@x.example.com")
    world.has_customer("TWIN", "two@x.example.com")

    for wish in UnknownCustomer:
        done = importer(csv_of("A,L,a@x.example.com,,Twin"), on_unknown_customer=wish)

        message = "Several customers are called 'Twin'; name the one that is meant by its customer number"
        assert importer.errors(done) == [(1, "IMP-007", message)]


def test_an_active_customer_wins_over_inactive_ones_of_its_name(world: World, importer: Importer) -> None:
    closed, open, other = (world.has_customer("Twin", f"{n}@x.example.com") for n in range(3))
    world.send(DeactivateCustomer(closed, reason="closed"))
    world.send(DeactivateCustomer(other, reason="closed"))

    assert importer(csv_of("A,L,a@x.example.com,,Twin")).status == "Completed"
    assert [len(world.contacts(one)) for one in (closed, open, other)] == [0, 1, 0]

    world.send(DeactivateCustomer(open, reason="closed"))
    assert [code for _, code, _ in importer.errors(importer(csv_of("B,L,b@x.example.com,,Twin")))] == ["IMP-007"]


UNKNOWN = "00000000-0000-4000-8000-000000000000"
OF_AN_ID = f"There is no customer with the id '{UNKNOWN}'; correct it, or leave it empty and name the customer by"
OF_A_NUMBER = "There is no customer with the number 'CUST-999999'; correct it, or leave it empty and name the customer"
OF_A_NAME = "There is no customer called 'Nobody'; correct the name, or choose onUnknownCustomer=create"
OF_NONE = "The row names no customer; fill in a column of customer numbers or company names, or choose a customerId"


@mark.parametrize(
    ("cells", "column", "message"),
    [
        (f"{UNKNOWN},,", "customerId", f"{OF_AN_ID} number or company name"),
        (",CUST-999999,", "customerNumber", f"{OF_A_NUMBER} by company name"),
        (",,Nobody", "companyName", OF_A_NAME),
        (",,n/a", None, f"{OF_NONE} for the whole list"),
    ],
)
def test_a_customer_that_is_not_found_is_told_of_with_its_column_and_what_to_do(
    world: World, importer: Importer, cells: str, column: str | None, message: str
) -> None:
    header = "firstName,lastName,email,customerId,customerNumber,companyName"
    done = importer(csv_of(f"A,L,a@x.example.com,{cells}", header=header))

    assert importer.errors(done) == [(1, "CUST-001", message)]
    assert importer.columns_at_fault(done) == [column]


@mark.parametrize(
    "placeholder", ["-", "none", "keine", "unknown", "unbekannt", "0", "?", "k.A.", "k. A.", "keine Angabe", "#REF!"]
)
def test_a_company_that_is_not_known_is_no_customer_called_so(
    world: World, importer: Importer, placeholder: str
) -> None:
    done = importer(csv_of(f"A,L,a@x.example.com,,{placeholder}"), on_unknown_customer=UnknownCustomer.CREATE)

    assert [code for _, code, _ in importer.errors(done)] == ["CUST-001"]
    assert world.search("").total_count == 0


@mark.parametrize("name", ["Nothing", "Leer"])
def test_a_short_name_is_a_company(world: World, importer: Importer, name: str) -> None:
    importer(csv_of(f"A,L,a@x.example.com,,{name}"), on_unknown_customer=UnknownCustomer.CREATE)

    assert world.search("").total_count == 1


def test_of_two_names_that_differ_in_accents_the_exact_one_is_meant(world: World, importer: Importer) -> None:
    each = world.has_customer("Böhm AG", "o@x.example.com"), world.has_customer("Bohm AG", "p@x.example.com")

    done = importer(csv_of("A,L,a@x.example.com,,BÖHM AG", "B,L,b@x.example.com,,Bohm AG"))

    assert (done.status, done.warnings) == ("Completed", ())
    assert [len(world.contacts(one)) for one in each] == [1, 1]


@mark.parametrize("wish", UnknownCustomer)
def test_a_name_of_other_accents_is_taken_with_a_warning(
    world: World, importer: Importer, wish: UnknownCustomer
) -> None:
    only = world.has_customer("Rau & Söhne", "o@x.example.com")

    done = importer(csv_of("A,L,a@x.example.com,,Rau & Sohne"), on_unknown_customer=wish)

    assert len(world.contacts(only)) == 1
    message = "'Rau & Sohne' differs in accents from the name of the customer that the row was given to."
    assert [(one.row, one.column, one.message) for one in done.warnings or ()] == [(1, "Company", message)]


@mark.parametrize(
    ("stored", "written"),
    [
        ("O'Neil Pub", "O’Neil Pub"),
        ("O’Neil Pub", "O'Neil Pub"),
        ("Acme - East", "Acme – East"),
        ("Acme – East", "Acme - East"),
        ("Rau & Co", "Rau &amp; Co"),
        ("Rau & Co", "Rau\u200b & Co"),
        ("ACME Inc.", "ACME, Inc."),
        ("ACME, Inc.", "Acme Inc"),
        ("ACME Inc", "ACME Inc."),
        ("Aurora GmbH", "'Aurora GmbH'"),
        ("Aurora GmbH", "„Aurora GmbH“"),
    ],
)
def test_typography_makes_no_second_customer(world: World, importer: Importer, stored: str, written: str) -> None:
    only = world.has_customer(stored, "o@x.example.com")
    rows = [f'A,L,a@x.example.com,,"{written}"', f'B,L,b@x.example.com,,"{stored}"']

    done = importer(csv_of(*rows), on_unknown_customer=UnknownCustomer.CREATE)

    assert (done.status, {one.code for one in done.warnings or ()} - {"ValueChanged"}) == ("Completed", set())
    assert (len(world.contacts(only)), world.search("").total_count) == (2, 1)


def test_new_customers_of_one_list_are_one_whatever_their_typography(world: World, importer: Importer) -> None:
    rows = ["A,L,a@x.example.com,,O’Neil Pub", "B,L,b@x.example.com,,O'Neil Pub"]

    importer(csv_of(*rows), on_unknown_customer=UnknownCustomer.CREATE)

    assert world.search("").total_count == 1


def test_a_row_that_names_several_customers_is_a_warning(world: World, importer: Importer, customer: UUID) -> None:
    second, third = world.has_customer("Second", "s@x.example.com"), world.has_customer("Third", "t@x.example.com")
    number = world.shown(second)["customerNumber"]
    header = "firstName,lastName,email,customerId,customerNumber,companyName"

    done = importer(csv_of(f"A,L,a@x.example.com,{customer},{number},Third", header=header))

    assert [len(world.contacts(one)) for one in (customer, second, third)] == [1, 0, 0]
    behind = "is another customer than that of the customerId, whom the row was given to."
    told = [(one.column, one.message) for one in done.warnings or ()]
    assert told == [("customerNumber", f"{number!r} {behind}"), ("companyName", f"'Third' {behind}")]


NAMED = {field: field for field in ("firstName", "lastName", "email", "customerId")}


@mark.parametrize("form", ["{%s}", "urn:uuid:%s", '""%s""', "\u200b%s", "%s\u200e"])
@mark.parametrize("with_dashes", [True, False])
def test_an_id_of_ours_is_one_in_any_form(
    world: World, importer: Importer, customer: UUID, form: str, with_dashes: bool
) -> None:
    id = form % (customer if with_dashes else customer.hex.upper())

    importer(csv_of(f'A,L,a@x.example.com,"{id}"', header=",".join(NAMED)), mappings=NAMED)

    assert len(world.contacts(customer)) == 1


@mark.parametrize("field", ["customerId", "customerNumber"])
@mark.parametrize("nothing", ["n/a", "-", "0"])
def test_a_row_without_id_or_number_is_found_by_its_company(
    world: World, importer: Importer, customer: UUID, field: str, nothing: str
) -> None:
    mappings = {name: name for name in ("firstName", "lastName", "email", field, "companyName")}

    importer(csv_of(f"A,L,a@x.example.com,{nothing},Aurora", header=",".join(mappings)), mappings=mappings)

    assert len(world.contacts(customer)) == 1
