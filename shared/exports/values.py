"""The values an export is made of (specification §5.2.7)."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from shared.contacts.list_files import FIELDS

COLUMNS = ("contactId", *FIELDS, "isPrimary", "status", "createdAt", "lastModifiedAt")
"""What can be asked for, as the file's headers call it."""
USUAL_COLUMNS = ("customerNumber", "companyName", "firstName", "lastName", "email", "phone", "position", "tags")
"""What a file holds that nothing else was asked of: as much as an import of it needs."""


class ExportStatus(StrEnum):
    """How far an export is."""

    PROCESSING = "Processing"
    COMPLETED = "Completed"
    FAILED = "Failed"


@dataclass(frozen=True)
class Filters:
    """Whose contacts, and with which tags (any of them, in whatever case); empty is no filter."""

    customer_ids: tuple[UUID, ...] = ()
    tags: tuple[str, ...] = ()
