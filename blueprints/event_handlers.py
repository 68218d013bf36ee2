"""Service Bus triggers: what the house does when it hears of an event."""

import json
from typing import TYPE_CHECKING, List  # noqa: UP035 - the worker does not read `list[...]`

import azure.functions as func

from shared.composition import app
from shared.event_log.topology import CONNECTION, PROFILE_CACHE
from shared.lazy import lazy

if TYPE_CHECKING:
    from shared.customers import queries
    from shared.event_log import inbox
else:
    (queries,) = lazy("shared.customers", "queries")
    (inbox,) = lazy("shared.event_log", "inbox")

blueprint = func.Blueprint()


@blueprint.function_name("outdate_cached_profiles")
@blueprint.service_bus_topic_trigger(
    arg_name="messages",
    topic_name=PROFILE_CACHE.topic,
    subscription_name=PROFILE_CACHE.name,
    connection=CONNECTION,
    cardinality=func.Cardinality.MANY,
)
def outdate_cached_profiles(messages: List[func.ServiceBusMessage]) -> None:  # noqa: UP006
    """Customer events → every instance forgets profiles older than what happened."""
    house = app()

    def outdate(_session: object, message: func.ServiceBusMessage) -> None:
        event = json.loads(message.get_body())
        house.profiles.outdate(queries.profile_key(event["data"]["customerId"]), event["sequence"])

    received = {message.message_id: message for message in messages}
    inbox.consume(house.database, PROFILE_CACHE.name, received, outdate, at=house.clock())
