"""The steps of an import, each in one transaction: rows, their outcomes and the checkpoint are one commit."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from shared.contacts.list_files import FileFormat
from shared.contacts.services import index_contacts_of
from shared.imports.model import ContactImport
from shared.imports.names import IMPORT
from shared.imports.repository import ImportRepository
from shared.imports.understanding import Remarks, Understood
from shared.imports.values import (
    Mappings,
    Options,
)
from shared.kernel.ids import new_id
from shared.kernel.text import UNPRINTABLE, fitting
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.jobs.model import Lease
from shared.platform.jobs.repository import JobRepository

log = logging.getLogger(__name__)

ERRORS_IN_EVENT = 100
"""How many errors the event carries."""
LONGEST_NAME = 400
INDEXED = "indexed"
"""In the job's checkpoint, once every row is done: the last customer that was made findable."""
FAILED = "failed"
"""In the job's checkpoint, once the file can't be read any further: why."""


@dataclass(frozen=True)
class StartImport(Command[ContactImport]):
    """Notes an import whose file will be stored as `blob_name`."""

    file_name: str
    blob_name: str
    options: Options
    id: UUID

    def handle(self, uow: UnitOfWork) -> ContactImport:
        made = ContactImport(self.id, self.file_name, self.blob_name, self.options, by=uow.actor, at=uow.now)
        return uow.repository(ImportRepository).add(made)


@dataclass(frozen=True)
class FileArrived(Command[bool]):
    """A file is there: its import begins. A file simply dropped has none yet: it gets one. Says whether it was news."""

    blob_name: str
    etag: str

    def handle(self, uow: UnitOfWork) -> bool:
        imports = uow.repository(ImportRepository)
        found = imports.of_blob(self.blob_name, self.etag)
        if found is None and imports.is_announced(self.blob_name):
            return False  # it came once more, as another file: the import was of the first
        found = found or imports.add(_dropped(self.blob_name, uow))
        if not found.arrive(self.etag):
            return False
        uow.session.flush()
        return uow.repository(JobRepository).start(IMPORT, found.id, by=found.created_by, at=uow.now)


@dataclass(frozen=True)
class RefuseFile(Command[None]):
    """A file is there that nobody can import: an import says so."""

    blob_name: str
    etag: str
    reason: str

    def handle(self, uow: UnitOfWork) -> None:
        imports = uow.repository(ImportRepository)
        found = imports.of_blob(self.blob_name, self.etag)
        if found is None and imports.is_announced(self.blob_name):
            return
        found = found or imports.add(_dropped(self.blob_name, uow))
        if found.arrive(self.etag):
            found.fail(self.reason, at=uow.now)


def _dropped(blob_name: str, uow: UnitOfWork) -> ContactImport:
    file_name = fitting(UNPRINTABLE.sub("\ufffd", blob_name.rpartition("/")[2]), LONGEST_NAME)
    return ContactImport(new_id(), file_name, blob_name, Options(), by=uow.actor, at=uow.now)


@dataclass(frozen=True)
class LeasedImportCommand[R](Command[R]):
    """What the worker that has the job does, at its checkpoint. Raises LostLease."""

    import_id: UUID
    lease: Lease
    processed: int

    def _leased(self, uow: UnitOfWork, *, got_on: bool = True) -> ContactImport:
        uow.repository(JobRepository).hold(self.lease, got_on=got_on)
        return uow.repository(ImportRepository).lock_at_checkpoint(self.import_id, self.processed)


@dataclass(frozen=True)
class BeginImport(LeasedImportCommand[ContactImport]):
    """The file is open: what it is and which column is which."""

    format: FileFormat
    columns: Sequence[str]
    mappings: Mappings
    understood: Understood = field(default_factory=Understood)
    remarks: Remarks = field(default_factory=Remarks)

    def handle(self, uow: UnitOfWork) -> ContactImport:
        leased = self._leased(uow, got_on=False)
        if leased.begin(self.format, self.columns, self.mappings, self.understood, at=uow.now):
            uow.repository(ImportRepository).remark(leased.id, self.remarks)
        return leased


@dataclass(frozen=True)
class IndexContacts(Command[None]):
    """Makes customers findable by the contacts that were imported; the last of them is the job's checkpoint."""

    customer_ids: Sequence[UUID]
    lease: Lease
    reason: str | None = None
    """Why the import will have failed, if it will."""

    def handle(self, uow: UnitOfWork) -> None:
        failed = {FAILED: self.reason} if self.reason is not None else {}
        uow.repository(JobRepository).hold(self.lease, {INDEXED: str(self.customer_ids[-1]), **failed})
        index_contacts_of(uow, self.customer_ids)


@dataclass(frozen=True)
class FinishImport(LeasedImportCommand[ContactImport]):
    """Every row has its outcome, or it was cancelled."""

    def handle(self, uow: UnitOfWork) -> ContactImport:
        leased = self._leased(uow)
        errors = uow.repository(ImportRepository).first_errors(leased.id, ERRORS_IN_EVENT)
        leased.finish(errors, at=uow.now)
        return leased


@dataclass(frozen=True)
class FailImport(Command[ContactImport]):
    """The import cannot go on; one that has ended stays as it is. Raises ImportNotFound."""

    import_id: UUID
    reason: str
    if_absent: bool = False
    """Only if its file has not come."""

    def handle(self, uow: UnitOfWork) -> ContactImport:
        found = uow.repository(ImportRepository).lock(self.import_id)
        if not (self.if_absent and found.blob_etag):
            log.error("Import %s failed; its report says why", self.import_id)
            found.fail(self.reason, at=uow.now)
        return found


@dataclass(frozen=True)
class ForgetRemarks(Command[None]):
    """Deletes what is quoted of a list, its samples and warnings: its file goes, too."""

    import_id: UUID

    def handle(self, uow: UnitOfWork) -> None:
        uow.repository(ImportRepository).forget_remarks(self.import_id)


@dataclass(frozen=True)
class RecogniseCopy(Command[None]):
    """The file of an import is a copy now, of another version. Raises ImportNotFound."""

    import_id: UUID
    etag: str

    def handle(self, uow: UnitOfWork) -> None:
        uow.repository(ImportRepository).get(self.import_id).was_copied(self.etag)


@dataclass(frozen=True)
class CancelImport(Command[ContactImport]):
    """Raises ImportNotFound, ImportEnded."""

    import_id: UUID

    def handle(self, uow: UnitOfWork) -> ContactImport:
        found = uow.repository(ImportRepository).lock(self.import_id)
        found.cancel(at=uow.now)
        return found
