"""What the contact endpoints take (specification §5.2)."""

from typing import Annotated, Any

from pydantic import Field

from shared.contacts import fields as f
from shared.contacts.values import MAX_TAGS, ContactDetails, ContactStatus
from shared.platform.web.fields import REASON
from shared.platform.web.paging import PageQuery
from shared.platform.web.schemas import Email, Phone, Request, Text, omittable
from shared.suppression.requests import FreshConsentRequest

FirstName = Annotated[str, Text(100), f.FIRST_NAME]
LastName = Annotated[str, Text(100), f.LAST_NAME]
Address = Annotated[Email, f.EMAIL]
PhoneNumber = Annotated[Phone, f.PHONE]
Position = Annotated[str, Text(100), f.POSITION]
IsPrimary = Annotated[bool, f.IS_PRIMARY]
Tag = Annotated[str, Text(50), f.TAG]


class NewContact(Request):
    """A contact to add (§5.2.1)."""

    first_name: FirstName
    last_name: LastName
    email: Address
    phone: PhoneNumber | None = None
    position: Position | None = None
    is_primary: IsPrimary = False
    tags: Annotated[tuple[Tag, ...], Field(max_length=MAX_TAGS), f.TAGS] = ()
    fresh_consent: FreshConsentRequest | None = None

    def details(self) -> ContactDetails:
        """The contact's details as the domain knows them."""
        return ContactDetails(self.first_name, self.last_name, self.email, self.phone, self.position)


class ContactRequest(Request):
    """The fields to replace (§5.2.2); those left out stay. `isPrimary: true` takes over from the present primary."""

    first_name: FirstName = omittable()
    last_name: LastName = omittable()
    email: Address = omittable()
    phone: PhoneNumber | None = omittable()
    position: Position | None = omittable()
    status: ContactStatus = omittable()
    is_primary: IsPrimary = omittable()
    fresh_consent: FreshConsentRequest | None = None

    def fields(self) -> dict[str, Any]:
        """The fields to replace."""
        return {name: value for name, value in self.provided().items() if name != "fresh_consent"}


class TagRequest(Request):
    """A tag to give."""

    tag: Tag


class ContactQuery(PageQuery):
    """Filters of a customer's contacts."""

    tag: Annotated[str, Field(max_length=50, description="Only contacts with this tag, in whatever case.")] | None = (
        None
    )


class RemovalQuery(Request):
    """Why a contact is removed."""

    reason: Annotated[str, Text(500), REASON] | None = None
