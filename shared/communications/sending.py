"""Sending a message: taken, written, handed to its provider, and on record; whatever happens in between, it is never
lost, and never sent twice without being marked `Unknown`.

No transaction is open while a provider is asked. Whoever has a message has a lease on it; a timer sees to those whose
worker died.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from uuid import UUID

from shared.adapters.delivery import Accepted, Ambiguous, Provider, Refused, TryLater
from shared.attachments.model import AttachmentNotFound, NotScanned
from shared.communications.delivery_commands import (
    DispatchMessage,
    PostponeMessage,
    RecordNotSent,
    RecordSent,
    ReturnMessage,
    TakeMessage,
    ToSend,
)
from shared.communications.opting_out import withdraw_for_refusal
from shared.communications.quiet_hours import QuietHours
from shared.communications.repository import Claim, CommunicationRepository
from shared.communications.values import CommunicationStatus
from shared.communications.writing import email_of, sms_of
from shared.customers.values import CommunicationType
from shared.kernel.ids import new_id
from shared.platform import due
from shared.platform.observability import telemetry

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shared.platform.app import App

FILE_GONE = "A file that goes with it is gone."
NO_PROVIDER = "No provider is set up for this channel."
REFUSED = {"bounced": CommunicationStatus.BOUNCED, "optedOut": CommunicationStatus.SUPPRESSED}

log = logging.getLogger(__name__)


def send_message(app: App, communication_id: UUID, channel: CommunicationType) -> None:
    """Sends a message that was queued, unless another does, or it must not go.

    Raises what kept it from being written: the queue then delivers it again.
    """
    sms = channel is CommunicationType.SMS
    provider: Provider[Any] | None = app.channels.sms if sms else app.channels.email
    claim = Claim(communication_id, new_id())
    name, limits = (provider.name, provider.limits) if provider else ("none", ())
    quiet = QuietHours.read(app.settings.delivery.quiet_hours)
    taken = app.mediator.send(TakeMessage(claim, name, limits, quiet))
    if taken is None:
        return
    if provider is None:
        app.mediator.send(RecordNotSent(claim, CommunicationStatus.FAILED, NO_PROVIDER, taken.sequence))
        return
    try:
        message = sms_of(app, taken) if sms else email_of(app, taken)
    except AttachmentNotFound:
        app.mediator.send(RecordNotSent(claim, CommunicationStatus.FAILED, FILE_GONE, taken.sequence))
        return
    except NotScanned as waits:
        app.mediator.send(PostponeMessage(claim, provider.name, f"{waits}"))
        return
    except Exception:
        app.mediator.send(ReturnMessage(claim))
        raise
    try:
        accepted: Accepted = provider.send(message)
    except Refused as refused:
        _refused(app, taken, refused)
    except TryLater as later:
        app.mediator.send(PostponeMessage(claim, provider.name, f"{later}", later.seconds))
    except Exception as failure:
        told = failure if isinstance(failure, Ambiguous) else type(failure).__name__
        _ambiguous(app, taken, provider.name, f"{told}", again=provider.idempotent)
    else:
        app.mediator.send(RecordSent(claim, provider.name, accepted.provider_id, taken.sequence))
        telemetry.count("messages.sent", 1, channel=channel)


def dispatch_due(app: App) -> None:
    """Has sent what is due: scheduled messages, postponed ones, and those that a dead worker left."""
    now, idempotent = app.clock(), app.channels.idempotent

    def find(session: Session, most: int) -> list[UUID]:
        return list(CommunicationRepository(session).due(now, most))

    due.do_each(app.database, find, lambda id: app.mediator.send(DispatchMessage(id, idempotent)), "message")


def _refused(app: App, taken: ToSend, refused: Refused) -> None:
    """It will not be carried; whoever refused it by their provider has opted out."""
    app.mediator.send(
        RecordNotSent(taken.claim, REFUSED.get(refused.why, CommunicationStatus.FAILED), f"{refused}", taken.sequence)
    )
    if refused.why != "failed":
        withdraw_for_refusal(app, taken.message, refused.why)


def _ambiguous(app: App, taken: ToSend, provider: str, reason: str, *, again: bool) -> None:
    """Nobody knows whether the provider has it: sent again only to one that can tell."""
    if again:
        app.mediator.send(PostponeMessage(taken.claim, provider, reason))
        return
    log.warning("It is not known whether a message reached %s", provider)
    app.mediator.send(RecordNotSent(taken.claim, CommunicationStatus.UNKNOWN, reason, taken.sequence))
