"""The values of headers: encoded words, identifiers, dates. All of it takes linear time, whatever a header holds."""

import binascii
import codecs
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import groupby

from shared.communications.inbound_mail.parts import Headers
from shared.kernel.text import UNPRINTABLE

LONGEST = 20_000
"""Characters of a header that are looked at, unless it holds addresses."""
ENCODED_WORD = re.compile(r"=\?([\w.:-]{1,40})(?:\*[\w-]{1,20})?\?([bq])\?([^?]*)\?=", re.ASCII | re.IGNORECASE)
KNOWN_CODECS = ("ascii", "big5", "cp", "euc", "gb", "hz", "iso2022", "iso8859", "johab", "koi8", "mac", "shift", "tis")
"""Others take quadratic time, such as punycode, or are no charsets."""
UNICODE_CODECS = ("utf-8", "utf-16", "utf-32")
BROADER = {"ascii": "utf-8", "iso8859-1": "cp1252", "gb2312": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949"}
"""What is meant more often than what is said, and holds all of it."""
MESSAGE_ID = re.compile(r"<[^<>\s]{1,500}>")
EARLIEST, LATEST = 1990, 2100


def values(headers: Headers, name: str) -> list[str]:
    """The raw values of a header, from the top."""
    return [value for key, value in headers if key.lower() == name]


def text_of(raw: str, most: int = LONGEST) -> str:
    """A raw value on one line, not decoded further."""
    try:
        data = raw[:most].encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # surrogates that stand for no byte: not of a parsed mail
        data = raw[:most].encode("utf-8", "replace")
    return printable(decoded(data, None, cut=len(raw) > most)).replace("\r", "").replace("\n", "")


def printable(text: str) -> str:
    """The text without what no store keeps."""
    return UNPRINTABLE.sub("", text)


def one_line(text: str) -> str:
    """The text with single spaces."""
    return " ".join(printable(text).split())


def decoded(data: bytes, charset: str | None, *, cut: bool = False) -> str:
    """The text, whatever is wrong with its charset; `cut` says that it may end within a letter."""
    name = _codec(charset or "utf-8")
    if name.startswith("iso2022"):  # it is made of ASCII, so that any other charset would seem to fit
        return data.decode(name, "replace")
    for candidate in (name, "utf-8"):
        try:
            return codecs.getincrementaldecoder(candidate)("strict").decode(data, not cut)
        except ValueError:
            continue
    return data.decode("cp1252", "replace")  # all letters of latin-1, and the quotes that are meant by the rest


def _codec(charset: str) -> str:
    try:
        name = codecs.lookup(charset).name if re.fullmatch(r"[\w.:-]{1,40}", charset, re.ASCII) else ""
    except (LookupError, ValueError):
        name = ""
    name = BROADER.get(name, name)
    return name if name.startswith(KNOWN_CODECS + UNICODE_CODECS) else "utf-8"


def words_decoded(text: str) -> str:
    """The text with its encoded words (RFC 2047) decoded; a letter may span two of them."""
    text = re.sub(r"\?=\s+(?==\?)", "?=", text)
    pieces = list[tuple[str, bytes | str]]()
    end = 0
    for found in ENCODED_WORD.finditer(text):
        if found.start() > end:
            pieces.append(("", text[end : found.start()]))
        pieces.append((found[1].lower(), _word(found[2], found[3])))
        end = found.end()
    pieces.append(("", text[end:]))
    made = list[str]()
    for charset, run in groupby(pieces, key=lambda piece: piece[0]):
        held = [piece for _, piece in run]
        plain = "".join(piece for piece in held if isinstance(piece, str))
        made.append(plain or decoded(b"".join(piece for piece in held if isinstance(piece, bytes)), charset))
    return "".join(made)


def _word(encoding: str, text: str) -> bytes:
    data = text.encode()
    if encoding in "qQ":
        return binascii.a2b_qp(data, header=True)
    try:
        return binascii.a2b_base64(data.rstrip(b"=") + b"==")
    except binascii.Error:
        return data


def line(headers: Headers, name: str) -> str:
    """The first header of that name, decoded, on one line."""
    return next((one_line(words_decoded(text_of(value))) for value in values(headers, name)), "")


def message_ids(headers: Headers, name: str) -> tuple[str, ...]:
    """The identifiers in a header, each once, the newest last."""
    held = " ".join(text_of(value, 256_000) for value in values(headers, name))
    newest = dict.fromkeys(reversed(MESSAGE_ID.findall(held)))
    return tuple(reversed(list(newest)))


def moment(raw: str) -> datetime | None:
    """A date in UTC; none if it is no date, or none that a mail can have."""
    try:
        read = parsedate_to_datetime(text_of(raw, 100))
        stated = (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return stated if EARLIEST <= stated.year < LATEST else None
