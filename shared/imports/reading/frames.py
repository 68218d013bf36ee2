"""How two processes tell each other things: a letter, four bytes of length, and the content."""

import struct
from typing import BinaryIO

HEAD = struct.Struct(">cI")
ASK, HEADER, ROWS, ERROR, END = b"A", b"H", b"R", b"E", b"."


def write_frame(stream: BinaryIO, kind: bytes, content: bytes) -> None:
    """Sends a frame."""
    stream.write(HEAD.pack(kind, len(content)) + content)
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[bytes, bytes]:
    """The next frame: kind and content. Raises EOFError."""
    kind, length = HEAD.unpack(_exactly(stream, HEAD.size))
    return kind, _exactly(stream, length)


def _exactly(stream: BinaryIO, length: int) -> bytes:
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return content
