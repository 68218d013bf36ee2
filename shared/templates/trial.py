"""A template's message to somebody of our own, to be looked at: sent at once, and on record with nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.adapters.delivery import Ambiguous, OutgoingEmail, OutgoingSms, Refused, TryLater
from shared.kernel.ids import new_id
from shared.templates.model import DeliveryFailed
from shared.templates.values import TemplateChannel

if TYPE_CHECKING:
    from shared.platform.app import App
    from shared.templates.rendering import Rendered

PREFIX = "[Test] "


def send(app: App, channel: TemplateChannel, recipient: str, made: Rendered) -> None:
    """Raises DeliveryFailed."""
    delivery = app.settings.delivery
    try:
        if channel is TemplateChannel.SMS:
            if app.channels.sms is None:
                raise DeliveryFailed("No provider is set up (SMS_PROVIDER).")
            app.channels.sms.send(OutgoingSms(new_id(), delivery.sms_sender, recipient, f"{PREFIX}{made.text}"))
            return
        if app.channels.email is None:
            raise DeliveryFailed("No provider is set up (EMAIL_PROVIDER).")
        id, sender = new_id(), delivery.email_sender
        mail = OutgoingEmail(
            id=id,
            message_id=f"<{id}@{sender.domain}>",
            sender=sender.address,
            sender_name=sender.name,
            recipients=(recipient,),
            subject=f"{PREFIX}{made.subject or ''}",
            text=made.text,
            html=made.html,
        )
        app.channels.email.send(mail)
    except (Refused, TryLater, Ambiguous) as failure:
        raise DeliveryFailed(f"{failure}") from None
