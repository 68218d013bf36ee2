"""Asking for suppressed addresses, suppressing them, and lifting that by fresh consent."""

import hmac
from binascii import b2a_base64
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from shared.kernel.text import email_key, sort_key
from shared.platform.encryption.keyring import Keyring, Purpose
from shared.platform.persistence.bulk import in_values, insert_rows
from shared.suppression.model import FreshConsent, Suppressed
from shared.suppression.tables import suppressions

s = suppressions.c
THESE = in_values(s.Mark, "marks")
KNOWN = select(s.Mark).where(THESE)
ANY = select(s.Mark).limit(1)
LIFT = delete(suppressions).where(THESE)
OF_ERASURE = select(s.Mark).where(s.ErasureId == bindparam("erasure"))


class Marker:
    """Makes marks of addresses: keyed hashes (HMAC-SHA256), the same however an address is spelt."""

    def __init__(self, session: Session) -> None:
        """Raises Unreachable if the key is not at hand."""
        keyring: Keyring = session.info["keyring"]
        self._key = keyring.at_hand(Purpose.PEPPER).secret

    def marks(self, *addresses: str | None) -> frozenset[str]:
        """Those of e-mail addresses and phone numbers; what is neither has none."""
        return frozenset(self._mark(text) for text in map(_normal, addresses) if text)

    def name(self, text: str) -> str:
        """The mark of a company's name: it is found by it, and never refused."""
        return self._mark(f"name {sort_key(text)}")

    def _mark(self, text: str) -> str:
        return b2a_base64(
            hmac.digest(self._key, text.encode("utf-8", "surrogatepass"), "sha256"), newline=False
        ).decode()


def _normal(address: str | None) -> str:
    """An address in the form in which two are compared; empty if it is none. Phones keep digits, plus and `x`."""
    if not address:
        return ""
    if "@" in address:
        return f"email {email_key(address)}"
    digits = "".join(letter for letter in address if letter in "+0123456789x")
    return f"phone {digits}" if len(digits) >= 5 else ""


def suppressed(session: Session, marks: Collection[str]) -> frozenset[str]:
    """Which of these are suppressed."""
    if not marks:
        return frozenset()
    return frozenset(session.connection().scalars(KNOWN, {"marks": list(marks)}))  # each creation asks: without the ORM


def any_suppressed(session: Session) -> bool:
    """Whether there are any: most have none, and lists ask for thousands."""
    return session.execute(ANY).first() is not None


def admit(session: Session, *addresses: str | None, consent: FreshConsent | None = None) -> None:
    """Lets addresses in. Fresh consent lifts their suppression. Raises Suppressed."""
    marks = Marker(session).marks(*addresses)
    known = suppressed(session, marks)
    if known and consent is None:
        raise Suppressed
    if known:
        session.connection().execute(LIFT, {"marks": list(known)})


def suppress(session: Session, marks: Iterable[str], *, erasure_id: UUID, at: datetime) -> None:
    """Has these refused from now on. Those that this erasure has suppressed already stay as they are."""
    wanted = sorted(set(marks) - marks_of(session, erasure_id))
    insert_rows(session, suppressions, [{"Mark": mark, "ErasureId": erasure_id, "CreatedAt": at} for mark in wanted])


def marks_of(session: Session, erasure_id: UUID) -> frozenset[str]:
    """What an erasure has suppressed."""
    return frozenset(session.scalars(OF_ERASURE, {"erasure": erasure_id}))
