"""The texts of customers that nothing was found in yet, with their words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.communications import queries as communications
from shared.complaints import queries as complaints
from shared.insights.findings import Finding
from shared.insights.tables import text_findings
from shared.insights.values import SourceKind
from shared.platform.persistence.bulk import in_values
from shared.testimonials import queries as testimonials

MOST_UNREAD = 20
"""Texts that are read at once of a customer; the rest is read next time."""
READ = select(text_findings.c.Id).where(in_values(text_findings.c.Id, "ids"))
WORDS = {
    SourceKind.COMMUNICATION: communications.words_of,
    SourceKind.COMPLAINT: complaints.words_of,
    SourceKind.TESTIMONIAL: testimonials.words_of,
}


class Unread(NamedTuple):
    """A text that nothing was found in yet."""

    source_id: UUID
    source: SourceKind
    contact_id: UUID | None
    written_at: datetime
    words: str


class Said(NamedTuple):
    """The latest that customers said, by customer."""

    talks: Mapping[UUID, Sequence[communications.Talk]]
    griefs: Mapping[UUID, Sequence[complaints.Grief]]
    praises: Mapping[UUID, Sequence[testimonials.Praise]]

    def by(self, id: UUID) -> list[Unread]:
        """What one of them said; the words come later."""
        return [
            *(
                Unread(t.id, SourceKind.COMMUNICATION, t.contact_id, t.at, "")
                for t in self.talks.get(id, ())
                if t.has_words
            ),
            *(Unread(g.id, SourceKind.COMPLAINT, g.contact_id, g.at, "") for g in self.griefs.get(id, ())),
            *(Unread(p.id, SourceKind.TESTIMONIAL, p.contact_id, p.at, "") for p in self.praises.get(id, ())),
        ]


def unread_of(
    session: Session,
    ids: Iterable[UUID],
    said: Said,
    since: datetime,
    silent: Collection[UUID],
    findings: Mapping[UUID, Sequence[Finding]],
) -> dict[UUID, tuple[Unread, ...]]:
    """By customer, the latest first: what was said since a moment, not by contacts that do not agree to it.

    `findings` are the latest; what has older ones is looked up.
    """
    unread = dict[UUID, list[Unread]]()
    for id in ids:
        read = {one.source_id for one in findings.get(id, ())}
        unread[id] = [
            one
            for one in said.by(id)
            if one.written_at >= since and one.source_id not in read and one.contact_id not in silent
        ]
    fresh = [one.source_id for some in unread.values() for one in some]
    known = set(session.scalars(READ, {"ids": fresh})) if fresh else set()
    chosen = {id: _latest(one for one in some if one.source_id not in known) for id, some in unread.items()}
    words = _words(session, [one for some in chosen.values() for one in some])
    return {
        id: tuple(one._replace(words=words[one.source_id]) for one in some if one.source_id in words)
        for id, some in chosen.items()
    }


def _latest(some: Iterable[Unread]) -> list[Unread]:
    return sorted(some, key=lambda one: (one.written_at, one.source_id), reverse=True)[:MOST_UNREAD]


def _words(session: Session, unread: Collection[Unread]) -> dict[UUID, str]:
    found = dict[UUID, str]()
    for source, read in WORDS.items():
        if ids := [one.source_id for one in unread if one.source is source]:
            found |= read(session, ids)
    return found
