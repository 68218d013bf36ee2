"""What one process's application consists of; `shared/composition.py` builds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.adapters.ai.services import AIServices
    from shared.adapters.audit import AuditTrail
    from shared.adapters.blobs import Blobs
    from shared.adapters.cache import Cache
    from shared.adapters.delivery import Channels
    from shared.adapters.event_bus import EventBus
    from shared.adapters.key_vault import KeyVault
    from shared.kernel.clock import Clock
    from shared.kernel.events import DomainEvent
    from shared.platform.application.mediator import Mediator
    from shared.platform.caching.query_cache import QueryCaches
    from shared.platform.caching.read_cache import ReadCache
    from shared.platform.encryption.keyring import Keyring
    from shared.platform.messaging.relay import Relay
    from shared.platform.persistence.database import Database
    from shared.platform.web.access import AccessLog
    from shared.platform.web.auth import Identity
    from shared.platform.web.health import Readiness
    from shared.platform.web.idempotency import Idempotency
    from shared.settings import Settings


@dataclass(frozen=True)
class App:
    """Everything a trigger may need."""

    settings: Settings
    clock: Clock
    database: Database
    vault: KeyVault
    keyring: Keyring
    bus: EventBus
    blobs: Blobs
    channels: Channels
    ai: AIServices
    audit: AuditTrail
    access: AccessLog
    cache: Cache
    read_cache: ReadCache
    query_caches: QueryCaches
    relay: Relay
    mediator: Mediator
    identity: Identity
    idempotency: Idempotency
    readiness: Readiness
    event_types: Mapping[str, type[DomainEvent]]
    """Every kind of event by its name."""
