"""The encoding of a text: as it was given, by its byte order mark, by its bytes, or by its letters."""

import codecs
import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import BinaryIO, NamedTuple

from shared.imports.reading.escapes import other_letters
from shared.imports.reading.letters import Reading, against_utf8, decoder, readings
from shared.imports.reading.rows import Unreadable
from shared.imports.understanding import WarningCode, Warnings, shown
from shared.imports.values import TextEncoding

BLOCK = 1 << 20
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ASCII = bytes(range(0x80))
BETWEEN = re.compile(rb'[\x00-\x1f",;]+')
"""What stands between cells, as far as it is half of no letter in any encoding."""
LETTERS = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
"""Bytes that are letters in UTF-8."""
LONG = re.compile(rb"[\xe0-\xf4]")
"""What begins a letter of three bytes or four, which no accident makes."""
ACCIDENTS = 8
"""So many letters of two bytes are no accident."""
CELLS, LONGEST = 400, 200
"""So many different cells, of at most so many bytes, tell the encoding; and those with bytes that none of them had."""
WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
PLAIN_SHARE = 0.2
"""Of a text in one of these at least so much is ASCII: addresses, delimiters, line ends."""
FITTING = 4
"""How many encodings a refusal names."""


class Encoding(NamedTuple):
    """How a text is decoded, and how it is called."""

    codec: str
    name: str


def encoding_of(file: BinaryIO, given: str | None, warnings: Warnings) -> Encoding:
    """The encoding of a text. Raises Unreadable if it cannot be told."""
    file.seek(0)
    head = file.read(4096)
    marked = next((codec for mark, codec in MARKS if head.startswith(mark)), None)
    if marked:
        return Encoding(marked, marked.removesuffix("-sig"))
    wide = _wide(head)
    if given in (TextEncoding.UTF_16, TextEncoding.UTF_32):
        return Encoding(wide if wide and wide.startswith(given) else f"{given}-le", given)
    if given and given != wide:
        return Encoding(decoder(TextEncoding(given)), given)
    if wide:
        return Encoding(wide, wide)
    if not given and (other := other_letters(head)):
        raise Unreadable(f"The text is in {other}, which is not read. Save it as UTF-8.")
    looks = _looks_like_utf8(file)
    if looks is Likeness.ALL:
        return Encoding("utf-8", "utf-8")
    cells = _telling_cells(file)
    found = readings(cells) if cells else []
    if looks is not Likeness.NOT:
        found = against_utf8(cells, found)
        if not found:
            return Encoding("utf-8", "utf-8")
    if len(found) != 1:
        raise Unreadable(_doubt(found))
    encoding = found[0].encoding
    message = f"The text was read as {encoding}, by its letters. If names look wrong, import it with their `encoding`."
    warnings.add(WarningCode.ENCODING_FOUND_OUT, message)
    return Encoding(decoder(encoding), encoding)


def text_of(head: bytes) -> str:
    """How a file begins, as far as that is text: its letters that are no ASCII may be others."""
    marked = next((codec for mark, codec in MARKS if head.startswith(mark)), None)
    return head.decode(marked or _wide(head) or "latin-1", "ignore")


def _wide(head: bytes) -> str | None:
    """UTF-32 or UTF-16 without a byte order mark."""
    if b"\x00" not in head:
        return None
    for codec in WIDE:
        try:
            text = head[: len(head) & ~3].decode(codec)
        except UnicodeDecodeError:  # a letter of two halves, cut at the end, ends it at worst
            text = head[: len(head) & ~3].decode(codec, "ignore")
        plain = sum(letter.isascii() for letter in text)
        if "\x00" not in text and plain >= max(PLAIN_SHARE * len(text), 1):
            return codec
    return None


class Likeness(Enum):
    """Whether a text is UTF-8."""

    ALL = auto()
    FEW = auto()
    """It is, but has so few letters that this may be by accident."""
    MOST = auto()
    """Most of what is not ASCII in it is: the rest is the trouble of its rows, unless it is all something else."""
    NOT = auto()


def _looks_like_utf8(file: BinaryIO) -> Likeness:
    decode = codecs.getincrementaldecoder("utf-8")().decode
    pairs = 0
    try:
        for block in _blocks(file):
            decode(block)
            if pairs <= ACCIDENTS and not block.isascii():
                pairs += ACCIDENTS if LONG.search(block) else len(block.translate(None, ASCII)) // 2
        decode(b"", True)
    except UnicodeDecodeError:
        high = letters = 0
        for block in _blocks(file):
            if not block.isascii():
                high += len(block.translate(None, ASCII))
                letters += sum(map(len, LETTERS.findall(block)))
        return Likeness.MOST if 2 * letters >= high else Likeness.NOT
    return Likeness.FEW if 0 < pairs < ACCIDENTS else Likeness.ALL


def _telling_cells(file: BinaryIO) -> list[bytes]:
    """Different cells that are not ASCII, and among them each byte that the text has."""
    cells, known = dict[bytes, None](), set[int]()
    for block in _blocks(file):
        high = block.translate(None, ASCII)
        if not high or (len(cells) >= CELLS and known.issuperset(high)):
            continue
        for cell in BETWEEN.split(block + file.readline(BLOCK)):
            if cell.isascii() or len(cell) > LONGEST or cell in cells:
                continue
            own = cell.translate(None, ASCII)
            if len(cells) < CELLS or not known.issuperset(own):
                cells[cell] = None
                known.update(own)
    return list(cells)


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while block := file.read(BLOCK):
        yield block


def _doubt(found: list[Reading]) -> str:
    """Why a text is not read, and in which encodings it could be."""
    if not found:
        return "The text is in none of the encodings that are read. Save it as UTF-8."
    cells = enumerate(zip(found[0].cells, found[1].cells, strict=True))
    place = next(number for number, (one, other) in cells if one != other)
    fitting = ", ".join(f"{one.encoding} ({shown(one.cells[place], 40)!r})" for one in found[:FITTING])
    return (
        f"The encoding of the text cannot be told for certain. These fit: {fitting}. "
        "Import it again with the right one as `encoding`, or save it as UTF-8."
    )
