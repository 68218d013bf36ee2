"""Cells are read as people write them, and what is left out of one is said."""

from typing import Any
from uuid import UUID

from pytest import mark, raises

from shared.contacts.list_files import TagsNotUnderstood, tags_cell, tags_of
from shared.imports.cells.cleaned import NotUnderstood
from shared.imports.cells.emails import email_in
from shared.imports.cells.full_names import split_name
from shared.imports.cells.phones import phone_in
from shared.imports.values import UnknownCustomer
from shared.platform.web.contact_validation import valid_email, valid_phone
from tests.support.importing import Importer, csv_of
from tests.support.world import World

BERLIN = "+49301234567"


@mark.parametrize(
    ("cell", "right"),
    [
        ("+49\u00a030\u00a01234567", BERLIN),
        ("\u202a+49 30 1234567\u202c", BERLIN),
        ("+49\u201130\u20111234567", BERLIN),
        ("+49–30–1234567", BERLIN),
        ("＋４９ ３０ １２３４５６７", BERLIN),
        ("+٤٩ ٣٠ ١٢٣٤٥٦٧", BERLIN),
        ("\ufeff+49 (0)30 1234567", BERLIN),
        ("tel:+49-30-1234567", BERLIN),
        ("tel:+49-30-1234567;ext=89", BERLIN + "x89"),
        ("+49 30 1234567, ext. 89", BERLIN + "x89"),
        ("'+49301234567", BERLIN),
        ("’0301234567", "0301234567"),
        ("Tel.: +49 30 1234567", BERLIN),
        ("+49 30 1234567 (Büro)", BERLIN),
        ("4930123456.0", "4930123456"),
        ("4930123456,00", "4930123456"),
        ("4.930123456E+9", "4930123456"),
        ("030/1234567", "030/1234567"),
        ("030 / 123 456 - 78", "030 / 123 456 - 78"),
        ("01/23/45/67/89", "01/23/45/67/89"),
        ("+49 35204/12345", "+493520412345"),
        ("+44 20 7946/0999", "+442079460999"),
        *(
            (nothing, None)
            for nothing in ("n/a", "N/A", "-", "–", "0", "000", "none", "#N/A", "(leer)", "k.A.", "нет", "无")
        ),
    ],
)
def test_a_phone_number_is_read_whatever_stands_around_it(cell: str, right: str | None) -> None:
    assert phone_in(cell) == (right, "")


@mark.parametrize(
    ("cell", "first", "left_out"),
    [
        ("+49 30 1234567/8", BERLIN, "8"),
        ("030 1234567/1234568", "030 1234567", "1234568"),
        ("030 12345 / 0151 1234567", "030 12345", "0151 1234567"),
        ("0211/123456/57", "0211/123456", "57"),
        ("+49 30 1234567; +49 151 1234567", BERLIN, "+49 151 1234567"),
        ("+49 30 1234567 +49 151 1234567", BERLIN, "+49 151 1234567"),
        ("+49 30 1234567 ::: +49 151 1234567", BERLIN, "+49 151 1234567"),
        ("030 12345\n030 54321", "030 12345", "030 54321"),
        ("12345\n67890", "12345", "67890"),
        ("030 1234567 oder 0151 1234567", "030 1234567", "0151 1234567"),
    ],
)
def test_of_two_numbers_the_first_counts_and_they_never_become_one(cell: str, first: str, left_out: str) -> None:
    assert phone_in(cell) == (first, left_out)
    assert valid_phone(cell) is None


@mark.parametrize("cell", ["letters", "123", "4.93E+11", "see notes"])
def test_what_is_no_phone_number_is_not_made_one(cell: str) -> None:
    with raises(NotUnderstood):
        phone_in(cell)


@mark.parametrize(
    ("cell", "right", "left_out"),
    [
        ("\u200ba@x.example.com", "a@x.example.com", ""),
        ("a@x.example.com\u202c", "a@x.example.com", ""),
        ("a\u00ad@x.example.com", "a@x.example.com", ""),
        ("Ina Berg <a@x.example.com>", "a@x.example.com", ""),
        ('"Berg, Ina" <a@x.example.com>', "a@x.example.com", ""),
        ("mailto:a@x.example.com", "a@x.example.com", ""),
        ("MAILTO:a@x.example.com?subject=Hi", "a@x.example.com", ""),
        ("a@x.example.com;", "a@x.example.com", ""),
        ("'a@x.example.com", "a@x.example.com", ""),
        ("<a@x.example.com>", "a@x.example.com", ""),
        ("a@x.example.com.", "a@x.example.com", ""),
        ("a@x.example.com (work)", "a@x.example.com", ""),
        ("o'brien@x.example.com", "o'brien@x.example.com", ""),
        ("a@x.example.com; b@x.example.com", "a@x.example.com", "b@x.example.com"),
        ("A <a@x.example.com>, B <b@x.example.com>", "a@x.example.com", "b@x.example.com"),
        ("a@xn--mller-kva.de", "a@müller.de", ""),
        ("Ina Berg (a@x.example.com)", "a@x.example.com", ""),
        ("Ina Berg [mailto:a@x.example.com]", "a@x.example.com", ""),
        ("a@x.example.com [mailto:a@x.example.com]", "a@x.example.com", ""),
        ("n/a; a@x.example.com", "a@x.example.com", ""),
        ("a@x.example.com, keine", "a@x.example.com", ""),
        ("a@x.example.com/b@x.example.com", "a@x.example.com", "b@x.example.com"),
        ("a@x.example.com?subject=Hi", "a@x.example.com", ""),
        ("a\u00a0@x.example.com", "a@x.example.com", ""),
        ("ｉｎａ@x.example.com", "ina@x.example.com", ""),
    ],
)
def test_an_address_is_read_whatever_stands_around_it(cell: str, right: str, left_out: str) -> None:
    assert email_in(cell) == (right, left_out)


@mark.parametrize(
    "cell",
    [
        "a @x.example.com",
        "ina berg@x.example.com",
        "not an address",
        "@x.example.com",
        "a@b",
        f"{'a' * 65}@x.example.com",
    ],
)
def test_what_is_no_address_is_not_made_one(cell: str) -> None:
    with raises(NotUnderstood):
        email_in(cell)


@mark.parametrize(
    ("cell", "first", "last"),
    [
        ("Ina Berg", "Ina", "Berg"),
        ("Berg, Ina", "Ina", "Berg"),
        ("Dr. Ina von Berg", "Ina", "von Berg"),
        ("María José de la Cruz", "María José", "de la Cruz"),
        ("Ina Berg, PhD", "Ina", "Berg"),
        ("田中 太郎", "太郎", "田中"),
        ("김 민수", "민수", "김"),
    ],
)
def test_a_full_name_is_split(cell: str, first: str, last: str) -> None:
    assert split_name(cell) == (first, last, "")


@mark.parametrize(
    ("cell", "first", "last", "left_out"),
    [
        ("Ina Berg (Berg AG)", "Ina", "Berg", "Berg AG"),
        ("ina berg / tom rau", "ina", "berg", "tom rau"),
        ("Ina Berg\nTom Rau\nUli Vo", "Ina", "Berg", "Tom Rau, Uli Vo"),
        ("Ina Berg/Meier", "Ina", "Berg/Meier", ""),
        ("Ina (Maria) Berg", "Ina (Maria)", "Berg", ""),
    ],
)
def test_of_a_full_name_with_more_beside_it_the_rest_is_told(cell: str, first: str, last: str, left_out: str) -> None:
    assert split_name(cell) == (first, last, left_out)


@mark.parametrize(
    ("cell", "families", "first", "last"),
    [
        ("Berg Ina", 1, "Ina", "Berg"),
        ("Berg, Ina", 1, "Ina", "Berg"),
        ("Иванов Иван Иванович", 1, "Иван Иванович", "Иванов"),
        ("von der Heide Ina Maria", 1, "Ina Maria", "von der Heide"),
        ("García López María", 2, "María", "García López"),
        ("García María", 2, "María", "García"),
        ("LE GOFF Maëlle", 1, "Maëlle", "LE GOFF"),
        ("LE GOFF Maëlle", 0, "Maëlle", "LE GOFF"),
        ("Maëlle LE GOFF", 1, "Maëlle", "LE GOFF"),
        ("JP Berg", 0, "JP", "Berg"),
        ("INA BERG", 0, "INA", "BERG"),
    ],
)
def test_a_full_name_is_split_in_the_order_its_column_has(cell: str, families: int, first: str, last: str) -> None:
    assert split_name(cell, family_names_first=families) == (first, last, "")


@mark.parametrize(
    ("cell", "first", "last", "right"),
    [
        ("Ina von Alten Berg", "Ina", "", ("Ina", "von Alten Berg")),
        ("Berg, Ina", "", "Berg", ("Ina", "Berg")),
        ("Dr. Ina Berg", "Ina", "", ("Ina", "Berg")),
    ],
)
def test_of_a_full_name_one_half_may_be_known(cell: str, first: str, last: str, right: tuple[str, str]) -> None:
    assert split_name(cell, first, last) == (*right, "")


@mark.parametrize("cell", ["Cher", "Mr. Bond", "田中太郎", ", Ina", "Dr."])
def test_a_name_that_cannot_be_split_is_not(cell: str) -> None:
    with raises(NotUnderstood):
        split_name(cell)


@mark.parametrize(
    ("cell", "right"),
    [
        ('"VIP","Speaker 2024"', ("VIP", "Speaker 2024")),
        ("VIP ::: Speakers", ("VIP", "Speakers")),
        ("a; b,c | d", ("a", "b", "c", "d")),
        ('"a;b";c', ("a;b", "c")),
        ('["a", "b;c"]', ("a", "b;c")),
        ('[{"name": "VIP"}, {"label": "Press"}]', ("VIP", "Press")),
        ('5" screen', ('5" screen',)),
    ],
)
def test_tags_are_read_however_they_are_separated(cell: str, right: tuple[str, ...]) -> None:
    assert tags_of(cell) == right
    assert tags_of(tags_cell(right)) == right


@mark.parametrize(
    ("cell", "right"),
    [
        ("[1, 2]", ("1", "2")),
        ('["a", null]', ("a",)),
        ('[{"name": "VIP"}, null]', ("VIP",)),
        ("['a', 'b c']", ("a", "b c")),
        ("[VIP]; Press", ("[VIP]", "Press")),
    ],
)
def test_an_array_is_read_as_its_members_and_brackets_are_none(cell: str, right: tuple[str, ...]) -> None:
    assert tags_of(cell) == right


@mark.parametrize("cell", ['[{"id": 1}, {"id": 2}]', '["a", ["b"]]', '["a", "b', "[[1]]"])
def test_an_array_of_what_is_no_tag_is_never_cut_into_pieces(cell: str) -> None:
    with raises(TagsNotUnderstood):
        tags_of(cell)


@mark.parametrize("blank", ["\u3164", "\u2800", "\u200b", "\u115f"])
def test_an_address_holds_nothing_that_looks_like_nothing(blank: str) -> None:
    assert valid_email(f"a{blank}@x.example.com") is None


def test_excels_guard_of_a_text_is_taken_off(world: World, importer: Importer, customer: UUID) -> None:
    importer(csv_of('="Ina",="Berg",="i@x.example.com",="0301234567",="Aurora"'))

    one = contact(world, customer)
    assert (one["firstName"], one["lastName"], one["phone"]) == ("Ina", "Berg", "0301234567")


def test_letters_of_web_pages_are_read_with_a_warning(world: World, importer: Importer, customer: UUID) -> None:
    done = importer(csv_of("Jim &amp; Co,&Eacute;ric &unknown; AT&T,i@x.example.com,030&nbsp;1234567,Aurora"))

    one = contact(world, customer)
    assert (one["firstName"], one["lastName"], one["phone"]) == ("Jim & Co", "Éric &unknown; AT&T", "030 1234567")
    assert {(one.code, one.column) for one in done.warnings or ()} == {
        ("ValueChanged", "First name"),
        ("ValueChanged", "Last name"),
        ("ValueChanged", "Phone"),
    }


def contact(world: World, customer: UUID) -> dict[str, Any]:
    [only] = world.contacts(customer)
    return only


def test_what_was_left_out_of_a_cell_is_a_warning_of_its_row(world: World, importer: Importer, customer: UUID) -> None:
    done = importer(csv_of("Ina,Berg,i@x.example.com,+49 30 1234567/8,Aurora"))

    assert contact(world, customer)["phone"] == BERLIN
    [warning] = done.warnings or ()
    message = f"Of '+49 30 1234567/8' only '{BERLIN}' was read; '8' was left out."
    assert (warning.code, warning.row, warning.column, warning.message) == ("ValueDropped", 1, "Phone", message)


def test_the_next_column_counts_where_the_first_is_empty_or_holds_no_number(
    world: World, importer: Importer, customer: UUID
) -> None:
    header = "First name,Last name,E-mail,Company,Phone,Work phone,Mobile"
    rows = [
        "A,L,a@x.example.com,Aurora,030 3333333,030 2222222,030 1111111",
        "B,L,b@x.example.com,Aurora,030 3333333,030 2222222,-",
        "C,L,c@x.example.com,Aurora,030 3333333,,broken",
        "D,L,d@x.example.com,Aurora,,,n/a",
        "E,L,e@x.example.com,Aurora,,,broken",
    ]

    done = importer(csv_of(*rows, header=header))

    assert {one["firstName"]: one["phone"] for one in world.contacts(customer)} == {
        "A": "030 1111111",
        "B": "030 2222222",
        "C": "030 3333333",
        "D": None,
    }
    assert [(row, code) for row, code, _ in importer.errors(done)] == [(5, "IMP-003")]
    assert [(one.row, one.column) for one in done.warnings or ()] == [(3, "Mobile")]


@mark.parametrize(
    ("cells", "why"),
    [
        ("\u200b,L,a@x.example.com,,Aurora", "firstName '\\u200b' shows nothing; fill it in"),
        ("\u3164,L,a@x.example.com,,Aurora", "shows nothing"),
        ("\u202eada,L,a@x.example.com,,Aurora", "one that turns the direction of writing; remove it"),
        (f"A,L,a@x.example.com,,{'x' * 201}", "is longer than 200 characters; shorten it"),
    ],
)
def test_names_that_show_nothing_or_too_much_are_errors_of_their_rows(
    importer: Importer, customer: UUID, cells: str, why: str
) -> None:
    done = importer(csv_of(cells), on_unknown_customer=UnknownCustomer.CREATE)

    [(_, code, message)] = importer.errors(done)
    assert code == "IMP-003"
    assert why in message


def test_tags_that_show_nothing_or_turn_the_writing_are_refused(
    world: World, importer: Importer, customer: UUID
) -> None:
    header = "First name,Last name,E-mail,Company,Tags"
    rows = [
        *("A,L,a@x.example.com,Aurora,vip;\u200b", "B,L,b@x.example.com,Aurora,\u202evip"),
        "C,L,c@x.example.com,Aurora,VIP ::: * myContacts",
    ]

    done = importer(csv_of(*rows, header=header))

    assert [(row, code) for row, code, _ in importer.errors(done)] == [(1, "IMP-003"), (2, "IMP-003")]
    assert contact(world, customer)["tags"] == ["VIP"]


def test_cells_that_cannot_be_what_their_column_was_taken_for_are_left_out_with_a_warning(
    world: World, importer: Importer, customer: UUID
) -> None:
    header = "First name,Last name,E-mail,Title,WhatsApp,Customer"
    rows = ["A,L,a@x.example.com,CEO,+49 30 1234567,Aurora", "B,L,b@x.example.com,Fru,Yes,Aurora"]

    done = importer(csv_of(*rows, "C,L,c@x.example.com,,,Nei", header=header), customer_id=customer)

    assert [(one["position"], one["phone"]) for one in world.contacts(customer)] == [
        *(("CEO", BERLIN), (None, None), (None, None)),
    ]
    assert [(one.code, one.row, one.column) for one in done.warnings or ()] == [
        *(("ValueDropped", 2, "WhatsApp"), ("ValueDropped", 2, "Title"), ("ValueDropped", 3, "Customer")),
    ]
    named = importer(
        csv_of("D,L,d@x.example.com,Fru,,", header=header), customer_id=customer, mappings={"position": "Title"}
    )
    assert named.status == "Completed"
    assert [one["position"] for one in world.contacts(customer) if one["firstName"] == "D"] == ["Fru"]


@mark.parametrize("date", ["2024-05-01", "01.05.2024", "5/1/2024", "5/1/24"])
def test_a_date_is_no_phone_and_hardly_a_name(importer: Importer, customer: UUID, date: str) -> None:
    rows = [f"A,L,a@x.example.com,{date},Aurora", f"B,{date},b@x.example.com,,Aurora"]

    done = importer(csv_of("Z,L,z@x.example.com,,Aurora", *rows))

    assert [(row, message.partition(";")[0]) for row, _, message in importer.errors(done)] == [
        (2, f"phone '{date}' is not a phone number")
    ]
    assert [(one.code, one.row, one.column) for one in done.warnings or ()] == [("NameDoubted", 3, "Last name")]


def test_a_name_that_is_a_number_a_dot_or_true_is_kept_with_a_warning(importer: Importer, customer: UUID) -> None:
    done = importer(csv_of("true,7,a@x.example.com,,Aurora", "B,.,b@x.example.com,,Aurora"))

    assert importer.counts(done) == (2, 2, 0)
    assert [(one.code, one.row, one.column) for one in done.warnings or ()] == [
        *(("NameDoubted", 1, "First name"), ("NameDoubted", 1, "Last name"), ("NameDoubted", 2, "Last name")),
    ]


def test_an_address_is_one_in_letters_and_in_punycode(world: World, importer: Importer, customer: UUID) -> None:
    done = importer(csv_of("A,L,a@müller.de,,Aurora", "B,L,A@xn--mller-kva.de,,Aurora"))

    assert [(row, code) for row, code, _ in importer.errors(done)] == [(2, "CONT-002")]
    assert contact(world, customer)["email"] == "a@müller.de"


def test_messages_quote_the_cell_and_neither_the_table_nor_the_event_does(
    world: World, importer: Importer, customer: UUID
) -> None:
    world.app.relay.drain()
    done = importer(csv_of("Canary,L,no address,,Aurora"))

    [(_, _, message)] = importer.errors(done)
    assert message == "email 'no address' is not a valid e-mail address; write it as in name@example.com"
    world.app.relay.drain()
    [told] = [event for event in world.published() if event["type"] == "ContactListImported"]
    assert told["data"]["errors"] == [
        "Row 1: IMP-003: email … is not a valid e-mail address; write it as in name@example.com"
    ]
