"""The triggers of one concept, declared in one blueprint: routes, consumers of events, workers, timers.

Indexing the app runs these declarations at every cold start; what a trigger needs is imported when it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

import azure.functions as func

from shared.kernel.destinations import Queue, Topic
from shared.platform.jobs.work import JobHandler
from shared.platform.messaging.topology import Subscription
from shared.platform.web.routes import MEGABYTE, Endpoint, Json, Tag, routes
from shared.settings import CONTACT_STORAGE, SERVICE_BUS

if TYPE_CHECKING:
    from shared.kernel.events import DomainEvent
    from shared.platform.app import App
    from shared.platform.jobs.work import Work
    from shared.platform.messaging.delivery import Handler
    from shared.platform.orchestrations import Orchestration
    from shared.platform.web.roles import Role


type Orchestrator = Callable[[Any, Any], Any]
type Activity = Callable[[Any], object]
type Starts = Callable[[Any], Orchestration | None]

subscriptions: list[Subscription] = []
job_handlers: dict[str, JobHandler] = {}
"""By kind of job."""
file_queues: dict[str, Queue] = {}
"""By container: where storage tells of its new blobs."""
# Each holds those of every blueprint that is registered.


class Triggers:
    """A blueprint of the Functions app, and what it declares."""

    def __init__(self, name: str, app: Callable[[], App], about: str = "") -> None:
        """`name` groups the routes in the API's description; `about` says there what they are about."""
        self._tag, self._app = Tag(name, about), app
        self.functions = func.Blueprint()
        """All its triggers; a kind that Triggers has no decorator for is declared here, with Azure's own."""
        self._endpoints: list[Endpoint] = []
        self._subscriptions: list[Subscription] = []
        self._job_handlers: dict[str, JobHandler] = {}
        self._file_queues: dict[str, Queue] = {}

    def register(self, app: func.FunctionApp) -> None:
        """Has the app serve the triggers; what is not registered leaves no trace anywhere."""
        routes.extend(endpoint for endpoint in self._endpoints if endpoint not in routes)
        subscriptions.extend(one for one in self._subscriptions if one not in subscriptions)
        job_handlers.update(self._job_handlers)
        file_queues.update(self._file_queues)
        app.register_functions(self.functions)

    def route(
        self,
        method: str,
        path: str,
        *,
        roles: frozenset[Role] | None,
        status: int = 200,
        errors: tuple[str, ...] = (),
        body_limit: int = MEGABYTE,
        media_type: str = "application/json",
        versioned: bool = True,
        example: str = "",
        also: Mapping[int, Json] | None = None,
        complete: Callable[[bytes], bytes] | None = None,
        signed: bool = False,
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """An HTTP trigger. The handler's parameters say what it takes: the path's names, `body`, `query`, `call`."""

        def declare(handler: Callable[..., Any]) -> Callable[..., Any]:
            endpoint = Endpoint(
                method=method,
                path=path,
                roles=roles,
                status=status,
                errors=errors,
                tag=self._tag,
                handler=handler,
                body_limit=body_limit,
                media_type=media_type,
                versioned=versioned,
                example=example,
                also=also or {},
                complete=complete,
                signed=signed,
            )
            self._endpoints.append(endpoint)

            def trigger(req: func.HttpRequest) -> func.HttpResponse:
                from shared.platform.web import pipeline

                return pipeline.answer(endpoint, req, self._app())

            bind = self.functions.route(route=endpoint.template, methods=[method], auth_level=func.AuthLevel.ANONYMOUS)
            self._add(handler, trigger, {"req": func.HttpRequest, "return": func.HttpResponse}, bind)
            return handler

        return declare

    def consumer(
        self, name: str, *subscribed: type[DomainEvent] | Topic, ordered: bool = False
    ) -> Callable[[Handler], Handler]:
        """A Service Bus trigger for these events, or for all of a topic. The consumer has a subscription, `name`.

        The handler takes an event and its Delivery; raising has the message delivered again, and no other with it.
        `ordered`: a customer's events come one after another, the next once the one before is handled or given up;
        otherwise side by side, and the handler compares their sequences. Events of several topics
        come through a function each, named after its topic. A topic costs a cold start nothing, a kind of event the
        import of the module that declares it.
        """

        def declare(handler: Handler) -> Handler:
            topics = sorted({one if isinstance(one, Topic) else one.destination for one in subscribed})
            for topic in topics:
                assert isinstance(topic, Topic), f"{topic} is a queue: it has one worker"
                self._subscriptions.append(Subscription(topic, name, ordered))
                bind = self.functions.service_bus_topic_trigger(
                    arg_name="message",
                    topic_name=str(topic),
                    subscription_name=name,
                    connection=SERVICE_BUS,
                    is_sessions_enabled=ordered,
                )
                suffix = f"_from_{topic.replace('-', '_')}" if len(topics) > 1 else ""
                self._add_consumer(name, subscribed, handler, bind, suffix)
            return handler

        return declare

    def worker(self, queue: Queue) -> Callable[[Callable[[UUID], None]], Callable[[UUID], None]]:
        """A Service Bus trigger for the queue that hands out jobs. The handler takes a job's id."""

        def declare(handler: Callable[[UUID], None]) -> Callable[[UUID], None]:
            async def trigger(message: func.ServiceBusMessage) -> None:
                from shared.platform.messaging.consumers import handle_job

                await handle_job(handler, message)

            bind = self.functions.service_bus_queue_trigger(
                arg_name="message", queue_name=str(queue), connection=SERVICE_BUS
            )
            self._add(handler, trigger, {"message": func.ServiceBusMessage, "return": None}, bind)
            return handler

        return declare

    def queue(self, queue: Queue) -> Callable[[Handler], Handler]:
        """A Service Bus trigger for what is published to a queue. The handler takes an event and its Delivery.

        It has threads of its own: a queue that is slow, as what it hands messages to is, keeps no other from its turn.
        """

        def declare(handler: Handler) -> Handler:
            bind = self.functions.service_bus_queue_trigger(
                arg_name="message", queue_name=str(queue), connection=SERVICE_BUS
            )
            self._add_consumer(str(queue), (queue,), handler, bind)
            return handler

        return declare

    def job(
        self, kind: str, *, give_up: Callable[[Work, str], object]
    ) -> Callable[[Callable[[Work], bool]], Callable[[Work], bool]]:
        """What is done for one kind of job. The handler works while there is time and says whether the job is done.

        `give_up` ends what the job is about, which can't be done, and says why.
        """

        def declare(handler: Callable[[Work], bool]) -> Callable[[Work], bool]:
            self._job_handlers[kind] = JobHandler(handler, give_up)
            return handler

        return declare

    def files(self, container: str, queue: Queue) -> Callable[[Callable[[str], None]], Callable[[str], None]]:
        """A trigger for each new blob of a container, of which storage (Event Grid) tells through a storage queue.

        The handler takes the blob's name. It may come more than once. Nothing of the blob's content goes through it.
        """

        def declare(handler: Callable[[str], None]) -> Callable[[str], None]:
            self._file_queues[container] = queue

            async def trigger(message: func.QueueMessage) -> None:
                from shared.platform.messaging.consumers import handle_file

                await handle_file(container, handler, message.get_body())

            bind = self.functions.queue_trigger(arg_name="message", queue_name=str(queue), connection=CONTACT_STORAGE)
            self._add(handler, trigger, {"message": func.QueueMessage, "return": None}, bind)
            return handler

        return declare

    def orchestrator(self) -> Callable[[Orchestrator], Orchestrator]:
        """A Durable Functions orchestrator; the handler, a generator, takes the context and a retry policy.

        It runs again from its beginning after each step: no clock, no chance, no settings, no database.
        """

        def declare(handler: Orchestrator) -> Orchestrator:
            def trigger(context: func.OrchestrationContext) -> str:
                from shared.platform import orchestrations

                return orchestrations.replay(handler, context)

            bind = self.functions.generic_trigger(arg_name="context", type="orchestrationTrigger")
            self._add(handler, trigger, {"context": func.OrchestrationContext, "return": str}, bind)
            return handler

        return declare

    def activity(self) -> Callable[[Activity], Activity]:
        """A step of an orchestration. The handler takes and gives what JSON knows; it may run more than once."""

        def declare(handler: Activity) -> Activity:
            def trigger(given: object) -> object:
                return handler(given)

            bind = self.functions.generic_trigger(arg_name="given", type="activityTrigger")
            self._add(handler, trigger, {"given": object, "return": object}, bind)
            return handler

        return declare

    def starter(self, queue: Queue) -> Callable[[Starts], Starts]:
        """A Service Bus trigger for a queue that has orchestrations started. The handler says which one, of an event.

        An instance that runs already is left alone: its id is what it is about.
        """

        def declare(handler: Starts) -> Starts:
            async def trigger(message: func.ServiceBusMessage, client: str) -> None:
                from shared.platform import orchestrations

                await orchestrations.start(handler, message, client, self._app().event_types)

            with_queue = self.functions.service_bus_queue_trigger("message", SERVICE_BUS, str(queue))
            with_client = self.functions.generic_input_binding(arg_name="client", type="durableClient")
            types = {"message": func.ServiceBusMessage, "client": str, "return": None}
            self._add(handler, trigger, types, lambda one: with_client(with_queue(one)))
            return handler

        return declare

    def timer(self, schedule: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
        """A timer trigger; `schedule` names the setting that holds its NCRONTAB expression."""

        def declare(handler: Callable[[], None]) -> Callable[[], None]:
            def trigger(timer: func.TimerRequest) -> None:
                handler()

            bind = self.functions.timer_trigger(arg_name="timer", schedule=f"%{schedule}%")
            self._add(handler, trigger, {"timer": func.TimerRequest, "return": None}, bind)
            return handler

        return declare

    def _add_consumer(
        self,
        consumer: str,
        subscribed: Sequence[type[DomainEvent] | Topic | Queue],
        handler: Handler,
        bind: Callable[..., Any],
        suffix: str = "",
    ) -> None:
        """One message at an invocation: of a batch, a message that fails would take all others with it."""

        async def trigger(message: func.ServiceBusMessage) -> None:
            from shared.platform.messaging.consumers import handle_message, kinds_of

            await handle_message(consumer, kinds_of(subscribed, self._app().event_types), handler, message)

        self._add(handler, trigger, {"message": func.ServiceBusMessage, "return": None}, bind, suffix)

    def _add(
        self,
        handler: Callable[..., Any],
        trigger: Callable[..., Any],
        types: dict[str, Any],
        bind: Callable[..., Any],
        suffix: str = "",
    ) -> None:
        """Names the trigger after its handler. Not functools.wraps: the worker would follow it to the handler."""
        trigger.__name__ = trigger.__qualname__ = handler.__name__ + suffix
        trigger.__doc__ = handler.__doc__
        trigger.__annotations__ = types
        self.functions.function_name(trigger.__name__)(bind(trigger))
