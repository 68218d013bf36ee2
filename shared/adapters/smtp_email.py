"""Mails through an SMTP server (RFC 5321), such as a company's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, BinaryIO, ClassVar, cast
from urllib.parse import unquote, urlsplit

from shared.adapters import mime
from shared.adapters.delivery import Accepted, Ambiguous, Limit, OutgoingEmail, Refused, TryLater
from shared.adapters.delivery_calls import ANSWERS, Busy, preparing, through
from shared.platform.resilience import MAIL_SERVER, Circuit, RetryPolicy

if TYPE_CHECKING:
    from smtplib import SMTP

PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
IN_MEMORY = 256 * 1024
"""A mail of more bytes waits in a temporary file."""
PIECE = 64 * 1024
GOODBYE_SECONDS = 1
OUR_FAULT = (530, 534, 535, 538)
"""Refusals that ask us to sign in, or otherwise: a matter of settings, not of the mail (RFC 4954, 6)."""
_STATUS = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}(?!\S)")


class SmtpEmail:
    """Hands a mail to the server, by one connection each."""

    name: ClassVar[str] = "smtp"
    idempotent: ClassVar[bool] = False

    def __init__(self, url: str, *, certificate: str | None = None, policy: RetryPolicy = MAIL_SERVER) -> None:
        """`smtp://USER:PASSWORD@HOST:587` demands STARTTLS, `smtps://` begins with TLS, `smtp+plain://` has none.

        `certificate`: a file of certificates to trust instead of the system's. Raises ValueError.
        """
        address = urlsplit(url)
        if address.scheme not in PORTS or not address.hostname:
            raise ValueError("This is no address of an SMTP server.")
        self._scheme, self._host = address.scheme, address.hostname
        self._port = address.port or PORTS[address.scheme]
        self._user, self._password = unquote(address.username or ""), unquote(address.password or "")
        self._certificate, self._policy = certificate, policy
        self._circuit = Circuit("SMTP", policy, passes=ANSWERS)
        self.limits: tuple[Limit, ...] = ()

    def send(self, message: OutgoingEmail) -> Accepted:
        """Raises Refused if the server wants none of the recipients, or not this mail; TryLater as long as the mail's
        last line was not sent, or the server says so; Ambiguous if it says nothing after that."""
        with SpooledTemporaryFile(IN_MEMORY) as written:
            with preparing():
                mime.write(message, cast(BinaryIO, written))
                own = mime.domain(message.sender)
            return through(self._circuit, lambda: self._deliver(message, written, own))

    def _deliver(self, message: OutgoingEmail, written: IO[bytes], own: str) -> Accepted:
        server = self._connected(own)
        try:
            try:
                _name_recipients(server, message, written.seek(0, 2))
                _answered("DATA", server.docmd("DATA"), 354)
                written.seek(0)
                for piece in _stuffed(written):
                    server.send(piece)
            except OSError as failure:  # smtplib's own errors are such, too
                raise TryLater(f"The server went away ({type(failure).__name__}).") from None
            try:
                server.send(b".\r\n")
                code, text = server.getreply()
            except OSError as failure:
                raise Ambiguous(f"The server did not confirm the mail ({type(failure).__name__}).") from None
            if not 200 <= code < 600 or 300 <= code < 400:
                raise Ambiguous("The server answered the mail with no answer.")
            _answered("the mail", (code, text), code if code < 300 else 250)
            return Accepted(None)
        finally:
            _leave(server)

    def _connected(self, own: str) -> SMTP:
        """A server that knows who we are, over TLS unless it may be without."""
        import ssl
        from smtplib import SMTP, SMTP_SSL

        server: SMTP | None = None
        try:
            context = ssl.create_default_context(cafile=self._certificate)
            wait = self._policy.connect_timeout
            if self._scheme == "smtps":
                server = SMTP_SSL(self._host, self._port, own, timeout=wait, context=context)
            else:
                server = SMTP(self._host, self._port, own, timeout=wait)
            if server.sock:
                server.sock.settimeout(self._policy.read_timeout)
            if self._scheme == "smtp":
                server.starttls(context=context)
            server.ehlo_or_helo_if_needed()
            if self._user:
                server.login(self._user, self._password)
            return server
        except (OSError, ValueError) as failure:  # a password that is not ASCII is a ValueError
            if server is not None:
                server.close()
            raise TryLater(f"The server does not let us in ({type(failure).__name__}).") from None


def _name_recipients(server: SMTP, message: OutgoingEmail, size: int) -> None:
    """Says from whom, how much and to whom. One recipient that the server takes is enough to go on."""
    options = [f"size={size}"] if server.has_extn("size") else []
    _answered("the sender", server.mail(mime.ascii_address(message.sender), options), 250)
    answers = [server.rcpt(mime.ascii_address(one)) for one in message.recipients]
    if any(code in (250, 251) for code, _ in answers):
        return
    for answer in answers:
        if not 500 <= answer[0] < 600 or answer[0] in OUR_FAULT:
            raise _verdict("every recipient", *answer)
    reason = f"The server refused every recipient with {_told(*answers[0])}."
    raise Refused(reason, why="bounced" if all(_nobody(*answer) for answer in answers) else "failed")


def _answered(what: str, answer: tuple[int, bytes], wanted: int) -> None:
    if answer[0] != wanted:
        raise _verdict(what, *answer)


def _verdict(what: str, code: int, text: bytes) -> Exception:
    """What a refusal says (RFC 5321, 4.2.1): 4xx that it may be taken later, 5xx that it will not; 421 that the server
    has no time for anybody."""
    reason = f"The server refused {what} with {_told(code, text)}."
    if 400 <= code < 500 and code != 421:
        return Busy(reason)
    return Refused(reason) if 500 <= code < 600 and code not in OUR_FAULT else TryLater(reason)


def _nobody(code: int, text: bytes) -> bool:
    """Whether there is no such mailbox: the enhanced status says so (RFC 3463, 3.2), or, without one, the code."""
    status = _STATUS.match(text)
    if status:
        return status[0].startswith(b"5.1.") or status[0] == b"5.2.1"
    return code in (550, 551, 553)


def _told(code: int, text: bytes) -> str:
    """Numbers only: the words of a server may name the recipient."""
    status = _STATUS.match(text)
    return f"{code} {status[0].decode()}" if status else f"{code}"


def _stuffed(written: IO[bytes]) -> Iterator[bytes]:
    """The mail, with a dot more before each line that begins with one (RFC 5321, 4.5.2)."""
    held = bytearray()
    for line in written:
        held += b"." + line if line.startswith(b".") else line
        if len(held) >= PIECE:
            yield bytes(held)
            held.clear()
    yield bytes(held)


def _leave(server: SMTP) -> None:
    """Politely, but without waiting for it."""
    with suppress(OSError):
        if server.sock:
            server.sock.settimeout(GOODBYE_SECONDS)
        server.quit()
    server.close()
