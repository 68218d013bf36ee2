"""The steps of an export."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from shared.contacts.list_files import FileFormat
from shared.exports.model import ContactExport
from shared.exports.values import ExportStatus, Filters
from shared.kernel.ids import new_id
from shared.platform.application.mediator import Command, Handlers
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.messaging.topology import MAX_DELIVERIES


@dataclass(frozen=True)
class RequestExport(Command[ContactExport]):
    """Notes an export; its event sets a worker going."""

    format: FileFormat
    filters: Filters
    columns: Sequence[str]


def request_export(command: RequestExport, uow: UnitOfWork) -> ContactExport:
    made = ContactExport(new_id(), command.format, command.filters, command.columns, by=uow.actor, at=uow.now)
    return uow.exports.add(made)


@dataclass(frozen=True)
class TakeExport(Command[ContactExport | None]):
    """Counts a try; None if the export has ended, as it does when its tries are used up. Raises ExportNotFound."""

    export_id: UUID


def take_export(command: TakeExport, uow: UnitOfWork) -> ContactExport | None:
    found = uow.exports.get(command.export_id)
    if found.status is not ExportStatus.PROCESSING:
        return None
    if found.attempts >= MAX_DELIVERIES:
        found.fail(f"The file could not be written in {MAX_DELIVERIES} tries.", at=uow.now)
        return None
    found.attempts += 1
    return found


@dataclass(frozen=True)
class FinishExport(Command[ContactExport]):
    """The file is stored. Of two workers that wrote it, the first to say so counts."""

    export_id: UUID
    record_count: int


def finish_export(command: FinishExport, uow: UnitOfWork) -> ContactExport:
    found = uow.exports.get(command.export_id)
    if found.status is ExportStatus.PROCESSING:
        found.complete(command.record_count, at=uow.now)
    return found


@dataclass(frozen=True)
class FailExport(Command[ContactExport]):
    export_id: UUID
    reason: str


def fail_export(command: FailExport, uow: UnitOfWork) -> ContactExport:
    found = uow.exports.get(command.export_id)
    if found.status is ExportStatus.PROCESSING:
        found.fail(command.reason, at=uow.now)
    return found


HANDLERS: Handlers = {
    RequestExport: request_export,
    TakeExport: take_export,
    FinishExport: finish_export,
    FailExport: fail_export,
}
