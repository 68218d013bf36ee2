"""What the cells of a column say against its header, where nobody named the column."""

import re
from collections.abc import Callable, Mapping

from shared.imports.cells.cleaned import DATE, NotUnderstood, plain
from shared.imports.cells.ids import OUR_ID
from shared.imports.cells.phones import phone_in

YES = """yes y true 1 x ja j oui si sí sim tak ano áno evet да da так はい 是 有 예 네 ναι igen kyllä kylla jah jā
    taip हाँ ใช่ vâng có نعم כן ✓ ✔ ✅ ☑ ☒ 🗸 ● ○ ✗ ✘ ❌ ☐"""
NO = """no n false 0 nein non não nao nej nei nie ne hayır нет ні не いいえ 否 无 無 아니오 아니요 όχι nem ei nē nu
    नहीं ไม่ không لا לא tidak ya"""
YES_AND_NO = frozenset(f"{YES} {NO}".split())
"""Ticks and their opposites, as people and programs write them."""
SALUTATION = r"""mr mrs ms miss mx dr prof sir madam lady lord dame rev reverend fr father sister hon capt
    herr frau hr fr fräulein monsieur madame mme m mlle mademoiselle maître me sr sra srta señor señora don doña dott
    dottore dottoressa sig signor signora dhr mevr mw mevrouw meneer fru frk fröken herra rouva pan pani paní bay
    bayan г-н г-жа господин госпожа 様 さん 先生 女士 님 dipl ing mag med phil"""
SALUTATIONS = re.compile(
    r"(?:{one})(?:[\s.,/-]+(?:{one}|h\.?\s?c))*\.?".format(one="|".join(map(re.escape, SALUTATION.split()))),
    re.IGNORECASE,
)
IN_PROGRAMS = """customer subscriber administrator admin contributor shop_manager member user guest attendee participant
    registered owner viewer kunde mitglied abonnent teilnehmer"""
ROLES = frozenset(IN_PROGRAMS.split())
"""What somebody may do in a program, rather than what somebody is in a company."""
LETTER = re.compile(r"[^\W\d_]")


def is_tick(cell: str) -> bool:
    """Whether a cell says yes or no."""
    return cell.casefold() in YES_AND_NO


def is_name(cell: str) -> bool:
    """Whether a cell can be a person's name: it has letters, and is neither an address nor a date."""
    return "@" not in cell and LETTER.search(cell) is not None and not DATE.search(cell) and not is_tick(cell)


def is_phone(cell: str) -> bool:
    """Whether a cell has a number, or says that there is none."""
    try:
        phone_in(cell)
    except NotUnderstood:
        return False
    return True


CHECKS: Mapping[str, Callable[[str], bool]] = {
    "customer": lambda cell: not is_tick(cell),
    "account": lambda cell: LETTER.search(cell) is not None and "@" not in cell and not is_tick(cell),
    "title": lambda cell: not SALUTATIONS.fullmatch(cell),
    "role": lambda cell: cell.casefold() not in ROLES,
    "perhapsPhone": is_phone,
}
"""What each cell has to be of columns whose headers mean two things; others are left out with a warning."""
OF_COLUMNS: Mapping[str, Callable[[str], bool]] = {
    **CHECKS,
    "company": lambda cell: not is_tick(cell),
    "organisation": lambda cell: not is_tick(cell),
    "email": lambda cell: len(cell) == 1 or not is_tick(cell),
    "fullName": is_name,
    "name": is_name,
    "displayName": is_name,
    "first": is_name,
    "last": is_name,
    "customerId": lambda cell: OUR_ID.fullmatch(cell) is not None,
}
"""What the first cell of a column has to be; else the column means something else."""


def can_be(kind: str, cell: str) -> bool:
    """Whether a column whose first cell this is can be what its header means."""
    check = OF_COLUMNS.get(kind)
    return not cell or check is None or check(plain(cell))
