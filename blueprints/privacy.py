"""Triggers of privacy: erasures, and the job that carries them out (decisions "Events, audit, privacy")."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from uuid import UUID

from shared import concepts, privacy
from shared.composition import app
from shared.platform.triggers import Triggers
from shared.platform.web.reply import Reply
from shared.platform.web.request_context import RequestContext
from shared.platform.web.roles import ADMINS
from shared.privacy.names import ERASURE

if TYPE_CHECKING:
    from shared.platform.jobs.work import Work
    from shared.privacy.data_export import Document
    from shared.privacy.model import Erasure

triggers = Triggers("Privacy", app, "What persons may ask of us: what is held about them, and to be forgotten.")
log = logging.getLogger(__name__)


def _started(one: Erasure) -> Reply[privacy.responses.ErasureStartedResponse]:
    response = privacy.responses.ErasureStartedResponse(erasure_id=one.id, status=one.status, due_at=one.due_at)
    return Reply(response, location=f"privacy/erasures/{one.id}")


@triggers.route(
    "POST", "customers/{customer_id}/erase", roles=ADMINS, status=202, versioned=False, errors=("CUST-001",)
)
def erase_customer(
    customer_id: UUID, body: privacy.requests.ErasureRequest, call: RequestContext
) -> Reply[privacy.responses.ErasureStartedResponse]:
    """Forget a customer and all of its contacts, for good.

    It is gone at once: every call about it answers 404, and nobody reads its history again. Files, lists and copies
    follow in the background. Its addresses are refused from then on, unless `freshConsent` comes with them. Whoever
    consumes our events is told by `CustomerErased`. Who did what to which id stays, without anything personal.
    """
    return call.send(privacy.commands.Erase(customer_id, body.reference, body.requested_at), _started)


@triggers.route(
    "POST",
    "customers/{customer_id}/contacts/{contact_id}/erase",
    roles=ADMINS,
    status=202,
    versioned=False,
    errors=("CUST-001", "CONT-001"),
)
def erase_contact(
    customer_id: UUID, contact_id: UUID, body: privacy.requests.ErasureRequest, call: RequestContext
) -> Reply[privacy.responses.ErasureStartedResponse]:
    """Forget one contact, for good; also one that was removed before.

    As for a customer. If it is the primary contact, another takes over.
    """
    command = privacy.commands.Erase(customer_id, body.reference, body.requested_at, contact_id)
    return call.send(command, _started)


@triggers.route("GET", "privacy/erasures/{erasure_id}", roles=ADMINS, versioned=False, errors=("PRIV-002",))
def get_erasure(erasure_id: UUID, call: RequestContext) -> Reply[privacy.responses.ErasureResponse]:
    """Show how far an erasure is, store by store."""
    one = call.ask(privacy.queries.load_erasure, erasure_id)
    return Reply(privacy.responses.ErasureResponse.of(one, privacy.worker.names(concepts.stores())))


EXAMPLE = """{"generatedAt": "2026-03-14T09:26:53.000000Z", "customerId": "0199c2f0-5d1c-7a3e-8b42-6f1e0c9d7a55",
"contactId": null, "explained": {"customer": "From whoever registered it."}, "recipients": "Consumers of our events.",
"customer": [], "contacts": [], "importRows": [], "events": []}"""


@triggers.route(
    "GET", "customers/{customer_id}/data-export", roles=ADMINS, versioned=False, errors=("CUST-001",), example=EXAMPLE
)
def export_customer_data(customer_id: UUID, call: RequestContext) -> Reply[bytes]:
    """Hand out everything that is held about a customer and its contacts.

    One JSON object: a list for each kind of thing, and in `explained` where it came from, what it is for and how long
    it is kept. What is larger than some megabytes is sent with `Content-Encoding: gzip`.
    """
    return _handed_out(privacy.data_export.data_export(app(), concepts.holdings(), customer_id, None))


@triggers.route(
    "GET",
    "customers/{customer_id}/contacts/{contact_id}/data-export",
    roles=ADMINS,
    versioned=False,
    errors=("CUST-001", "CONT-001"),
    example=EXAMPLE,
)
def export_contact_data(customer_id: UUID, contact_id: UUID, call: RequestContext) -> Reply[bytes]:
    """Hand out everything that is held about one contact, also one that was removed.

    As for a customer.
    """
    return _handed_out(privacy.data_export.data_export(app(), concepts.holdings(), customer_id, contact_id))


def _handed_out(made: Document) -> Reply[bytes]:
    return Reply(made.content, headers={"Content-Encoding": "gzip"} if made.is_compressed else {})


@triggers.job(ERASURE, give_up=lambda work, reason: _give_up(work, reason))
def erase_store_by_store(work: Work) -> bool:
    """Somebody is to be forgotten: go through all that may hold something about it."""
    return privacy.worker.erase(work, concepts.stores())


def _give_up(work: Work, reason: str) -> None:
    log.error("Erasure %s could not be done to its end: %s", work.subject_id, reason)
    privacy.worker.give_up(work, reason)


@triggers.timer("HOUSEKEEPING_SCHEDULE")
def resume_failed_erasures() -> None:
    """Try again what could not be erased."""
    privacy.worker.resume(app())
