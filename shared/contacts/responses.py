"""What the contact endpoints answer (specification §5.2)."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from shared.contacts import fields as f
from shared.contacts.model import Contact
from shared.contacts.values import ContactStatus
from shared.platform.web import fields
from shared.platform.web.schemas import Response


class ContactResponse(Response):
    """A contact."""

    id: Annotated[UUID, f.CONTACT_ID]
    customer_id: Annotated[UUID, f.CUSTOMER_ID]
    first_name: Annotated[str, f.FIRST_NAME]
    last_name: Annotated[str, f.LAST_NAME]
    email: Annotated[str, f.EMAIL]
    phone: Annotated[str, f.PHONE] | None
    position: Annotated[str, f.POSITION] | None
    is_primary: Annotated[bool, f.IS_PRIMARY]
    tags: Annotated[tuple[str, ...], f.TAGS]
    status: ContactStatus
    version: Annotated[int, fields.VERSION]
    created_at: Annotated[datetime, fields.CREATED_AT]
    last_modified_at: Annotated[datetime, fields.LAST_MODIFIED_AT] | None

    @classmethod
    def of(cls, contact: Contact) -> Self:
        """A contact as it is now."""
        return cls(
            id=contact.id,
            customer_id=contact.customer_id,
            is_primary=contact.is_primary,
            tags=contact.tags,
            version=contact.version,
            created_at=contact.created_at,
            last_modified_at=contact.last_modified_at,
            **vars(contact.details),
        )


class AllContacts(Response):
    """All contacts of a customer, as the cache keeps them: the primary first, then by name."""

    contacts: tuple[ContactResponse, ...]
