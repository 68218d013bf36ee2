"""What a mail holds: the text that is read, and the files beside it."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.generator import BytesGenerator
from typing import NamedTuple

from shared.communications.inbound_mail.headers import decoded, one_line, printable, text_of, words_decoded
from shared.communications.inbound_mail.parts import AS_WRITTEN, Part, Unreadable
from shared.kernel.text import fitting, units

LONGEST_TEXT = 200_000
"""UTF-16 units of a mail's text; what is longer is cut."""
LONGEST_HTML = 500_000
"""Bytes of HTML that are turned into text."""
LONGEST_NAME = 200
"""Bytes of a file's name, as UTF-8."""
NAMES = {"message/rfc822": "message.eml", "text/calendar": "invitation.ics", "message/delivery-status": "status.txt"}
"""For files that come without."""


@dataclass(frozen=True)
class InboundAttachment:
    """A file in a mail."""

    name: str
    media_type: str
    content: bytes


class _Told(NamedTuple):
    """What a part says."""

    is_plain: bool
    text: str
    is_cut: bool
    says_something: bool


def whole_text(mail: Part, to_text: Callable[[str], str]) -> tuple[str, bool]:
    """The text that is read, and whether it was cut."""
    pieces, held, cut = list[str](), 0, False
    for told in _chosen(mail):
        if held >= LONGEST_TEXT:
            cut = True
            break
        text = told.text if told.is_plain else printable(to_text(told.text))
        if text := re.sub(r"\r\n?", "\n", text).strip("\n"):
            pieces.append(text)
        held, cut = held + units(text), cut or told.is_cut
    text = "\n\n".join(pieces)
    return fitting(text, LONGEST_TEXT), cut or units(text) > LONGEST_TEXT


def attachments(mail: Part) -> Iterator[InboundAttachment]:
    """The files, in the order they stand in the mail."""
    for part in _leaves(mail):
        if not _is_text(part):
            yield InboundAttachment(_name(part), one_line(part.get_content_type())[:100], _content(part))


def _children(part: Part) -> list[Part]:
    held = part.get_payload()
    return [child for child in held if isinstance(child, Part)] if isinstance(held, list) else []


def _leaves(part: Part) -> Iterator[Part]:
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        for child in _children(part):
            yield from _leaves(child)
    else:
        yield part


def _is_text(part: Part) -> bool:
    if part.is_multipart() or part.get_content_disposition() == "attachment":
        return False
    if part.get_content_maintype() == "multipart":  # its boundary was never found: all there is of the text
        return True
    named = _parameter(part, "filename", "content-disposition")
    return part.get_content_type() in ("text/plain", "text/html") and not named


def _chosen(part: Part) -> list[_Told]:
    """What is read: of alternatives the plain one, or the last that says something."""
    if not (part.get_content_maintype() == "multipart" and part.is_multipart()):
        return [_told(part)] if _is_text(part) else []
    choices = [_chosen(child) for child in _children(part)]
    if part.get_content_type() != "multipart/alternative":
        return [told for choice in choices for told in choice]
    telling = [choice for choice in choices if any(told.says_something for told in choice)]
    plain = (choice for choice in telling if any(told.is_plain and told.says_something for told in choice))
    return next(plain, telling[-1] if telling else [])


def _told(part: Part) -> _Told:
    is_plain = part.get_content_type() != "text/html"
    data, most = _payload(part), 4 * LONGEST_TEXT if is_plain else LONGEST_HTML
    is_cut = len(data) > most
    text = printable(decoded(data[:most], _parameter(part, "charset"), cut=is_cut)).removeprefix("\ufeff")
    return _Told(is_plain, text, is_cut, not text.isspace() and bool(text))


def _payload(part: Part) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _content(part: Part) -> bytes:
    """The file; a mail within the mail as it was written."""
    if not part.is_multipart():
        return _payload(part)
    written = io.BytesIO()
    try:
        for child in _children(part):
            BytesGenerator(written, mangle_from_=False, policy=AS_WRITTEN).flatten(child, linesep="\r\n")
    except (ValueError, TypeError, LookupError):  # a boundary of letters that no mail is written in
        raise Unreadable("The mail holds a mail that can't be taken apart.") from None
    return written.getvalue()


def _parameter(part: Part, name: str, header: str = "content-type") -> str:
    """A parameter of a header; empty if there is none, or none that the library can read."""
    try:
        found = part.get_param(name, "", header)
        if isinstance(found, tuple):  # RFC 2231: charset, language, value, whose letters stand for bytes
            found = decoded(found[2].encode("latin-1", "replace"), found[0])
        elif isinstance(found, str):
            found = words_decoded(text_of(found))
    except (ValueError, TypeError, LookupError):
        return ""
    return one_line(str(found))


def _name(part: Part) -> str:
    """A name without folders, that hides nothing and fits."""
    media_type = part.get_content_type()
    given = _parameter(part, "filename", "content-disposition") or _parameter(part, "name")
    name = re.split(r"[/\\]", given)[-1].lstrip(". ").rstrip(". ")
    if len(name.encode()) > LONGEST_NAME:
        stem, dot, ending = name.rpartition(".")
        ending = dot + ending if stem and len(ending.encode()) <= 20 else ""
        room = LONGEST_NAME - len(ending.encode())
        name = (stem if ending else name).encode()[:room].decode(errors="ignore") + ending
    return name or NAMES.get(media_type, "attachment")
