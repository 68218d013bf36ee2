"""The warm-up trigger: what a new instance does before its first request."""

from functools import partial
from typing import TYPE_CHECKING

import azure.functions as func
from azure.functions.warmup import WarmUpContext

from shared.composition import app
from shared.platform.lazy import lazy

if TYPE_CHECKING:
    from shared.customers import queries
else:
    (queries,) = lazy("shared.customers", "queries")

MOST = 200
"""Profiles that a new instance has at hand."""

blueprint = func.Blueprint()


@blueprint.function_name("warmup")
@blueprint.warm_up_trigger(arg_name="context")
def warm_up(context: WarmUpContext) -> None:
    """Build the application, connect, and have the cache know the customers who were active last."""
    house = app()
    with house.database.reading() as session:
        for customer_id in queries.recently_active(session, limit=MOST):
            house.read_cache.get(queries.profile_key(customer_id), partial(queries.load_customer, session, customer_id))
