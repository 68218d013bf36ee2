"""The only place that builds things: settings in, one application out, once per process.

What an application is made of is imported when it is built, not when the functions are indexed.
"""

from __future__ import annotations

import gc
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.adapters.audit import AuditTrail
    from shared.adapters.blobs import Blobs
    from shared.adapters.cache import Cache
    from shared.adapters.event_bus import EventBus
    from shared.kernel.clock import Clock
    from shared.platform.application.mediator import Mediator
    from shared.platform.application.unit_of_work import UnitOfWork
    from shared.platform.caching.query_cache import QueryCache
    from shared.platform.caching.read_cache import ReadCache
    from shared.platform.messaging.relay import Relay
    from shared.platform.persistence.database import Database
    from shared.platform.web.access import AccessLog
    from shared.platform.web.auth import Identity
    from shared.platform.web.idempotency import Idempotency
    from shared.settings import Settings

SEARCH_LAG = 10.0
"""Seconds that Azure SQL's full-text index may be behind a commit."""
PROFILE_SECONDS = 30 * 60
"""How long a profile may be cached (specification §7.3)."""


@dataclass(frozen=True)
class App:
    """Everything a trigger may need."""

    settings: Settings
    clock: Clock
    database: Database
    bus: EventBus
    blobs: Blobs
    audit: AuditTrail
    access: AccessLog
    cache: Cache
    read_cache: ReadCache
    search_cache: QueryCache
    relay: Relay
    mediator: Mediator
    identity: Identity
    idempotency: Idempotency


def build(settings: Settings, clock: Clock | None = None) -> App:
    """Wires an application for these settings; opens no connection yet."""
    from shared.adapters.audit import LocalAuditTrail
    from shared.adapters.azure_audit import AzureAuditTrail
    from shared.adapters.azure_blobs import AzureBlobs
    from shared.adapters.azure_event_bus import AzureEventBus
    from shared.adapters.blobs import LocalBlobs
    from shared.adapters.cache import LocalCache, NoCache
    from shared.adapters.event_bus import LocalEventBus
    from shared.adapters.redis_cache import RedisCache
    from shared.contacts import commands as contacts
    from shared.contacts.queries import book_key
    from shared.customers import commands as customers
    from shared.customers.queries import profile_key
    from shared.exports import commands as exports
    from shared.imports import commands as imports
    from shared.kernel.clock import utc_now
    from shared.platform.application.mediator import Mediator
    from shared.platform.caching.query_cache import QueryCache
    from shared.platform.caching.read_cache import ReadCache
    from shared.platform.messaging.relay import Relay
    from shared.platform.observability import telemetry
    from shared.platform.observability.masking import mask_logs
    from shared.platform.persistence.database import Database
    from shared.platform.web.access import AccessLog
    from shared.platform.web.auth import Identity
    from shared.platform.web.idempotency import Idempotency

    _prepare_process()
    clock = clock or utc_now
    mask_logs()
    if settings.telemetry:
        telemetry.start(settings.telemetry)
    database = Database(settings.database_url, settings.database_read_url)
    telemetry.watch(*database.engines)
    bus: EventBus = LocalEventBus(settings.data / "servicebus.db")
    if settings.service_bus:
        bus = AzureEventBus(settings.service_bus)
    cache: Cache = NoCache() if settings.deployed else LocalCache()
    if settings.redis_url:
        cache = RedisCache(settings.redis_url, seconds=PROFILE_SECONDS)
    blobs: Blobs = LocalBlobs(settings.data / "blobs", links=settings.local_blobs_url)
    if settings.blob_account:
        blobs = AzureBlobs(settings.blob_account)
    audit: AuditTrail = LocalAuditTrail(settings.data / "audit.db")
    if settings.table_account:
        audit = AzureAuditTrail(settings.table_account)
    read_cache = ReadCache(cache, seconds=PROFILE_SECONDS)
    search_cache = QueryCache(cache, "customer-search", lag=SEARCH_LAG if database.dialect == "mssql" else 0.0)
    relay = Relay(database, bus, clock)

    def invalidate_cache(uow: UnitOfWork) -> None:
        changed = {profile_key(customer.id): customer.version for customer in uow.customers.seen}
        changed |= {book_key(book.customer_id): book.version for book in uow.contacts.books}
        if changed:
            read_cache.invalidate(changed)
            search_cache.changed()

    return App(
        settings=settings,
        clock=clock,
        database=database,
        bus=bus,
        blobs=blobs,
        audit=audit,
        access=AccessLog(audit),
        cache=cache,
        read_cache=read_cache,
        search_cache=search_cache,
        relay=relay,
        mediator=Mediator(
            database,
            clock,
            settings.business,
            relay,
            [customers.HANDLERS, contacts.HANDLERS, imports.HANDLERS, exports.HANDLERS],
            invalidate_cache,
        ),
        identity=Identity(
            issuer=settings.auth_issuer,
            audience=settings.auth_audience,
            jwks_url=settings.auth_jwks_url,
            amr=settings.auth_amr,
        ),
        idempotency=Idempotency(database, clock),
    )


_building = threading.RLock()
_prepared = False
_app: App | None = None


def _prepare_process() -> None:
    """What is the process's and not an application's, once: the object-relational mapping, and the garbage collector.

    Modules stay for ever and requests leave no cycles: a collector that walked through both as often as it does by
    default would cost a sixth of an import.
    """
    from shared.customers.mapping import map_customers
    from shared.exports.tables import map_exports

    global _prepared
    with _building:
        if not _prepared:
            map_customers()
            map_exports()
            gc.collect()
            gc.freeze()
            gc.set_threshold(50_000, 20, 20)
            _prepared = True


def app() -> App:
    """This process's application, built at its first use."""
    global _app
    if _app is None:
        from shared.settings import Settings

        with _building:
            if _app is None:
                _app = build(Settings.from_environment())
    return _app
