"""What becomes of consents when two customers become one: the more restrictive of both holds (decisions "Merge").

A contact's own go with it. A customer's own stay with it, as the proof of what it agreed to; what the two together
agree to is noted anew.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from shared.consents.services import Decision, agreed, decisions_of, latest, note
from shared.consents.tables import consents
from shared.consents.values import Consent, ConsentPurpose
from shared.customers.values import CommunicationType, Preferences
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.merging import Moves

BY_MERGE = "merge"
"""The source of a refusal that came with another customer."""
CHANNELS = (CommunicationType.EMAIL, CommunicationType.SMS)

MERGING = (Moves("consents", consents, has_events=False, which=consents.c.ContactId.is_not(None), with_contacts=True),)


def refusals(*whose: Sequence[Decision]) -> list[Consent]:
    """What one of these refuses by its last word, and another does not."""
    asked = {(one.purpose, one.channel) for decisions in whose for one in decisions}
    return [
        Consent(purpose, False, channel, BY_MERGE)
        for purpose, channel in sorted(asked, key=lambda one: (one[0], one[1] or ""))
        if len(words := {latest(decisions, purpose, channel) for decisions in whose}) > 1 and False in words
    ]


def note_refusals(uow: UnitOfWork, customer_id: UUID, contact_id: UUID | None, refused: Iterable[Consent]) -> None:
    """From now on these are refused."""
    for one in refused:
        note(uow, customer_id, contact_id, one)


def restricted(
    uow: UnitOfWork, source: tuple[UUID, Preferences], target: tuple[UUID, Preferences], result: Preferences
) -> list[Consent]:
    """What the target has to refuse from now on, beside what its preferences say, as one of the two did so far."""
    before = [(decisions_of(uow.session, id, None), preferences) for id, preferences in (source, target)]
    own = before[1][0]
    needed = []
    for purpose, name in ((ConsentPurpose.DATA_PROCESSING, "data_processing"), (ConsentPurpose.MARKETING, "marketing")):
        for channel in CHANNELS:
            allowed = all(
                agreed(purpose, channel, (decisions,), otherwise=getattr(preferences.consents, name))
                for decisions, preferences in before
            )
            if not allowed and agreed(purpose, channel, (own,), otherwise=getattr(result.consents, name)):
                needed.append(Consent(purpose, False, channel, BY_MERGE))
    return needed
