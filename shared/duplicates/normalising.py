"""What of a customer is compared, in the form in which it is: names without legal forms, addresses by their numbers."""

import re
from functools import lru_cache
from typing import NamedTuple

from shared.customers.values import Address
from shared.kernel.text import sort_key, words

LEGAL_FORMS = frozenset(
    {
        *("gmbh", "ggmbh", "mbh", "ag", "kg", "kgaa", "ohg", "ug", "gbr", "ev", "eg", "ek", "se", "haftungsbeschrankt"),
        *("ltd", "limited", "llc", "llp", "lp", "inc", "incorporated", "corp", "corporation", "co", "company", "plc"),
        *("sa", "sarl", "sas", "sasu", "eurl", "snc", "sci", "scop", "srl", "spa", "sapa", "sl", "slu", "sau", "sc"),
        *(
            "bv",
            "nv",
            "vof",
            "cv",
            "bvba",
            "ab",
            "hb",
            "as",
            "asa",
            "ans",
            "aps",
            "oy",
            "oyj",
            "ky",
            "ou",
            "sia",
            "uab",
        ),
        *("kft", "zrt", "nyrt", "bt", "spzoo", "zoo", "spk", "spj", "sro", "doo", "dd", "ad", "ood", "eood"),
        *("ltda", "lda", "eireli", "sapi", "cia", "pty", "pte", "pvt", "sdn", "bhd", "kk", "gk", "ooo", "oao", "zao"),
        *("pao", "ooo", "as", "sti", "tic", "san", "stiftung", "gesellschaft"),
        *("株式会社", "有限会社", "合同会社", "有限公司", "股份有限公司", "公司", "주식회사"),
    }
)
"""Company forms as `name_tokens` spells them (Wikipedia, "List of legal entity types by country")."""
SMALL_WORDS = frozenset({"and", "und", "et", "y", "e", "i", "och", "og", "en", "the", "der", "die", "das", "le", "la"})
"""Say nothing of who somebody is."""
FREE_MAIL = frozenset(
    {
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "hotmail.fr", "live.com"),
        *(
            "msn.com",
            "yahoo.com",
            "yahoo.co.uk",
            "yahoo.fr",
            "yahoo.de",
            "ymail.com",
            "icloud.com",
            "me.com",
            "mac.com",
        ),
        *("aol.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "web.de", "t-online.de", "freenet.de", "mail.de"),
        *("posteo.de", "mailbox.org", "proton.me", "protonmail.com", "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr"),
        *("laposte.net", "libero.it", "virgilio.it", "telefonica.net", "terra.es", "mail.ru", "yandex.ru", "qq.com"),
        *("163.com", "126.com", "naver.com", "seznam.cz", "wp.pl", "o2.pl", "onet.pl", "btinternet.com", "bluewin.ch"),
        *("example.com", "example.org", "example.net"),  # nobody's (RFC 2606)
    }
)
"""Providers that anybody has an address at: the domain says nothing of who somebody is."""
WRITTEN_TOGETHER = ("株式会社", "有限会社", "有限公司", "주식회사")
INITIALS = re.compile(r"\b(?:\w\.\s?){2,}(?:\w\b)?")
POLISH = re.compile(r"\bsp\W*z\W*o\W*o\b\.?")
HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/@\s]*@)?([^/:?#\s]+)", re.IGNORECASE)
DIGITS = re.compile(r"\d+")
PHONE_DIGITS = 9
"""What is compared of a number: its last digits are the same however its country and prefix are spelt."""


@lru_cache(2_000)
def name_tokens(name: str) -> tuple[str, ...]:
    """The words of a name that tell who it is, in their order: `S.A.R.L. Dupont & Fils` → `dupont`, `fils`.

    If nothing but legal forms is left, all words stay.
    """
    text = sort_key(name)
    if "." in text or "/" in text:
        text = POLISH.sub(" spzoo", text).replace("a/s", "as")
        text = INITIALS.sub(lambda found: found[0].replace(".", "").replace(" ", "") + " ", text)
    elif " z " in text:
        text = POLISH.sub(" spzoo", text)
    if "'" in text or "’" in text:
        text = text.replace("'s ", "s ").replace("’s ", "s ")
    found = [word for word in words(text) if word not in SMALL_WORDS]
    kept = [word for word in found if word not in LEGAL_FORMS]
    if not text.isascii():
        for form in WRITTEN_TOGETHER:
            kept = [word.replace(form, "") or word for word in kept]
    return tuple(kept or found)


def phone_key(phone: str | None) -> str:
    """What two spellings of one number share; empty if it is too short to be one."""
    if not phone:
        return ""
    digits = phone[1:] if phone[1:].isdecimal() else "".join(DIGITS.findall(phone))  # most are E.164
    return digits[-PHONE_DIGITS:] if len(digits) >= 7 else ""


def domain_of(address: str | None) -> str:
    """The domain of a website, or of an e-mail address in comparison form, if it says who somebody is."""
    if not address:
        return ""
    _, at, host = address.rpartition("@")
    if not at:
        found = HOST.match(address.strip())
        host = found[1].casefold().removeprefix("www.") if found else ""
    return "" if host in FREE_MAIL or "." not in host else host.rstrip(".")


SHORT = {"strasse": "str", "street": "st", "avenue": "av", "road": "rd", "platz": "pl"}


class Place(NamedTuple):
    """A postal address as it is compared."""

    zip_code: str
    number: str
    street: str
    city: str

    @property
    def is_known(self) -> bool:
        """Whether it says where exactly."""
        return bool(self.street and (self.zip_code or self.city))


NOWHERE = Place("", "", "", "")


@lru_cache(10_000)
def _run_together(city: str) -> str:
    return "".join(words(city))


def place_of(address: Address) -> Place:
    """A postal address, whatever it is spelt like: `Hafenstr. 12` and `Hafenstraße 12` are one street."""
    if not address.street and not address.city and not address.zip_code:
        return NOWHERE
    parts = words(address.street or "")
    number = next((found[0] for part in parts if (found := DIGITS.match(part))), "")
    letters = "".join(part for part in parts if not part[0].isdecimal())
    for long, short in SHORT.items():
        if long in letters:
            letters = letters.replace(long, short)
    zip_code = (address.zip_code or "").replace(" ", "").replace("-", "").casefold()
    return Place(zip_code, number, letters, _run_together(address.city or ""))
