"""The parts of a mail. The limits hold while it is taken apart: what is refused was never held in memory."""

from collections.abc import Sequence
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from typing import Any

type Headers = Sequence[tuple[str, str]]
"""Names and raw values from the top; bytes that are no ASCII are surrogates in them."""

MAX_BYTES = 25_000_000
MAX_LINES = 420_000
"""The parser takes a microsecond for each, and more within parts. Base64 of the largest mail has 330,000."""
MAX_PARTS = 100
MAX_DEPTH = 20
MAX_HEADERS, MAX_HEADER_BYTES = 1_000, 256_000
"""Of each part; lines that continue a header are within its bytes."""
MAX_CONTENT_HEADER, MAX_CONTENT_HEADERS = 5_000, 64_000
"""Characters of one Content-… header, and of all in the mail: their parameters are read in quadratic time."""


class Unreadable(Exception):
    """The mail can't be read. The reason holds nothing of the mail."""


class _AsWritten(Compat32):
    """Headers stay as they were read: the library would lose bytes that are no ASCII, and fails to fold some anew."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return value

    def fold_binary(self, name: str, value: str) -> bytes:
        lines = f"{name}: {value}".encode("ascii", "surrogateescape").splitlines()
        return b"\r\n".join(lines) + b"\r\n"


AS_WRITTEN = _AsWritten(verify_generated_headers=False)


class Part(Message):
    """A part that counts what it is given."""

    def __init__(self, policy: Any = AS_WRITTEN) -> None:
        super().__init__(policy)
        self._payload: Any
        self.top, self.depth = self, 0
        self.parts, self.content_headers = 1, 0  # of the whole mail, counted at its top
        self.header_bytes = self.header_lines = 0

    def attach(self, payload: Any) -> None:
        top = payload.top = self.top
        payload.depth, top.parts = self.depth + 1, top.parts + 1
        if top.parts > MAX_PARTS:
            raise Unreadable(f"The mail has more than {MAX_PARTS} parts.")
        if payload.depth > MAX_DEPTH:
            raise Unreadable(f"The mail nests parts deeper than {MAX_DEPTH} levels.")
        super().attach(payload)

    def get_payload(self, i: int | None = None, decode: bool = False) -> Any:
        """The content; if it is not to be decoded, then as it was read, whatever its charset."""
        return self._payload if i is None and not decode else super().get_payload(i, decode)  # type: ignore[call-overload]

    def set_raw(self, name: str, value: str) -> None:
        self.header_lines += 1 + value.count("\n")
        self.header_bytes += len(name) + len(value) + 4
        if self.header_lines > MAX_HEADERS or self.header_bytes > MAX_HEADER_BYTES:
            raise Unreadable("The mail's headers are too long.")
        if name[:8].lower() == "content-":
            self.top.content_headers += len(value)
            if len(value) > MAX_CONTENT_HEADER or self.top.content_headers > MAX_CONTENT_HEADERS:
                raise Unreadable("The mail's headers are too long.")
        super().set_raw(name, value)  # type: ignore[no-untyped-call,unused-ignore]


def taken_apart(raw: bytes, *, headersonly: bool = False) -> Part:
    """The mail as the standard library parses it. Raises Unreadable."""
    if len(raw) > MAX_BYTES:
        raise Unreadable(f"The mail is larger than {MAX_BYTES:,} bytes.")
    lines = raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n")
    if lines > MAX_LINES:
        raise Unreadable(f"The mail has more than {MAX_LINES:,} lines.")
    try:
        mail: Message = BytesParser(Part, policy=AS_WRITTEN).parsebytes(raw, headersonly)
    except Unreadable:
        raise
    except Exception:  # the parser promises to raise nothing, and keeps it for all but a few odd parameters
        raise Unreadable("The mail can't be taken apart.") from None
    assert isinstance(mail, Part)
    return mail


def headers_of(raw: bytes) -> Headers:
    """The headers at the top alone. Raises Unreadable."""
    return list(taken_apart(raw[: MAX_HEADER_BYTES + 1_000], headersonly=True).raw_items())
