"""What the contact endpoints take (specification §5.2)."""

from typing import Annotated

from pydantic import Field

from shared.contacts.values import MAX_TAGS, ContactDetails, ContactStatus
from shared.platform.web.paging import PageQuery
from shared.platform.web.schemas import Email, Phone, Request, Text, omittable

Name = Annotated[str, Text(100)]
Tag = Annotated[str, Text(50)]


class NewContact(Request):
    """A contact to add (§5.2.1)."""

    first_name: Name
    last_name: Name
    email: Email
    phone: Phone | None = None
    position: Name | None = None
    is_primary: bool = False
    tags: Annotated[tuple[Tag, ...], Field(max_length=MAX_TAGS)] = ()

    def details(self) -> ContactDetails:
        """The contact's details as the domain knows them."""
        return ContactDetails(self.first_name, self.last_name, self.email, self.phone, self.position)


class ContactRequest(Request):
    """The fields to replace (§5.2.2); those left out stay. `isPrimary: true` takes over from the present primary."""

    first_name: Name = omittable()
    last_name: Name = omittable()
    email: Email = omittable()
    phone: Phone | None = omittable()
    position: Name | None = omittable()
    status: ContactStatus = omittable()
    is_primary: bool = omittable()


class TagRequest(Request):
    tag: Tag


class ContactQuery(PageQuery):
    tag: Annotated[str, Field(max_length=50, description="Only contacts with this tag, in whatever case.")] | None = (
        None
    )


class RemovalQuery(Request):
    reason: Annotated[str, Text(500)] | None = None
