"""A mail as a record."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from shared.communications.inbound_mail.addresses import author, mailboxes
from shared.communications.inbound_mail.body import InboundAttachment, attachments, whole_text
from shared.communications.inbound_mail.headers import line, message_ids, moment, text_of, values
from shared.communications.inbound_mail.parts import Headers, Unreadable, taken_apart
from shared.communications.inbound_mail.replies import newly_written
from shared.communications.inbound_mail.verdicts import Kind, kind_of
from shared.kernel.text import each_once, fitting

__all__ = ["InboundAttachment", "InboundMail", "Unreadable", "read"]

MAX_RECIPIENTS, MAX_REFERENCES = 100, 50
MAX_LISTED = 1_000
"""Addresses that are looked at: they may be all the same."""
MAX_SUBJECT, MAX_NAME = 500, 200
"""UTF-16 units."""


@dataclass(frozen=True)
class InboundMail:
    """What a mail says. Who sent it is what the mail claims; see `verdicts.dmarc_passed`."""

    message_id: str | None
    """With angle brackets."""
    sender: str | None
    """None unless From holds exactly one address."""
    sender_name: str
    recipients: tuple[str, ...]
    subject: str
    sent_at: datetime | None
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    """The newest ones, the newest last."""
    text: str
    """What was newly written."""
    whole_text: str
    attachments: tuple[InboundAttachment, ...]
    kind: Kind
    truncated: bool
    """Whether the text is longer than what is kept of it."""


def read(raw: bytes, *, to_text: Callable[[str], str]) -> InboundMail:
    """Reads a mail; `to_text` gives the text of HTML. Raises Unreadable."""
    mail = taken_apart(raw)
    headers: Headers = list(mail.raw_items())
    name, sender = author(headers)
    text, truncated = whole_text(mail, to_text)
    return InboundMail(
        message_id=_message_id(headers),
        sender=sender,
        sender_name=fitting(name, MAX_NAME),
        recipients=each_once(islice(_recipients(headers), MAX_LISTED))[:MAX_RECIPIENTS],
        subject=fitting(line(headers, "subject"), MAX_SUBJECT),
        sent_at=next((moment(value) for value in values(headers, "date")), None),
        in_reply_to=message_ids(headers, "in-reply-to")[-MAX_REFERENCES:],
        references=message_ids(headers, "references")[-MAX_REFERENCES:],
        text=newly_written(text),
        whole_text=text,
        attachments=tuple(attachments(mail)),
        kind=kind_of(headers),
        truncated=truncated,
    )


def _message_id(headers: Headers) -> str | None:
    if found := message_ids(headers, "message-id"):
        return found[0]
    bare = next((text_of(value, 500).strip() for value in values(headers, "message-id")), "")
    return f"<{bare}>" if bare and not any(letter.isspace() or letter in "<>" for letter in bare) else None


def _recipients(headers: Headers) -> Iterator[str]:
    for name in ("to", "cc", "delivered-to"):
        for value in values(headers, name):
            for _, address in mailboxes(text_of(value, 64_000)):
                if address:
                    yield address
