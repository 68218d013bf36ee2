"""Timer triggers: what happens without anybody asking."""

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import azure.functions as func

from shared.composition import app
from shared.platform.lazy import lazy

if TYPE_CHECKING:
    from shared.customers import commands, queries
    from shared.platform.messaging import retention
    from shared.platform.web import idempotency
else:
    commands, queries = lazy("shared.customers", "commands", "queries")
    (retention,) = lazy("shared.platform.messaging", "retention")
    (idempotency,) = lazy("shared.platform.web", "idempotency")

SYSTEM = "system"
"""Who acts when nobody does."""

BATCH = 200

blueprint = func.Blueprint()
log = logging.getLogger(__name__)


@blueprint.function_name("relay_outbox")
@blueprint.timer_trigger(arg_name="timer", schedule="%OUTBOX_RELAY_SCHEDULE%")
def relay_outbox(timer: func.TimerRequest) -> None:
    """Tell the bus what no commit's own relay got told."""
    app().relay.drain()


@blueprint.function_name("deactivate_inactive_customers")
@blueprint.timer_trigger(arg_name="timer", schedule="%CUSTOMER_INACTIVITY_SCHEDULE%")
def deactivate_inactive_customers(timer: func.TimerRequest) -> None:
    """Deactivate customers without interactions for `CustomerInactivityThresholdDays`."""
    house = app()
    before = house.clock() - timedelta(days=house.settings.business.customer_inactivity_threshold_days)
    failed = 0
    while True:
        with house.database.reading() as session:
            idle = queries.customers_inactive_since(session, before, limit=BATCH + failed)[
                failed:
            ]  # those that failed stay in front
        if not idle:
            return
        for customer_id in idle:
            try:
                house.mediator.send(commands.DeactivateIfInactive(customer_id), actor=SYSTEM)
            except Exception:
                failed += 1
                log.exception("Customer %s could not be deactivated", customer_id)


@blueprint.function_name("forget_expired_records")
@blueprint.timer_trigger(arg_name="timer", schedule="%HOUSEKEEPING_SCHEDULE%")
def forget_expired_records(timer: func.TimerRequest) -> None:
    """Drop idempotent answers, told outbox rows and handled message ids whose time is over."""
    house = app()
    idempotency.purge(house.database, now=house.clock())
    retention.purge(house.database, now=house.clock())
    house.access.purge(house.clock().date())
