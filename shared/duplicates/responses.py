"""What the endpoints of duplicates answer."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from shared.customers import fields as of_customers
from shared.customers.responses import LookalikeResponse, ReasonResponse
from shared.duplicates import fields as f
from shared.duplicates.people import SamePerson
from shared.platform.web.schemas import Response, described


class DuplicateResponse(LookalikeResponse):
    """A customer that is probably the same, with its name."""

    company_name: Annotated[str, of_customers.COMPANY_NAME]


class DuplicatesResponse(Response):
    """The customers that are probably the same as one."""

    customer_id: Annotated[UUID, f.CUSTOMER]
    duplicates: Annotated[tuple[DuplicateResponse, ...], described("The most probable first.")]


class PairMember(Response):
    """One of two customers that are probably one."""

    customer_id: Annotated[UUID, f.CUSTOMER]
    customer_number: Annotated[str, of_customers.CUSTOMER_NUMBER]
    company_name: Annotated[str, of_customers.COMPANY_NAME]


class PairResponse(Response):
    """Two customers that are probably one."""

    first: Annotated[PairMember, described("The one that is older.")]
    second: Annotated[PairMember, described("The other.")]
    score: Annotated[float, of_customers.SCORE]
    reasons: Annotated[tuple[ReasonResponse, ...], of_customers.REASONS]
    found_at: Annotated[datetime, described("When they were last compared.")]


class SamePersonResponse(Response):
    """Two contacts of a customer that are probably one person."""

    first_contact_id: Annotated[UUID, described("A contact.")]
    second_contact_id: Annotated[UUID, described("The contact that is probably the same person.")]
    score: Annotated[float, described("How much speaks for it, in bits: 12 is enough.", 14.0)]
    reasons: Annotated[tuple[ReasonResponse, ...], of_customers.REASONS]

    @classmethod
    def of(cls, one: SamePerson) -> Self:
        """A pair that was found."""
        reasons = ReasonResponse.all_of(one.reasons)
        return cls(first_contact_id=one.first, second_contact_id=one.second, score=one.score, reasons=reasons)


class SamePeopleResponse(Response):
    """The contacts of a customer that are probably one person."""

    pairs: Annotated[tuple[SamePersonResponse, ...], described("The most probable first.")]
