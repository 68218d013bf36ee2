"""Whose a column is, where a list names several persons a row: words for them, and words that say no more."""

from collections.abc import Collection, Sequence
from enum import IntEnum
from functools import cache

from shared.imports.headers.words import word_set


class Person(IntEnum):
    """Who a column is about; who comes rather than who pays."""

    ATTENDEE = 0
    ANY = 1
    """Nobody in particular: whom the list is about."""
    GUEST = 2
    """Whom somebody brings along, or who comes."""
    BILLED = 3
    """Where the bill goes: whoever the list is about, or who pays."""
    BUYER = 4


WORDS = {
    Person.ATTENDEE: """attendee attendees ticket holder ticketholder participant registrant delegate visitor
        teilnehmer teilnehmers teilnehmerin teilnehmenden teilnehmende teilnehmender tn ticketinhaber ticketinhabers
        ticketinhaberin inhaber besucher participante participantes asistente asistentes titular partecipante
        partecipanti deelnemer deltagare deltager deltagers osallistuja osallistujan uczestnik uczestnika účastník
        účastníka участник участника учасник учасника résztvevő katılımcı 参加者 참가자""",
    Person.GUEST: "guest guests gast gastes gäste invité invitado ospite",
    Person.BILLED: """billing invoice rechnung rechnungsadresse rechnungsempfänger rechnungsanschrift facturation
        facturación fatturazione factuur fakturering faktura""",
    Person.BUYER: """buyer purchaser payer order registration käufer käufers käuferin besteller bestellers bestellerin
        acheteur comprador acquirente koper köpare""",
}
THEMSELVES = """contact contacts person lead member user customer kontakt mitglied the of des der die das de du del
    della di da do dos le la les el den your ihr ihre please enter bitte"""
"""Words that may stand beside what a header means, and say no more than that it is about the person."""
OTHERS = """shipping lieferadresse versand lieferung emergency notfall assistant asst assistent spouse manager owner
    parent referrer referred sales supervisor created modified fax telefax faxnummer phonetic yomi kana furigana
    フリガナ かな companion begleitung begleitperson partner child kind kindes mother father plus"""
"""Whose is not wanted, or what nothing is to be guessed from."""


def person_of(words: Collection[str]) -> Person:
    """Whom a header names; of two of them the one who pays, as the buyer of a ticket."""
    return max((person for person in WORDS if not _words_of(person).isdisjoint(words)), default=Person.ANY)


def without_persons(words: Sequence[str]) -> list[str]:
    """The words but for those that only say whose they are, each once."""
    return [word for word in dict.fromkeys(words) if word not in _all_words()]


def is_of_others(words: Collection[str]) -> bool:
    """Whether a header is about somebody else."""
    return not word_set(OTHERS).isdisjoint(words)


def _words_of(person: Person) -> frozenset[str]:
    return word_set(WORDS[person])


@cache
def _all_words() -> frozenset[str]:
    return word_set(THEMSELVES).union(*map(_words_of, WORDS))
