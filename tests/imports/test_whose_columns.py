"""A list that names several persons a row gives one of them: never one's name with another's address."""

from pytest import mark

from shared.imports.column_matching import suggest

BUYER = "Buyer Name,Buyer Email,Buyer Phone"


@mark.parametrize(
    ("header", "right"),
    [
        (
            "Purchaser Name,Purchaser Email,Ticket Holder Name,Ticket Holder Email",
            {"fullName": "Ticket Holder Name", "email": "Ticket Holder Email"},
        ),
        (
            (
                "Besteller Vorname,Besteller Nachname,Besteller E-Mail,Ticketinhaber Vorname,Ticketinhaber Nachname,"
                "Ticketinhaber E-Mail"
            ),
            {
                "firstName": "Ticketinhaber Vorname",
                "lastName": "Ticketinhaber Nachname",
                "email": "Ticketinhaber E-Mail",
            },
        ),
        (
            (
                "E-Mail,Telefonnummer,Teilnehmername,Teilnehmername: Vorname,Teilnehmername: Nachname,"
                "Teilnehmer-E-Mail,Rechnungsadresse: Vorname,Rechnungsadresse: Nachname"
            ),
            {
                "firstName": "Teilnehmername: Vorname",
                "lastName": "Teilnehmername: Nachname",
                "email": "Teilnehmer-E-Mail",
            },
        ),
        (
            "Email,Phone number,Attendee name,Attendee name: Given name,Attendee name: Family name,Attendee email",
            {
                "firstName": "Attendee name: Given name",
                "lastName": "Attendee name: Family name",
                "email": "Attendee email",
            },
        ),
        (
            "First Name,Last Name,Email,Guest First Name,Guest Last Name",
            {"firstName": "First Name", "lastName": "Last Name", "email": "Email"},
        ),
        (
            "First Name,Last Name,Email,Guest First Name,Guest Last Name,Guest Email,Guest Phone",
            {"firstName": "First Name", "lastName": "Last Name", "email": "Email"},
        ),
        (
            "Guest Name,Guest Email,Guest Phone",
            {"fullName": "Guest Name", "email": "Guest Email", "phone": "Guest Phone"},
        ),
        ("Attendee Name,Email," + BUYER, {"fullName": "Attendee Name", "email": "Email"}),
        (
            "Participant 1 Name,Participant 1 Email,Participant 2 Name,Participant 2 Email",
            {"fullName": "Participant 1 Name", "email": "Participant 1 Email"},
        ),
        ("Nom participant,Prénom participant,Nom payeur,Email acheteur", {}),
        (BUYER, {"fullName": "Buyer Name", "email": "Buyer Email", "phone": "Buyer Phone"}),
        (
            "first_name,last_name,user_email,billing_first_name,billing_last_name,billing_email,billing_phone",
            {"firstName": "first_name", "lastName": "last_name", "email": "user_email", "phone": "billing_phone"},
        ),
        (
            "Email,Billing Name,Billing Phone,Phone,Shipping Name,Shipping Phone",
            {"fullName": "Billing Name", "email": "Email", "phone": ["Phone", "Billing Phone"]},
        ),
    ],
)
def test_name_and_address_are_of_one_person(header: str, right: dict[str, str | list[str]]) -> None:
    found = suggest(header.split(","))

    assert found == right or (not right and "email" not in found)


def test_a_column_that_somebody_named_says_whose_the_others_are() -> None:
    columns = ["Attendee Name", "Attendee Email", "Buyer Name", "Buyer Phone"]

    assert suggest(columns, given={"email": "Buyer Email"}) == {"fullName": "Buyer Name", "phone": "Buyer Phone"}
    assert suggest(columns[:2], given={"email": "Buyer Email"}) == {"fullName": "Attendee Name"}
