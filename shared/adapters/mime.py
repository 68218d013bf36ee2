"""A mail as bytes: RFC 5322 and MIME, with CRLF. Attachments pass through piece by piece."""

from __future__ import annotations

import re
from base64 import encodebytes
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, BinaryIO

from shared.adapters.delivery import EmailAttachment, OutgoingEmail

if TYPE_CHECKING:
    from email.message import EmailMessage
    from email.policy import EmailPolicy

PIECE = 57 * 1024
"""Bytes of an attachment at a time; 57 make a line of base64, and whole lines need no padding between pieces."""
LINE = 998
"""Characters in a line, at most (RFC 5322, 2.1.1)."""
OURS = {"from", "to", "cc", "bcc", "sender", "reply-to", "subject", "date", "message-id", "mime-version"}
"""Headers with a field of their own; nobody adds a second one."""

_NAME = re.compile(r"[!-9;-~]+")
_ADDRESS = re.compile(r"[!-~]+@[^\s@<>,;:\"()\[\]\\]+")
_BREAK = re.compile(r"[\r\n\x00]")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9]+( [A-Za-z0-9]+)*")
_SHORT = re.compile(r"[!-~]([ -~]{0,58}[!-~])?")
_LINES = re.compile(r"([\t -~]{0,900}\r?\n)*[\t -~]{0,900}")
_LINE_WITHIN = re.compile(rb"\r\n(?![ \t])|\r(?!\n)|(?<!\r)\n|\x00")


def check(email: OutgoingEmail) -> None:
    """Raises ValueError, which names nobody, for what could begin a header or a recipient of its own."""
    addresses = [email.sender, *email.recipients, *([email.reply_to] if email.reply_to else [])]
    attached = [text for file in email.attachments for text in (file.name, file.media_type)]
    values = [*addresses, email.sender_name, email.subject, email.message_id, *email.headers.values(), *attached]
    if any(_BREAK.search(value) for value in values):
        raise ValueError("A header holds a line break.")
    if not email.recipients or not all(_ADDRESS.fullmatch(address) for address in addresses):
        raise ValueError("An address is none.")
    for name in email.headers:
        if not _NAME.fullmatch(name) or name.lower() in OURS or name.lower().startswith("content-"):
            raise ValueError("A further header has a name that it may not have.")


def write(email: OutgoingEmail, target: BinaryIO) -> None:
    """Writes the message: `text/plain`, `text/html` and the invitation as alternatives, then the attachments.

    The invitation is what RFC 6047, 2.4 asks for: `text/calendar` with its method, beside the texts. Raises ValueError
    as `check` does, and what opening and reading an attachment raises.
    """
    from email.message import EmailMessage

    check(email)
    if _is_simple(email):
        target.write(_simple(email))
        return
    body = _body(email)
    if not email.attachments:
        _write_headers(email, body, target)
        target.write(b"\r\n" + _content(body))
        return
    boundary = _boundary()
    outer = EmailMessage(_policy())
    outer["MIME-Version"] = "1.0"
    outer["Content-Type"] = f'multipart/mixed; boundary="{boundary}"'
    _write_headers(email, outer, target)
    mark = f"\r\n--{boundary}".encode()
    target.write(mark + b"\r\n")
    del body["MIME-Version"]
    _fold(body, target)
    target.write(b"\r\n" + _content(body))
    for attachment in email.attachments:
        target.write(mark + b"\r\n")
        _write_attachment(attachment, target)
    target.write(mark + b"--\r\n")


def _is_simple(email: OutgoingEmail) -> bool:
    """Whether it is ASCII in short lines, as much mail is: the library has nothing to do there, and takes long."""
    lines = (email.subject, ", ".join(email.recipients), email.sender, email.reply_to or "x", email.message_id)
    return (
        not (email.html or email.invitation or email.attachments or email.headers)
        and _PLAIN_NAME.fullmatch(email.sender_name) is not None
        and all(_SHORT.fullmatch(line) and "=?" not in line for line in lines)
        and email.text.isascii()
        and _LINES.fullmatch(email.text) is not None
    )


def _simple(email: OutgoingEmail) -> bytes:
    """A mail of which each header fits into its line."""
    from datetime import UTC, datetime
    from email.utils import format_datetime

    text = email.text.replace("\r\n", "\n").replace("\n", "\r\n")
    lines = [
        'Content-Type: text/plain; charset="utf-8"',
        "Content-Transfer-Encoding: 7bit",
        "MIME-Version: 1.0",
        f"Date: {format_datetime(datetime.now(UTC))}",
        f"From: {email.sender_name} <{email.sender}>",
        f"To: {', '.join(email.recipients)}",
        *([f"Reply-To: {email.reply_to}"] if email.reply_to else []),
        f"Subject: {email.subject}",
        f"Message-ID: {email.message_id}",
        "",
        text.removesuffix("\r\n"),
        "",
    ]
    return "\r\n".join(lines).encode()


def pieces(source: IO[bytes]) -> Iterator[bytes]:
    """The content, `PIECE` bytes at a time until the last, however few a single read returns."""
    held = b""
    while read := source.read(PIECE - len(held)):
        held += read
        if len(held) == PIECE:
            yield held
            held = b""
    if held:
        yield held


def domain(address: str) -> str:
    """What follows the `@`, in ASCII. Raises ValueError."""
    named = address.rpartition("@")[2]
    if named.isascii():
        return named
    import idna

    return idna.encode(named, uts46=True).decode()


def ascii_address(address: str) -> str:
    """The address with its domain in ASCII. Raises ValueError: what stands before the `@` has to be so already."""
    local = address.rpartition("@")[0]
    if not local.isascii():
        raise ValueError("An address is not ASCII.")
    return f"{local}@{domain(address)}"


def _policy() -> EmailPolicy[EmailMessage]:
    from email.policy import SMTP

    return SMTP.clone(cte_type="7bit")  # so every line is short, and no server has to know 8BITMIME


def _body(email: OutgoingEmail) -> EmailMessage:
    """The texts and the invitation."""
    from email.message import EmailMessage

    body = EmailMessage(_policy())
    body.set_content(email.text)
    if email.html is not None:
        body.add_alternative(email.html, subtype="html")
    if email.invitation:
        calendar, method = email.invitation.content.decode("utf-8"), email.invitation.method
        body.add_alternative(calendar, subtype="calendar", params={"method": method}, cte="base64")
    if body.is_multipart():
        body.set_boundary(_boundary())  # the library chooses one only as it writes the whole, headers included
    return body


def _boundary() -> str:
    import secrets

    return f"=_{secrets.token_hex(16)}"  # "=_" is in no base64 and in no quoted-printable


def _write_headers(email: OutgoingEmail, message: EmailMessage, target: BinaryIO) -> None:
    """Those of the mail, and those that say what the message consists of."""
    from datetime import UTC, datetime
    from email.errors import MessageError
    from email.headerregistry import Address

    try:
        message["Date"] = datetime.now(UTC)
        message["From"] = Address(email.sender_name, addr_spec=ascii_address(email.sender))
        message["To"] = [Address(addr_spec=ascii_address(one)) for one in email.recipients]
        if email.reply_to:
            message["Reply-To"] = Address(addr_spec=ascii_address(email.reply_to))
        message["Subject"] = email.subject
    except (MessageError, IndexError):
        raise ValueError("A header cannot be written.") from None
    _fold(message, target)
    for name, value in {"Message-ID": email.message_id, **email.headers}.items():
        line = f"{name}: {value}"
        if not line.isascii() or len(line) > LINE:
            raise ValueError("A further header is too long, or not ASCII.")
        target.write(line.encode() + b"\r\n")  # as it is: folding would encode a long URL, and break it


def _fold(message: EmailMessage, target: BinaryIO) -> None:
    for name, value in message.raw_items():
        folded = message.policy.fold_binary(name, value)
        if _LINE_WITHIN.search(folded.removesuffix(b"\r\n")):  # decoded from an encoded word, perhaps
            raise ValueError("A header holds a line break.")
        target.write(folded)


def _content(message: EmailMessage) -> bytes:
    """What stands below the headers."""
    return message.as_bytes().partition(b"\r\n\r\n")[2]


def _write_attachment(attachment: EmailAttachment, target: BinaryIO) -> None:
    from email.message import EmailMessage

    part = EmailMessage(_policy())
    whole = attachment.media_type.partition("/")[0].lower() in ("multipart", "message")  # never base64: RFC 2045, 6.4
    part["Content-Type"] = "application/octet-stream" if whole else attachment.media_type
    part["Content-Transfer-Encoding"] = "base64"
    part["Content-Disposition"] = "attachment"
    part.set_param("filename", attachment.name, header="Content-Disposition", replace=True)
    _fold(part, target)
    target.write(b"\r\n")
    with attachment.open() as source:
        for piece in pieces(source):
            target.write(encodebytes(piece).replace(b"\n", b"\r\n"))
