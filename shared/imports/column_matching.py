"""Which column is which: a file's own headers matched to our fields, in the words people use for them."""

from collections.abc import Mapping, Sequence

from shared.contacts.list_files import FIELDS
from shared.kernel.text import sort_key

WORDS: Mapping[str, Sequence[str]] = {
    field: words.split(", ")
    for field, words in {
        "firstName": "first name, given name, forename, first, vorname, prenom, nombre, nome, voornaam, fornavn",
        "lastName": "last name, surname, family name, last, nachname, familienname, nom, nom de famille, apellido, "
        "apellidos, cognome, sobrenome, achternaam, etternavn, efternavn, efternamn, nazwisko",
        "email": "email, e mail, email address, mail, e mail adresse, courriel, adresse email, correo, "
        "correo electronico, posta elettronica, epost, e mailadres",
        "phone": "phone, phone number, telephone, mobile, tel, telefon, telefonnummer, handy, telefono, telefone, "
        "portable, mobil, telefoon",
        "position": "position, job title, title, role, funktion, beruf, poste, fonction, cargo, puesto, ruolo, functie",
        "tags": "tags, labels, keywords, groups, schlagworte, etiketten, etiquettes, etiquetas, etichette",
        "customerId": "customer id, kunden id",
        "customerNumber": "customer number, customer no, kundennummer, numero client, numero de cliente, klantnummer",
        "companyName": "company, company name, organisation, organization, customer, firma, unternehmen, entreprise, "
        "societe, empresa, azienda, bedrijf, virksomhet, foretag",
    }.items()
}
SURE_ENOUGH = 86.0
"""Similarity (0 to 100) from which a header is taken to be meant."""


def suggest(columns: Sequence[str]) -> dict[str, str]:
    """Our field → the column that means it, as far as the headers say. No column is used twice."""
    from rapidfuzz import fuzz

    names = {column: sort_key(_spaced(column)) for column in columns}
    scored = sorted(
        (
            (max(fuzz.ratio(name, word) for word in WORDS[field]), -FIELDS.index(field), field, column)
            for field in FIELDS
            for column, name in names.items()
        ),
        reverse=True,
    )
    chosen: dict[str, str] = {}
    for score, _, field, column in scored:
        if score >= SURE_ENOUGH and field not in chosen and column not in chosen.values():
            chosen[field] = column
    return chosen


def _spaced(header: str) -> str:
    """`firstName`, `first_name` and `First-Name` are two words each."""
    apart = "".join(
        f" {letter}" if letter.isupper() and not before.isupper() else letter
        for before, letter in zip(" " + header, header, strict=False)
    )
    return apart.replace("_", " ").replace("-", " ").replace(".", " ")
