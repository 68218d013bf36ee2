"""What is held of insights: what was made of a customer, what was found in its texts, and what that suggested."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, select

from shared.insights.queries import as_insight, as_suggestion, finding_of
from shared.insights.tables import customer_insights, suggestions, text_findings
from shared.platform.persistence.database import Database
from shared.platform.portability import Holding

i, f, s = customer_insights.c, text_findings.c, suggestions.c


def _insights(database: Database, customer_id: UUID, contact_id: UUID | None) -> Iterator[Mapping[str, object]]:
    if contact_id:
        return
    with database.replica_session() as session:
        for row in session.execute(select(customer_insights).where(i.CustomerId == customer_id)):
            yield as_insight(row).model_dump(mode="json", by_alias=True)


def _whose(column: ColumnElement[UUID | None], contact_id: UUID | None) -> tuple[ColumnElement[bool], ...]:
    return (column == contact_id,) if contact_id else ()


def _findings(database: Database, customer_id: UUID, contact_id: UUID | None) -> Iterator[Mapping[str, object]]:
    mine = select(text_findings).where(f.CustomerId == customer_id, *_whose(f.ContactId, contact_id))
    with database.replica_session() as session:
        for row in session.execute(mine.order_by(f.WrittenAt, f.Id), execution_options={"yield_per": 1000}):
            yield finding_of(row).model_dump(mode="json", by_alias=True)


def _suggestions(database: Database, customer_id: UUID, contact_id: UUID | None) -> Iterator[Mapping[str, object]]:
    mine = select(suggestions).where(s.CustomerId == customer_id, *_whose(s.ContactId, contact_id))
    with database.replica_session() as session:
        for row in session.execute(mine.order_by(s.CreatedAt, s.Id), execution_options={"yield_per": 1000}):
            yield as_suggestion(row).model_dump(mode="json", by_alias=True)


UNTIL = "kept until the customer is erased, or agrees to the processing of its data no more."
HOLDINGS = (
    Holding("insights", f"Worked out of what is held, to serve the customer better; {UNTIL}", _insights),
    Holding("textFindings", f"Found in what was written and said; {UNTIL}", _findings),
    Holding("suggestions", f"What these texts suggest, and what became of it; {UNTIL}", _suggestions),
)
