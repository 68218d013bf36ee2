"""The only place that builds things: settings in, one application out, once per process.

What an application is made of is imported when it is built, not when the functions are indexed.
"""

from __future__ import annotations

import gc
import threading
from functools import cache, partial
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.adapters.ai.churn_model import ChurnModel
    from shared.adapters.ai.language_model import LanguageModel
    from shared.adapters.ai.services import AIServices
    from shared.adapters.ai.text_analysis import TextAnalysis
    from shared.adapters.audit import AuditTrail
    from shared.adapters.blobs import Blobs
    from shared.adapters.cache import Cache
    from shared.adapters.delivery import Channels, EmailProvider, SmsProvider
    from shared.adapters.event_bus import EventBus
    from shared.adapters.key_vault import KeyVault
    from shared.kernel.clock import Clock
    from shared.platform.app import App
    from shared.platform.application.mediator import Mediator
    from shared.platform.application.unit_of_work import UnitOfWork
    from shared.platform.messaging.topology import Topology
    from shared.settings import AISettings, Settings

INDEX_LAG = 10.0
"""Seconds that Azure SQL's full-text index may be behind a commit."""
CACHE_SECONDS = 30 * 60
"""How long a profile may be cached (specification §7.3)."""


def build(settings: Settings, clock: Clock | None = None) -> App:
    """Wires an application for these settings; opens no connection yet."""
    from shared import concepts
    from shared.kernel.clock import utc_now
    from shared.platform.app import App
    from shared.platform.application.mediator import Mediator
    from shared.platform.caching.query_cache import QueryCaches
    from shared.platform.caching.read_cache import ReadCache
    from shared.platform.encryption.keyring import Keyring
    from shared.platform.messaging.relay import Relay
    from shared.platform.messaging.topology import Topology
    from shared.platform.observability import telemetry
    from shared.platform.observability.log_lines import Json, Readable, format_logs, in_terminal
    from shared.platform.observability.masking import mask_logs
    from shared.platform.persistence.database import Database
    from shared.platform.web.access import AccessLog
    from shared.platform.web.auth import Identity
    from shared.platform.web.health import Readiness, room_in
    from shared.platform.web.idempotency import Idempotency

    _prepare_process()
    clock = clock or utc_now
    format_logs(Json() if settings.deployed else Readable(colours=in_terminal()))
    mask_logs()
    if settings.telemetry:
        telemetry.start(settings.telemetry)
    database = Database(settings.database_url, settings.database_read_url)
    telemetry.watch(*database.engines)
    vault = _vault(settings)
    keyring = database.info["keyring"] = Keyring(database, vault, clock)
    events = concepts.event_types()
    bus, audit, cache = _bus(settings, Topology.of(events.values())), _audit(settings), _cache(settings)
    blobs = _blobs(settings)
    read_cache = ReadCache(cache, seconds=CACHE_SECONDS)
    query_caches = QueryCaches(cache, lag=INDEX_LAG if database.dialect == "mssql" else 0.0)
    relay = Relay(database, bus, clock, events)
    checks = {
        "eventBus": bus.check,
        "events": relay.check,
        "cache": cache.check,
        "files": blobs.check,
        "keys": vault.check,
    }
    checks |= {"audit": audit.check, "disk": room_in(Path(gettempdir()) if settings.deployed else settings.data)}

    if database.dialect == "mssql":
        checks["snapshots"] = database.check_snapshots

    def invalidate(uow: UnitOfWork) -> None:
        if changed := uow.cache_keys():
            read_cache.invalidate(changed)
        for kind in uow.shown_in():
            query_caches.of(kind).changed()

    mediator = Mediator(database, clock, settings.business, concepts.unique_rules(), relay, invalidate, keyring.prepare)
    return App(
        settings=settings,
        clock=clock,
        database=database,
        vault=vault,
        keyring=keyring,
        bus=bus,
        blobs=blobs,
        channels=_channels(settings),
        ai=_ai(settings, mediator, clock),
        audit=audit,
        access=AccessLog(audit),
        cache=cache,
        read_cache=read_cache,
        query_caches=query_caches,
        relay=relay,
        mediator=mediator,
        identity=Identity(
            issuer=settings.auth_issuer,
            audience=settings.auth_audience,
            jwks_url=settings.auth_jwks_url,
            amr=settings.auth_amr,
        ),
        idempotency=Idempotency(database, clock),
        readiness=Readiness(database, checks),
        event_types=events,
    )


def _bus(settings: Settings, topology: Topology) -> EventBus:
    if settings.service_bus:
        from shared.adapters.azure_event_bus import AzureEventBus

        return AzureEventBus(settings.service_bus, topics=topology.topics, queues=topology.queues)
    from shared.adapters.event_bus import LocalEventBus

    return LocalEventBus(settings.data / "servicebus.db")


def _vault(settings: Settings) -> KeyVault:
    if settings.key_vault_key:
        from shared.adapters.azure_key_vault import AzureKeyVault

        return AzureKeyVault(settings.key_vault_key)
    from shared.adapters.key_vault import LocalKeyVault

    return LocalKeyVault(settings.data / "keys" / "vault.json")


def _blobs(settings: Settings) -> Blobs:
    if settings.blob_account:
        from shared.adapters.azure_blobs import AzureBlobs

        return AzureBlobs(settings.blob_account)
    from shared.adapters.blobs import LocalBlobs

    return LocalBlobs(settings.data / "blobs", links=settings.local_blobs_url)


def _channels(settings: Settings) -> Channels:
    from shared.adapters import outbox
    from shared.adapters.delivery import Channels

    return Channels(_email(settings), _sms(settings), partial(outbox.forget, settings.data / "outbox"))


def _email(settings: Settings) -> EmailProvider | None:
    delivery = settings.delivery
    provider: EmailProvider | None = None
    if delivery.email_provider == "smtp":
        from shared.adapters.smtp_email import SmtpEmail

        provider = SmtpEmail(delivery.email_connection)
    elif delivery.email_provider == "sendgrid":
        from shared.adapters.sendgrid_email import SendGridEmail

        provider = SendGridEmail(delivery.email_connection)
    elif delivery.email_provider == "acs":
        from shared.adapters.acs_email import AcsEmail

        provider = AcsEmail(delivery.email_connection)
    elif not settings.deployed:
        from shared.adapters.outbox import LocalEmailOutbox

        provider = LocalEmailOutbox(settings.data / "outbox")
    if provider and delivery.email_limits is not None:
        from shared.adapters.delivery import Limit

        provider.limits = tuple(Limit(*one) for one in delivery.email_limits)
    return provider


def _sms(settings: Settings) -> SmsProvider | None:
    delivery = settings.delivery
    if delivery.sms_provider == "twilio":
        from shared.adapters.twilio_sms import TwilioSms

        account, _, token = delivery.sms_connection.partition(":")
        return TwilioSms(account, token, status_callback=f"{delivery.public_url}/api/v1/webhooks/twilio")
    if delivery.sms_provider == "acs":
        from shared.adapters.acs_sms import AcsSms

        return AcsSms(delivery.sms_connection)
    if settings.deployed:
        return None
    from shared.adapters.outbox import LocalSmsOutbox

    return LocalSmsOutbox(settings.data / "outbox")


def _ai(settings: Settings, mediator: Mediator, clock: Clock) -> AIServices:
    from shared.adapters.ai.services import AIServices

    return AIServices(
        _analysis(settings.ai),
        _model(settings.ai, mediator, clock),
        _churn(settings.ai),
        model_is_remote=bool(settings.ai.openai_endpoint),
    )


def _analysis(ai: AISettings) -> TextAnalysis:
    if ai.language_endpoint:
        from shared.adapters.ai.azure_language import AzureLanguage

        return AzureLanguage(ai.language_endpoint, ai.language_key)
    from shared.adapters.ai.text_analysis import LocalTextAnalysis

    return LocalTextAnalysis()


def _model(ai: AISettings, mediator: Mediator, clock: Clock) -> LanguageModel:
    if ai.openai_endpoint:
        from shared.adapters.ai.azure_openai import AzureOpenAIModel
        from shared.insights.usage import TokenMeter

        meter = TokenMeter(mediator, clock, daily=ai.daily_tokens, prices=ai.token_prices)
        return AzureOpenAIModel(ai.openai_endpoint, ai.openai_deployment, ai.openai_key, meter)
    from shared.adapters.ai.local_model import LocalModel

    return LocalModel()


def _churn(ai: AISettings) -> ChurnModel:
    if ai.ml_endpoint:
        from shared.adapters.ai.azure_ml import AzureMLEndpoint

        return AzureMLEndpoint(ai.ml_endpoint, ai.ml_key)
    from shared.adapters.ai.churn_model import Scorecard

    return Scorecard()


def _audit(settings: Settings) -> AuditTrail:
    if settings.table_account:
        from shared.adapters.azure_audit import AzureAuditTrail

        return AzureAuditTrail(settings.table_account)
    from shared.adapters.audit import LocalAuditTrail

    return LocalAuditTrail(settings.data / "audit.db")


def _cache(settings: Settings) -> Cache:
    if settings.redis_url:
        from shared.adapters.redis_cache import RedisCache

        return RedisCache(settings.redis_url)
    from shared.adapters.cache import LocalCache, NoCache

    return NoCache() if settings.deployed else LocalCache()


@cache
def _prepare_process() -> None:
    """What is the process's and not an application's, once: the object-relational mapping, and the garbage collector.

    Modules stay for ever and requests leave no cycles: a collector that walked through both as often as it does by
    default would cost a sixth of an import.
    """
    from shared import concepts

    concepts.map_aggregates()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


_building = threading.Lock()
_app: App | None = None


def app() -> App:
    """This process's application, built at its first use."""
    global _app
    if _app is None:
        from shared.platform.observability import telemetry
        from shared.platform.stopping import at_end
        from shared.settings import Settings

        with _building:
            if _app is None:
                _app = build(Settings.from_environment())
                at_end(_app.access.flush, telemetry.flush, _app.database.dispose)
    return _app
