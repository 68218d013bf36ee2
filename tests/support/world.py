"""A small world to test in: the real application on a real database, with a clock that tests turn."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import event, insert, select, update

from shared import composition
from shared.contacts.queries import load_contacts
from shared.customers import listing, queries
from shared.customers.commands import RegisterCustomer
from shared.customers.responses import CustomerSummary, HistoryEntry, TimelineEntry
from shared.customers.tables import customers, hidden_customers
from shared.customers.values import ContactInfo, CustomerType, Preferences, Profile
from shared.platform.application.commands import Command
from shared.platform.jobs.commands import StartJob, TakeJob
from shared.platform.jobs.model import Lease
from shared.platform.jobs.tables import jobs
from shared.platform.jobs.worker import work_on
from shared.platform.messaging.event_log import read
from shared.platform.messaging.tables import domain_events, outbox
from shared.platform.retention import RETENTION, SUBJECT
from shared.platform.triggers import job_handlers
from shared.platform.web.paging import Page, PageQuery
from shared.settings import Settings
from tests.support.database import wait_for_full_text
from tests.support.sqlite import opened


class World:
    """Sends commands, asks queries, and looks at what they left behind."""

    def __init__(self, settings: Settings) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        self.app = composition.build(settings, clock=lambda: self.now)
        vars(self.app.relay)["wake"] = lambda: None  # tests relay when they say so

    def has_customer(self, company: str = "Aurora Events", email: str = "", **details: Any) -> UUID:
        """A registered customer. `details` name parts of its contact info."""
        contact_info = replace(ContactInfo(primary_email=email or f"{uuid4().hex}@example.com"), **details)
        profile = Profile(company, industry=None, type=CustomerType.ENTERPRISE)
        return self.send(RegisterCustomer(profile, contact_info, Preferences())).id

    def send[R](self, command: Command[R], *, by: str = "amira") -> R:
        """Runs a command as somebody."""
        return self.app.mediator.send(command, actor=by)

    def jobs(self) -> list[UUID]:
        """The jobs that are not done, oldest first."""
        import function_app  # noqa: F401 - registers what is done for each kind of job

        with self.app.database.reading() as session:
            return list(session.scalars(select(jobs.c.Id).order_by(jobs.c.CreatedAt)))

    def works(self) -> None:
        """Has the jobs done, each slice as the queue hands it out."""
        before: list[UUID] = []
        for _ in range(400):
            waiting = self.jobs()
            if not waiting:
                return
            if waiting == before:  # another thread may be at work on them
                time.sleep(0.02)
            before = waiting
            for job in waiting:
                work_on(self.app, job_handlers, job)
        raise AssertionError("the work does not end")

    def works_once(self, subject: UUID) -> None:
        """Has one slice of the job about something done."""
        import function_app  # noqa: F401 - registers what is done for each kind of job

        with self.app.database.reading() as session:
            job = session.scalars(select(jobs.c.Id).where(jobs.c.SubjectId == subject)).one()
        work_on(self.app, job_handlers, job)

    def forgets(self) -> None:
        """What is too old goes, as every night."""
        self.send(StartJob(RETENTION, SUBJECT))
        self.works()

    def takes_job(self, subject: UUID) -> Lease:
        """The job about something, taken."""
        with self.app.database.reading() as session:
            job = session.scalars(select(jobs.c.Id).where(jobs.c.SubjectId == subject)).one()
        lease = Lease(job, uuid4())
        assert self.send(TakeJob(lease))
        return lease

    def loses_its_workers(self) -> None:
        """Whoever works on a job is dead."""
        with self.app.database.transaction() as session:
            session.execute(update(jobs).values(Owner=None))
            session.commit()

    def archives(self, customer: UUID) -> None:
        """The customer is archived, as by a merge."""
        with self.app.database.transaction() as session:
            session.execute(update(customers).where(customers.c.Id == customer).values(Status="Archived"))
            session.execute(insert(hidden_customers).values(CustomerId=customer))
            session.commit()

    def days_pass(self, days: int) -> None:
        self.now += timedelta(days=days)

    def shown(self, customer: UUID) -> dict[str, Any]:
        """The customer as the API shows it."""
        with self.app.database.reading() as session:
            version, response = queries.load_customer(session, customer)
        return {**response.model_dump(mode="json", by_alias=True), "version": version}

    def contacts(self, customer: UUID) -> list[dict[str, Any]]:
        """The customer's contacts as the API shows them, in order."""
        with self.app.database.reading() as session:
            _, response = load_contacts(session, customer)
        return [one.model_dump(mode="json", by_alias=True) for one in response.contacts]

    def found(self, query: str = "", **filters: Any) -> list[str]:
        """The names of the customers a search finds, in order."""
        return [item.company_name for item in self.search(query, **filters).items]

    def search(self, query: str = "", **filters: Any) -> Page[CustomerSummary]:
        asked = listing.CustomerQuery.model_validate({"query": query, **filters}, strict=False)
        wait_for_full_text(self.app.database)
        with self.app.database.reading() as session:
            return listing.search_customers(session, asked, asked.within(self.app.settings.business, of="customers"))

    def history(self, customer: UUID, **paging: Any) -> Page[HistoryEntry]:
        asked = PageQuery.model_validate(paging, strict=False)
        with self.app.database.reading() as session:
            return queries.history_of(
                session, customer, asked.within(self.app.settings.business, of=f"history {customer}")
            )

    def timeline(self, customer: UUID, **paging: Any) -> Page[TimelineEntry]:
        asked = PageQuery.model_validate(paging, strict=False)
        with self.app.database.reading() as session:
            return queries.timeline_of(
                session, customer, asked.within(self.app.settings.business, of=f"timeline {customer}")
            )

    def events(self, aggregate: UUID) -> list[tuple[str, dict[str, Any]]]:
        """The event log of one aggregate: type and data, oldest first."""
        t = domain_events.c
        wanted = select(domain_events).where(t.AggregateId == aggregate).order_by(t.EventVersion)
        with self.app.database.reading() as session:
            return [(event.type, event.data) for event in read(session, session.execute(wanted).all())]

    def audit_trail(self, aggregate: UUID) -> list[str]:
        """What happened to one aggregate, by name, oldest first."""
        return [name for name, _ in self.events(aggregate)]

    def unsent(self) -> int:
        """How many events the bus does not have yet."""
        with self.app.database.reading() as session:
            return len(session.execute(select(outbox.c.Position).where(outbox.c.SentAt.is_(None))).all())

    def published(self) -> list[dict[str, Any]]:
        """The events the local bus has taken, in order."""
        with opened(self.app.settings.data / "servicebus.db") as bus:
            return [json.loads(body) for (body,) in bus.execute("SELECT Body FROM Sent ORDER BY Position")]

    @contextmanager
    def counted_statements(self) -> Iterator[list[str]]:
        """The statements sent to the database meanwhile, transaction control aside."""
        statements: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
                statements.append(statement)

        engines = {self.app.database.writer, self.app.database.reader}
        for engine in engines:
            event.listen(engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            for engine in engines:
                event.remove(engine, "before_cursor_execute", note)
