"""What the contact endpoints answer (specification §5.2)."""

from datetime import datetime
from typing import Self
from uuid import UUID

from shared.contacts.model import Contact
from shared.contacts.values import ContactStatus
from shared.platform.web.schemas import Response


class ContactResponse(Response):
    """A contact."""

    id: UUID
    customer_id: UUID
    first_name: str
    last_name: str
    email: str
    phone: str | None
    position: str | None
    is_primary: bool
    tags: tuple[str, ...]
    status: ContactStatus
    created_at: datetime
    last_modified_at: datetime | None

    @classmethod
    def of(cls, contact: Contact) -> Self:
        """A contact as it is now."""
        return cls(
            id=contact.id,
            customer_id=contact.customer_id,
            is_primary=contact.is_primary,
            tags=contact.tags,
            created_at=contact.created_at,
            last_modified_at=contact.last_modified_at,
            **vars(contact.details),
        )


class VersionedContact(Response):
    """A contact and its version."""

    version: int
    contact: ContactResponse


class AllContacts(Response):
    """All contacts of a customer, as the cache keeps them: the primary first, then by name."""

    contacts: tuple[VersionedContact, ...]
