"""Complaints as tests make them and see them."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from shared.complaints.commands import SubmitComplaint
from shared.complaints.queries import across_customers, load_complaint
from shared.complaints.requests import ComplaintQuery
from tests.support.samples import MATTER
from tests.support.world import World


def complains(world: World, customer: UUID, **more: Any) -> UUID:
    return world.send(SubmitComplaint(customer_id=customer, matter=MATTER, **more)).id


def shown(world: World, customer: UUID, id: UUID) -> dict[str, Any]:
    with world.app.database.reading() as session:
        return load_complaint(session, customer, id).model_dump(mode="json", by_alias=True)


def queue(world: World, **filters: str) -> list[UUID]:
    asked = ComplaintQuery.model_validate(filters, strict=False)
    with world.app.database.reading() as session:
        found = across_customers(session, asked, asked.within(world.app.settings.business, of="c"))
    return [one.id for one in found.items]


def rules(world: World, **business: Any) -> None:
    """The business's settings are others from now on."""
    settings = replace(world.app.settings, business=replace(world.app.settings.business, **business))
    vars(world.app)["settings"], vars(world.app.mediator)["_business"] = settings, settings.business
