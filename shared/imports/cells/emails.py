"""An e-mail address out of a cell: of several the first, whatever stands around it."""

import re
from urllib.parse import unquote

from shared.imports.cells.cleaned import Cleaned, NotUnderstood, is_nothing, plain
from shared.platform.web.contact_validation import PLAIN_EMAIL, valid_email

LONGEST = 1000
"""Characters of a cell that are looked at."""
SCHEME = re.compile(r"(?:mailto|e-?mail|smtp)\s*:\s*", re.IGNORECASE)
NO_BREAK = re.compile(r"[\u00a0\u202f]+(?=@)|(?<=@)[\u00a0\u202f]+")
ALONE_IN_BRACKETS = re.compile(r"[^@]*[(\[]\s*(?:mailto:)?([^()\[\]\s@]+@[^()\[\]\s@]+)\s*[)\]][^@]*", re.IGNORECASE)
QUESTION = re.compile(r"(@[^?\s]+)\?\S*$")
IN_BRACKETS = re.compile(r"<\s*(?:mailto:)?([^<>\s]+@[^<>\s]+)\s*>", re.IGNORECASE)
AROUND = " \t\r\n;,.:<>\"'`´‘’“”„«»()[]{}|"
QUOTES = ("'", '"', "`")
BEHIND = re.compile(r"\s+\([^()@]*\)$")
BETWEEN = re.compile(r"\s*(?:[;,|/]|:::|\s)\s*")
PARTS = re.compile(r"\s*(?:[;,|]|:::)\s*")


def email_in(cell: str) -> Cleaned:
    """The e-mail address of a cell. Raises NotUnderstood."""
    if PLAIN_EMAIL.fullmatch(cell) and (kept := valid_email(cell)):
        return Cleaned(kept)
    if cell[:1] not in QUOTES and (kept := valid_email(cell)):
        return Cleaned(kept)
    text = BEHIND.sub("", plain(NO_BREAK.sub("", cell[:LONGEST])))
    alone = ALONE_IN_BRACKETS.fullmatch(text)
    each = [alone[1]] if alone else [found.strip(AROUND) for found in IN_BRACKETS.findall(text)] or _parts(text)
    for place, part in enumerate(each):
        if kept := valid_email(part):
            others = [one for one in each[:place] + each[place + 1 :] if one != part]
            return Cleaned(kept, ", ".join(others))
    raise NotUnderstood


def _parts(text: str) -> list[str]:
    """The addresses in a text without brackets; the whole text if there is no more than one."""
    bare = _bare(text)
    each = [_bare(part) for part in BETWEEN.split(bare)]
    if sum("@" in part for part in each) > 1:
        return [part for part in each if "@" in part]
    said = [part for part in map(_bare, PARTS.split(bare)) if not is_nothing(part)]
    return said if len(said) == 1 else [bare]


def _bare(text: str) -> str:
    text = QUESTION.sub(r"\1", text.strip(AROUND))
    if link := SCHEME.match(text):
        text = unquote(text[link.end() :].partition("?")[0])
    return text.strip(AROUND)
