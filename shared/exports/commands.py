"""The steps of an export."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from shared.contacts.list_files import FileFormat
from shared.exports.model import ContactExport
from shared.exports.names import EXPORT
from shared.exports.repository import ExportRepository
from shared.exports.values import Filters
from shared.kernel.ids import new_id
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.jobs.repository import JobRepository


@dataclass(frozen=True)
class RequestExport(Command[ContactExport]):
    """Notes an export, and has its file written."""

    format: FileFormat
    filters: Filters
    columns: Sequence[str]

    def handle(self, uow: UnitOfWork) -> ContactExport:
        made = ContactExport(new_id(), self.format, self.filters, self.columns, by=uow.actor, at=uow.now)
        uow.repository(JobRepository).start(EXPORT, made.id, by=uow.actor, at=uow.now)
        return uow.repository(ExportRepository).add(made)


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
