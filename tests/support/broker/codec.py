"""The sections of an AMQP message as bytes: taken apart without decoding what only passes through."""

import struct
import uuid
from typing import Any

SECTIONS = {
    0x70: "header",
    0x71: "delivery annotations",
    0x72: "annotations",
    0x73: "properties",
    0x74: "application properties",
    0x75: "data",
    0x76: "sequence",
    0x77: "value",
    0x78: "footer",
}
CONSTANTS = {0x40: None, 0x41: True, 0x42: False, 0x43: 0, 0x44: 0}
NUMBERS = {
    0x50: ">B",
    0x51: ">b",
    0x60: ">H",
    0x61: ">h",
    0x70: ">I",
    0x71: ">i",
    0x80: ">Q",
    0x81: ">q",
    0x83: ">q",
    0x72: ">f",
    0x82: ">d",
}


def end_of(content: bytes, at: int) -> int:
    """Where the value that begins at `at` ends."""
    code = content[at]
    at += 1
    if code == 0:  # described: the descriptor, then the value
        return end_of(content, end_of(content, at))
    width = code >> 4
    if width == 4:
        return at
    if width < 10:
        return at + (1 << (width - 5))
    if width & 1 == 0:
        return at + 1 + content[at]
    return at + 4 + int.from_bytes(content[at : at + 4])


def decoded(content: bytes, at: int) -> tuple[Any, int]:
    """(value, where it ends): text for strings and symbols, bytes for binaries; None for what we do not know."""
    code = content[at]
    at += 1
    if code == 0x45:
        return [], at
    if code in CONSTANTS:
        return CONSTANTS[code], at
    if code in NUMBERS:
        return struct.unpack_from(NUMBERS[code], content, at)[0], at + struct.calcsize(NUMBERS[code])
    if code in (0x52, 0x53):
        return content[at], at + 1
    if code in (0x54, 0x55):
        return struct.unpack_from(">b", content, at)[0], at + 1
    if code == 0x56:
        return bool(content[at]), at + 1
    if code == 0x98:
        return uuid.UUID(bytes=bytes(content[at : at + 16])), at + 16
    if code in (0xA0, 0xA1, 0xA3, 0xB0, 0xB1, 0xB3):
        width = 1 if code < 0xB0 else 4
        length = int.from_bytes(content[at : at + width])
        raw = bytes(content[at + width : at + width + length])
        return (raw if code in (0xA0, 0xB0) else raw.decode()), at + width + length
    if code in (0xC0, 0xC1, 0xD0, 0xD1):
        return _compound(content, at, width=1 if code < 0xD0 else 4, pairs=code in (0xC1, 0xD1))
    if code == 0:
        return decoded(content, end_of(content, at))
    return None, end_of(content, at - 1)


def _compound(content: bytes, at: int, *, width: int, pairs: bool) -> tuple[Any, int]:
    end = at + width + int.from_bytes(content[at : at + width])
    count = int.from_bytes(content[at + width : at + 2 * width])
    at += 2 * width
    items = []
    for _ in range(count):
        item, at = decoded(content, at)
        items.append(item)
    return (dict(zip(items[::2], items[1::2], strict=True)) if pairs else items), end


def raw_pairs(content: bytes, at: int) -> list[tuple[Any, bytes, bytes]]:
    """The map at `at` as (key, key's bytes, value's bytes)."""
    width = 1 if content[at] == 0xC1 else 4
    count = int.from_bytes(content[at + 1 + width : at + 1 + 2 * width])
    place = at + 1 + 2 * width
    pairs = []
    for _ in range(count // 2):
        key, middle = decoded(content, place)
        end = end_of(content, middle)
        pairs.append((key, bytes(content[place:middle]), bytes(content[middle:end])))
        place = end
    return pairs


def sections(content: bytes) -> list[tuple[str, int, int, int]]:
    """(name, where it begins, where its value begins, where it ends). Raises ValueError if it is no message."""
    at, found = 0, []
    while at < len(content):
        if content[at] != 0:
            raise ValueError("not a section")
        descriptor, value = decoded(content, at + 1)
        end = end_of(content, value)
        found.append((SECTIONS[descriptor], at, value, end))
        at = end
    return found


def is_message(content: bytes) -> bool:
    """Whether these bytes are a message of their own, as those inside a batch are."""
    try:
        return len(content) > 3 and content[0] == 0 and content[1] in (0x53, 0x80) and bool(sections(content))
    except (ValueError, IndexError, KeyError, struct.error):
        return False


def text(value: str, *, symbol: bool = False) -> bytes:
    """A string or symbol, encoded."""
    raw = value.encode()
    if len(raw) < 256:
        return (b"\xa3" if symbol else b"\xa1") + bytes((len(raw),)) + raw
    return (b"\xb3" if symbol else b"\xb1") + struct.pack(">I", len(raw)) + raw


def long(value: int) -> bytes:
    return b"\x81" + struct.pack(">q", value)


def moment(seconds: float) -> bytes:
    return b"\x83" + struct.pack(">q", int(seconds * 1000))


def mapping(parts: list[bytes]) -> bytes:
    """A map of encoded keys and values in turn."""
    body = b"".join(parts)
    return b"\xd1" + struct.pack(">II", len(body) + 4, len(parts)) + body
