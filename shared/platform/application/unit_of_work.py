"""One transaction: the changes, the events they recorded, and the events still to publish."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shared.kernel.clock import Clock
from shared.kernel.events import DomainEvent
from shared.platform.messaging import event_log, inbox
from shared.platform.persistence.constraints import UniqueRules
from shared.platform.persistence.repository import Repository
from shared.settings import CustomerManagement


class UnitOfWork:
    """What a command works with: repositories on demand, who acts, when, and the business's settings."""

    def __init__(
        self,
        session: Session,
        *,
        actor: str,
        clock: Clock,
        business: CustomerManagement,
        unique: UniqueRules,
        trace_parent: str | None = None,
        locks: bool = False,
    ) -> None:
        """`locks`: what is fetched is locked first, so that whoever lost races before loses no more."""
        self.session, self.actor, self.business = session, actor, business
        self._clock, self._unique, self._trace_parent, self._locks = clock, unique, trace_parent, locks
        self._repositories: dict[type[Repository], Repository] = {}
        self._log_only: frozenset[type[DomainEvent]] = frozenset()
        self.logged = 0
        """How many events this unit has written to the log."""

    @cached_property
    def now(self) -> datetime:
        """The moment of all that this unit does: that of its first use, after what is changed was read or locked.

        A change that waited for another then never bears an earlier time than that other.
        """
        return self._clock()

    def repository[P: Repository](self, kind: type[P]) -> P:
        """The unit's one repository of this kind."""
        known = self._repositories.get(kind)
        if known is None:
            known = self._repositories[kind] = kind(self.session)
            known.locks = self._locks
        assert isinstance(known, kind)
        return known

    def note(self, consumer: str, message_id: str) -> bool:
        """Notes a message as handled by a consumer, with whatever else this unit does; False if it was before."""
        with self._translated():
            return inbox.note(self.session, consumer, message_id, at=self._clock())

    def keep_in_log(self, *kinds: type[DomainEvent]) -> None:
        """Has these kinds of event stay in the log: they are not published."""
        self._log_only |= frozenset(kinds)

    def flush(self) -> None:
        """Writes state, read models, event log and outbox. Raises the error that a unique index stands for."""
        with self._translated():
            for repository in self._repositories.values():
                repository.insert_new()
            self.session.flush()
            for repository in self._repositories.values():
                repository.write_changes()
            pending = [
                (entity, event)
                for repository in self._repositories.values()
                for entity in repository.entities()
                for event in entity.release_events()
            ]
            self.logged += event_log.append(
                self.session,
                sorted(pending, key=lambda one: one[1].order),
                by=self.actor,
                at=self.now,
                trace_parent=self._trace_parent,
                log_only=self._log_only,
            )

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """A violated unique index comes out as the error it stands for."""
        try:
            yield
        except IntegrityError as violation:
            if meant := self._unique.error_of(violation):
                raise meant from violation
            raise

    def cache_keys(self) -> Mapping[str, int]:
        """Keys of cached answers that are older now than what was handed out, and the versions they must have."""
        return {key: version for one in self._repositories.values() for key, version in one.cache_keys().items()}

    def shown_in(self) -> frozenset[str]:
        """The kinds of cached query that may show what was changed."""
        return frozenset(kind for one in self._repositories.values() for kind in one.shown_in)
