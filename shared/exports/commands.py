"""The steps of an export."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from shared.contacts.list_files import FileFormat
from shared.exports.model import ContactExport
from shared.exports.repository import ExportRepository
from shared.exports.values import Filters
from shared.kernel.ids import new_id
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.messaging.topology import MAX_DELIVERIES


@dataclass(frozen=True)
class RequestExport(Command[ContactExport]):
    """Notes an export; its event sets a worker going."""

    format: FileFormat
    filters: Filters
    columns: Sequence[str]

    def handle(self, uow: UnitOfWork) -> ContactExport:
        made = ContactExport(new_id(), self.format, self.filters, self.columns, by=uow.actor, at=uow.now)
        return uow.repository(ExportRepository).add(made)


@dataclass(frozen=True)
class TakeExport(Command[ContactExport | None]):
    """A worker begins; None if the export has ended, as it does when its attempts are used up.

    Raises ExportNotFound.
    """

    export_id: UUID

    def handle(self, uow: UnitOfWork) -> ContactExport | None:
        found = uow.repository(ExportRepository).get(self.export_id)
        return found if found.start_attempt(limit=MAX_DELIVERIES, at=uow.now) else None


@dataclass(frozen=True)
class FinishExport(Command[ContactExport]):
    """The file is stored. Raises ExportNotFound."""

    export_id: UUID
    record_count: int

    def handle(self, uow: UnitOfWork) -> ContactExport:
        found = uow.repository(ExportRepository).get(self.export_id)
        found.complete(self.record_count, at=uow.now)
        return found


@dataclass(frozen=True)
class FailExport(Command[ContactExport]):
    """There will be no file. Raises ExportNotFound."""

    export_id: UUID
    reason: str

    def handle(self, uow: UnitOfWork) -> ContactExport:
        found = uow.repository(ExportRepository).get(self.export_id)
        found.fail(self.reason, at=uow.now)
        return found
