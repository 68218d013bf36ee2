"""An e-mail address out of a cell: of several the first, whatever stands around it."""

import re
from urllib.parse import unquote

from shared.imports.cells.cleaned import Cleaned, NotUnderstood, plain
from shared.platform.web.contact_validation import PLAIN_EMAIL, valid_email

LONGEST = 1000
"""Characters of a cell that are looked at."""
SCHEME = re.compile(r"(?:mailto|e-?mail|smtp)\s*:\s*", re.IGNORECASE)
IN_BRACKETS = re.compile(r"<\s*(?:mailto:)?([^<>\s]+@[^<>\s]+)\s*>", re.IGNORECASE)
AROUND = " \t\r\n;,.:<>\"'`´‘’“”„«»()[]{}|"
QUOTES = ("'", '"', "`")
BEHIND = re.compile(r"\s+\([^()@]*\)$")
BETWEEN = re.compile(r"\s*(?:[;,|]|:::|\s)\s*")


def email_in(cell: str) -> Cleaned:
    """The e-mail address of a cell. Raises NotUnderstood."""
    if PLAIN_EMAIL.fullmatch(cell) and (kept := valid_email(cell)):
        return Cleaned(kept)
    if cell[:1] not in QUOTES and (kept := valid_email(cell)):
        return Cleaned(kept)
    text = BEHIND.sub("", plain(cell[:LONGEST]))
    each = [found.strip(AROUND) for found in IN_BRACKETS.findall(text)] or _parts(text)
    for place, part in enumerate(each):
        if kept := valid_email(part):
            return Cleaned(kept, ", ".join(each[:place] + each[place + 1 :]))
    raise NotUnderstood


def _parts(text: str) -> list[str]:
    """The addresses in a text without brackets; the whole text if there is no more than one."""
    bare = _bare(text)
    each = [_bare(part) for part in BETWEEN.split(bare)]
    return [part for part in each if "@" in part] if sum("@" in part for part in each) > 1 else [bare]


def _bare(text: str) -> str:
    text = text.strip(AROUND)
    if link := SCHEME.match(text):
        text = unquote(text[link.end() :].partition("?")[0])
    return text.strip(AROUND)
