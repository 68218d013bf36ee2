"""Words beside an e-mail address or a phone that say which of a person's it is: `E-Mail (Büro)`, `Phone Day`."""

from collections.abc import Iterable, Mapping, Sequence

from shared.imports.headers.table import kind_of
from shared.imports.headers.words import word_set

WORK = """work business office company corporate professional day daytime geschäftlich gesch dienstlich büro arbeit
    firma professionnel professionnelle pro bureau travail trabajo oficina laboral trabalho comercial profissional
    aziendale lavoro ufficio zakelijk werk arbete jobb arbeid arbejde työ służbowy firmowy pracovní práce munkahelyi
    iş рабочий рабочая служебный work 会社 勤務先"""
HOME = """home private personal evening privat privé personnel personnelle domicile casa particular pessoal privato
    personale thuis hem hjem koti prywatny domowy soukromý domů otthoni ev личный личная домашний 自宅"""
MOBILE = """mobile cell mobil handy portable móvil celular cellulare mobiel mobilny komórkowy mobilní моб мобильный
    携帯"""
OTHER = "other secondary alternate alternative additional weitere sonstige autre otro altro overig annan"
KINDS: Mapping[str, tuple[str, str]] = {
    WORK: ("workEmail", "workPhone"),
    HOME: ("homeEmail", "homePhone"),
    MOBILE: ("email", "mobile"),
    OTHER: ("otherEmail", "otherPhone"),
}
PRECISE = ("mobile", "otherEmail", "otherPhone")
"""Kinds that stay what they are, whatever qualifies them."""
EMAILS = ("email", "workEmail", "homeEmail", "otherEmail")
PHONES = ("phone", "mobile", "workPhone", "homePhone", "otherPhone")


def qualified(words: Sequence[str]) -> str | None:
    """The kind of an address or a number with words beside it that say which it is."""
    kind = _without(words, (WORK, HOME, OTHER)) or _without(words, KINDS)
    if kind not in EMAILS + PHONES or kind in PRECISE:
        return kind if kind in PRECISE else None
    of_email, of_phone = next((KINDS[text] for text in KINDS if not word_set(text).isdisjoint(words)), (kind, kind))
    return of_email if kind in EMAILS else of_phone


def _without(words: Sequence[str], qualifiers: Iterable[str]) -> str | None:
    out = frozenset[str]().union(*map(word_set, qualifiers))
    return kind_of([word for word in words if word not in out])
