"""Traces, metrics and logs to Application Insights, if the settings name one (§7.6).

Nothing of OpenTelemetry is imported otherwise, and each of these functions does nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from shared.platform.observability.masking import mask_logs

if TYPE_CHECKING:
    from opentelemetry.metrics import Counter
    from opentelemetry.trace import Span
    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine import ExceptionContext

NAME = "shared"
"""The logger and tracer of everything that is ours."""
NOT_USED = ("django", "fastapi", "flask", "psycopg2", "requests", "urllib", "urllib3", "httpx")

log = logging.getLogger(__name__)

_on = False
_counters: dict[str, Counter] = {}


def start(connection_string: str) -> None:
    """Switches telemetry on for this process, once. If that fails, the log says so."""
    global _on
    if _on:
        return
    try:
        from azure.monitor.opentelemetry import configure_azure_monitor

        configure_azure_monitor(
            connection_string=connection_string,
            logger_name=NAME,
            enable_live_metrics=False,
            instrumentation_options={library: {"enabled": False} for library in NOT_USED},
        )
    except Exception as failure:  # whatever is wrong with it: nobody is refused because he would not be counted
        log.warning("APPLICATIONINSIGHTS_CONNECTION_STRING is of no use (%s): no telemetry is sent.", failure)
        return
    mask_logs(NAME)
    _on = True


def flush() -> None:
    """Sends what waits to be sent."""
    if _on:
        from opentelemetry import metrics, trace

        for provider in (trace.get_tracer_provider(), metrics.get_meter_provider()):
            getattr(provider, "force_flush")()  # noqa: B009 - the protocol leaves it out, the provider has it


def watch(*engines: Engine) -> None:
    """Has the statements of these engines seen as dependencies; their parameters are left out.

    The instrumentation published for SQLAlchemy does not know 2.1 yet.
    """
    if not _on:
        return
    from opentelemetry import trace
    from sqlalchemy import event

    tracer = trace.get_tracer(NAME)

    def begin(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        about = {"db.system": connection.dialect.name, "db.statement": statement[:2000]}
        name = " ".join(statement.split(None, 1)[:1]) or "SQL"
        connection.info.setdefault("spans", []).append(
            tracer.start_span(name, kind=trace.SpanKind.CLIENT, attributes=about)
        )

    def end(connection: Connection, *_: object) -> None:
        connection.info["spans"].pop().end()

    def fail(context: ExceptionContext) -> None:
        if context.connection is not None and (spans := context.connection.info.get("spans")):
            span = spans.pop()
            span.set_status(trace.StatusCode.ERROR, type(context.original_exception).__name__)
            span.end()

    for engine in {id(engine): engine for engine in engines}.values():
        event.listen(engine, "before_cursor_execute", begin)
        event.listen(engine, "after_cursor_execute", end)
        event.listen(engine, "handle_error", fail)


class CurrentSpan:
    """A span, or nothing where telemetry is off."""

    def __init__(self, parent: str | None, span: Span | None = None) -> None:
        self.parent, self._span = parent, span
        """What is passed on, as a `traceparent`."""

    def end(self, status: int) -> None:
        """How a request was answered."""
        if self._span is not None:
            self._span.set_attribute("http.response.status_code", status)


@contextmanager
def span(
    name: str, *, kind: Literal["server", "consumer"], parent: str | None, http: str = ""
) -> Iterator[CurrentSpan]:
    """A piece of work in the trace of `parent`; of a request also its HTTP method."""
    if not _on:
        yield CurrentSpan(parent)
        return
    from opentelemetry import trace
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    carrier = {"traceparent": parent} if parent else {}
    context = TraceContextTextMapPropagator().extract(carrier)
    kinds = {"server": trace.SpanKind.SERVER, "consumer": trace.SpanKind.CONSUMER}
    with trace.get_tracer(NAME).start_as_current_span(
        name, context, kinds[kind], attributes={"http.request.method": http} if http else {}
    ) as started:
        own: dict[str, str] = {}
        TraceContextTextMapPropagator().inject(own)
        yield CurrentSpan(own.get("traceparent", parent), started)


def count(name: str, number: int = 1, **about: str) -> None:
    """Adds to a metric of our own."""
    if not _on:
        return
    from opentelemetry import metrics

    if name not in _counters:
        _counters[name] = metrics.get_meter(NAME).create_counter(name)
    _counters[name].add(number, about)
