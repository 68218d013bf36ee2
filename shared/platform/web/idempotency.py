"""A POST repeated with its `Idempotency-Key` is done once and answered alike each time."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import and_, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shared.kernel.clock import Clock
from shared.kernel.errors import Invalid
from shared.kernel.events import Entity
from shared.kernel.ids import new_id
from shared.platform.encryption.data_keys import Tampered
from shared.platform.messaging.streams import KeyDestroyed, Streams
from shared.platform.persistence.aliases import AnyRow
from shared.platform.persistence.database import Database
from shared.platform.web.problem import AnswerErased, KeyBusy, KeyReused, KeyTakenOver
from shared.platform.web.tables import idempotency_keys

KEPT = timedelta(hours=24)
LEASE = timedelta(seconds=60)
"""How long a request may run before a repetition takes its place (the process may have died)."""

LONG_LEASE = timedelta(minutes=3)
"""As `LEASE`, where a file is stored after the commit."""

keys = idempotency_keys.c


@dataclass(frozen=True)
class Answer:
    """An HTTP answer as it is kept."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Claim:
    """The right to do the request that a key stands for."""

    id: str
    owner: UUID


class Idempotency:
    """Claims keys and keeps answers in the business's own database, so that change and answer are one commit."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def claim(self, key: str, *, scope: str, request: bytes) -> Claim | Answer:
        """The claim to go ahead, or the answer given before.

        Raises Invalid (not a key), KeyReused (came with another request) or KeyBusy (the first is still running).
        """
        if not re.fullmatch(r"[\x21-\x7e]{1,255}", key):
            raise Invalid.field("Idempotency-Key", "must be 1 to 255 visible ASCII characters")
        claim = Claim(_hash(f"{scope}\n{key}".encode()), new_id())
        request_hash, now = _hash(request), self._clock()
        lease = {"RequestHash": request_hash, "Owner": claim.owner, "LeasedUntil": now + LEASE, "CreatedAt": now}
        with self._database.transaction() as session:
            try:
                session.execute(insert(idempotency_keys).values(Id=claim.id, **lease))
                session.commit()
                return claim
            except IntegrityError:
                session.rollback()
            abandoned = or_(keys.CreatedAt < now - KEPT, and_(keys.Status.is_(None), keys.LeasedUntil < now))
            emptied = {"Status": None, "Headers": None, "Body": None, "SubjectId": None}
            taken = session.connection().execute(
                update(idempotency_keys)
                .where(
                    keys.Id == claim.id, abandoned, or_(keys.RequestHash == request_hash, keys.CreatedAt < now - KEPT)
                )
                .values(**lease, **emptied)
            )
            session.commit()
            if taken.rowcount:
                return claim
            known = session.execute(select(idempotency_keys).where(keys.Id == claim.id)).one_or_none()
        if known is not None and known.RequestHash != request_hash:
            raise KeyReused
        if known is None or known.Status is None:
            raise KeyBusy
        return Answer(known.Status, json.loads(known.Headers), self._body(known))

    def _body(self, known: AnyRow) -> bytes:
        if known.SubjectId is None:
            return str(known.Body).encode()
        with self._database.reading() as session:
            streams = Streams(session)
            streams.load((known.SubjectId,))
            try:
                return streams.key(streams.of(known.SubjectId, None)).open(known.Body, _place(known.Id))
            except (KeyDestroyed, Tampered):  # or another key took its place
                raise AnswerErased from None

    def keep(self, session: Session, claim: Claim, answer: Answer, about: Entity | None = None) -> None:
        """Keeps the answer inside the caller's transaction, encrypted under the key of the entity it is about.

        Raises KeyTakenOver if another request has the claim.
        """
        values: dict[str, object] = {**_stored(answer)}
        if about is not None:
            streams = Streams(session)
            streams.load((about.id,))
            if stream := streams.known(about.id):  # what has no events says nothing about a person
                values["Body"] = streams.key_for_writing(stream).seal(answer.body, _place(claim.id))
                values["SubjectId"] = about.id
                streams.write()
        self._change(session, claim, values)

    def hold(self, session: Session, claim: Claim) -> None:
        """Renews the claim inside the caller's transaction. Raises KeyTakenOver if another request has the claim."""
        self._change(session, claim, {"LeasedUntil": self._clock() + LONG_LEASE})

    def _change(self, session: Session, claim: Claim, values: Mapping[str, object]) -> None:
        mine = and_(keys.Id == claim.id, keys.Owner == claim.owner)
        if not session.connection().execute(update(idempotency_keys).where(mine).values(values)).rowcount:
            raise KeyTakenOver

    def complete(self, claim: Claim, answer: Answer) -> None:
        """After the last effect of a request, or an error: keeps its answer, unless asking again may help.

        Changes nothing if the claim passed to another request.
        """
        mine = and_(keys.Id == claim.id, keys.Owner == claim.owner, keys.Status.is_(None))
        with self._database.transaction() as session:
            if answer.status >= 500 or answer.status in (412, 429):
                session.execute(delete(idempotency_keys).where(mine))
            else:
                session.execute(update(idempotency_keys).where(mine).values(_stored(answer)))
            session.commit()


def _place(id: str) -> str:
    return f"{id}/answer"


def _stored(answer: Answer) -> dict[str, int | str]:
    return {"Status": answer.status, "Headers": json.dumps(answer.headers), "Body": answer.body.decode()}


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
