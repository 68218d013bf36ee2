"""The broker itself: connections, links and settlements, on python-qpid-proton.

What the SDK relies on, found by trying: addresses are echoed as they came; a refused link is attached without source
and target, then closed; errors always carry an info map; `$cbs` answers `status-code`, `$management` `statusCode`.
"""

import itertools
import threading
import time
import traceback
import uuid
from contextlib import suppress
from typing import Any

from proton import (
    UNDESCRIBED,
    Array,
    Condition,
    Data,
    Delivery,
    Endpoint,
    Handler,
    Message,
    PropertyDict,
    Terminus,
    symbol,
    timestamp,
)
from proton.reactor import ApplicationEvent, Container, EventInjector

from tests.support.broker.entities import Queue, Topic, messages_in, rendered
from tests.support.running import free_port
from tests.support.waiting import PATIENCE_SECONDS

MOST_BYTES = 1 << 20
TICK_SECONDS = 0.05
DOTNET_EPOCH = 621_355_968_000_000_000
"""Ticks of 100 ns from year 1 to 1970."""
SESSION_FILTER = "com.microsoft:session-filter"


def problem(name: str, text: str) -> Condition:
    return Condition(name, text, {symbol("broker"): "stand-in"})


class Broker(Handler):
    """Runs in a thread. What it holds outlives `drop` and `stop`, as a service's messages outlive its connections."""

    def __init__(self) -> None:
        super().__init__()
        self.port = free_port()
        self.entities: dict[str, Queue | Topic] = {}
        self.duplicates = 0
        self._numbers = itertools.count(1)
        self._links: dict[Any, dict[str, Any]] = {}
        self._replies: dict[tuple[str, str], Any] = {}
        self._connections: set[Any] = set()
        self._serving = threading.Event()

    def topic(self, name: str, *, window: float = 600) -> Topic:
        made = self.entities[name.lower()] = Topic(window)
        return made

    def subscription(self, topic: str, name: str, **options: Any) -> Queue:
        parent = self.entities[topic.lower()]
        assert isinstance(parent, Topic)
        made = parent.subscriptions[name] = self._queue(f"{topic}/subscriptions/{name}", **options)
        return made

    def queue(self, name: str, *, window: float = 600, **options: Any) -> Queue:
        """A queue; as a topic with one taker, so that it knows duplicates, too."""
        made = self._queue(name, **options)
        self.entities[f"{name} in".lower()] = inner = Topic(window)
        inner.subscriptions["all"] = made
        return made

    def _queue(self, path: str, **options: Any) -> Queue:
        made = Queue(**options)
        self.entities[path.lower()] = made
        if made.dead is not None:
            self.entities[f"{path}/$deadletterqueue".lower()] = made.dead
        return made

    @property
    def connection_string(self) -> str:
        key = "SharedAccessKeyName=k;SharedAccessKey=a2V5"
        return f"Endpoint=sb://localhost:{self.port};{key};UseDevelopmentEmulator=true;"

    def start(self) -> None:
        """Listens, at the same port each time."""
        self._serving.clear()
        self._container, self._injector = Container(self), EventInjector()
        self._thread = threading.Thread(target=self._container.run, daemon=True)
        self._thread.start()
        if not self._serving.wait(PATIENCE_SECONDS):
            raise TimeoutError("the broker did not start")

    def stop(self) -> None:
        """Cuts every connection without a word and hears no more."""
        self._injector.trigger(ApplicationEvent("cut_all"))
        self._thread.join(PATIENCE_SECONDS)

    def on_cut_all(self, _event: Any) -> None:
        self._acceptor.close()
        self._injector.close()
        for connection in list(self._connections):
            with suppress(Exception):
                connection.transport._selectable._delegate.close()
        for link in list(self._links):
            self._forget(link)
        self._connections.clear()
        self._container.stop()

    def on_reactor_init(self, _event: Any) -> None:
        self._acceptor = self._container.listen(f"127.0.0.1:{self.port}")
        self._container.selectable(self._injector)
        self._container.schedule(TICK_SECONDS, self)
        self._serving.set()

    def on_connection_bound(self, event: Any) -> None:
        sasl = event.transport.sasl()
        sasl.allowed_mechs("ANONYMOUS EXTERNAL PLAIN")
        sasl.allow_insecure_mechs = True
        event.transport.max_frame_size, event.transport.idle_timeout = 65_536, 120

    def on_connection_remote_open(self, event: Any) -> None:
        self._connections.add(event.connection)
        event.connection.key = uuid.uuid4().hex
        event.connection.container = "stand-in"
        event.connection.open()

    def on_session_remote_open(self, event: Any) -> None:
        event.session.incoming_capacity = 1 << 26
        event.session.open()

    def on_session_remote_close(self, event: Any) -> None:
        event.session.close()

    def on_connection_remote_close(self, event: Any) -> None:
        event.connection.close()

    def on_transport_closed(self, event: Any) -> None:
        self._connections.discard(event.connection)
        for link in [link for link in self._links if link.connection == event.connection]:
            self._forget(link)

    def on_link_remote_close(self, event: Any) -> None:
        self._forget(event.link)
        event.link.close()

    on_link_remote_detach = on_link_remote_close

    def on_link_remote_open(self, event: Any) -> None:
        try:
            self._attach(event.link)
        except Exception as failure:
            traceback.print_exc()
            self._refuse(event.link, "amqp:internal-error", str(failure))

    def _attach(self, link: Any) -> None:
        link.snd_settle_mode, link.rcv_settle_mode = link.remote_snd_settle_mode, link.remote_rcv_settle_mode
        link.source.copy(link.remote_source)
        link.target.copy(link.remote_target)
        address = _path(link.remote_source.address if link.is_sender else link.remote_target.address)
        known = self._links[link] = {"address": address}
        if address == "$cbs" or address.endswith("/$management"):
            if link.is_sender:
                self._replies[link.connection.key, address] = link
            known["node"] = address
            link.open()
            if link.is_receiver:
                link.flow(100)
            return
        entity = self.entities.get(f"{address} in" if link.is_receiver else address) or self.entities.get(address)
        if entity is None or (link.is_sender and isinstance(entity, Topic)):
            return self._refuse(link, "amqp:not-found", f"There is no entity {address!r}.")
        if link.is_receiver:
            known["entity"] = entity
            link.max_message_size = MOST_BYTES
            link.open()
            link.flow(1000)
            return
        assert isinstance(entity, Queue)
        known["queue"] = entity
        self._attach_receiver(link, entity)

    def _attach_receiver(self, link: Any, queue: Queue) -> None:
        filters = link.remote_source.filter
        filters.rewind()
        asked = {str(key): value for key, value in ((filters.get_object() if filters.next() else None) or {}).items()}
        if SESSION_FILTER not in asked:
            if queue.sessions:
                return self._refuse(link, "amqp:not-allowed", "This entity needs a session receiver.")
            queue.receivers.append(link)
            link.open()
            return
        if not queue.sessions:
            return self._refuse(link, "amqp:not-allowed", "This entity has no sessions.")
        wanted = getattr(asked[SESSION_FILTER], "value", asked[SESSION_FILTER])
        if wanted is None:
            patience = float((link.remote_properties or {}).get("com.microsoft:timeout", 65_000)) / 1000
            queue.waiting.append((time.time() + patience, link))
            self._offer_sessions(queue)
        elif wanted in queue.session_locks:
            self._refuse(link, "com.microsoft:session-cannot-be-locked", f"Session {wanted!r} is locked.")
        else:
            self._grant(queue, link, wanted)

    def _grant(self, queue: Queue, link: Any, session: str) -> None:
        until = time.time() + queue.lock
        queue.session_locks[session] = link, until
        self._links[link]["session"] = session
        link.source.filter.clear()
        link.source.filter.put_dict({symbol(SESSION_FILTER): session})
        link.properties = PropertyDict({symbol("com.microsoft:locked-until-utc"): int(until * 1e7) + DOTNET_EPOCH})
        queue.receivers.append(link)
        link.open()

    def _offer_sessions(self, queue: Queue) -> None:
        while queue.waiting:
            free = (name for name, lane in queue.lanes.items() if lane and name not in queue.session_locks)
            session = next(free, None)
            if session is None:
                return
            self._grant(queue, queue.waiting.pop(0)[1], session)

    def _refuse(self, link: Any, name: str, text: str) -> None:
        self._links.pop(link, None)
        link.source.type = link.target.type = Terminus.UNSPECIFIED
        link.open()
        link.condition = problem(name, text)
        link.close()

    def _forget(self, link: Any) -> None:
        known = self._links.pop(link, None) or {}
        self._replies.pop((getattr(link.connection, "key", ""), known.get("node", "")), None)
        queue: Queue | None = known.get("queue")
        if queue is None:
            return
        if link in queue.receivers:
            queue.receivers.remove(link)
        queue.waiting = [one for one in queue.waiting if one[1] != link]
        if (session := known.get("session")) is not None:
            queue.session_locks.pop(session, None)
            for held in [one for one in queue.locked.values() if one.holder == link]:
                queue.release(held, counted=False)
            self._offer_sessions(queue)

    def on_link_flow(self, event: Any) -> None:
        link, known = event.link, self._links.get(event.link)
        if link.is_sender and known and known.get("queue") and link.state & Endpoint.LOCAL_ACTIVE:
            self._pump(known["queue"])
            if link.drain_mode:
                link.drained()

    def on_delivery(self, event: Any) -> None:
        delivery, link = event.delivery, event.link
        try:
            if link.is_receiver:
                if delivery.readable and not delivery.partial:
                    self._incoming(link, delivery)
            elif delivery.updated:
                self._settled(link, delivery)
        except Exception as failure:
            traceback.print_exc()
            if link.is_receiver and not delivery.settled:
                self._reject(delivery, "amqp:internal-error", str(failure))

    def _incoming(self, link: Any, delivery: Any) -> None:
        content = link.recv(delivery.pending)
        link.advance()
        known = self._links.get(link)
        if known is None:
            delivery.update(Delivery.RELEASED)
            delivery.settle()
            return
        if len(content) > MOST_BYTES:
            return self._reject(delivery, "amqp:link:message-size-exceeded", "The message is larger than is taken.")
        if "node" in known:
            asked = Message()
            asked.decode(bytes(content))
            touched = self._answer(link, known["node"], asked)
        else:
            touched = self._publish(known["entity"], content)
        delivery.update(Delivery.ACCEPTED)
        delivery.settle()
        link.flow(1)
        for queue in touched:
            self._offer_sessions(queue)
            self._pump(queue)

    def _publish(self, topic: Topic, content: bytes) -> list[Queue]:
        touched: list[Queue] = []
        for held in messages_in(content):
            if topic.knows(held.message_id):
                self.duplicates += 1
            else:
                touched = topic.put(held, self._numbers)
        return touched

    def _pump(self, queue: Queue) -> None:
        for link in list(queue.receivers):
            lane = queue.lanes.get(self._links[link].get("session"), [])
            share = max(1, len(lane) // max(1, len(queue.receivers))) if not queue.sessions else len(lane)
            for held in lane[: min(link.credit, share)]:
                lane.remove(held)
                held.token, held.locked_until, held.holder = uuid.uuid4(), time.time() + queue.lock, link
                delivery = link.delivery(held.token.bytes_le)
                link.send(rendered(held))
                link.advance()
                delivery.held = held
                queue.locked[held.token] = held

    def _settled(self, link: Any, delivery: Any) -> None:
        known = self._links.get(link)
        if known is None:  # its receiver went away meanwhile
            return
        held, queue = getattr(delivery, "held", None), known["queue"]
        if held is None or queue.locked.get(held.token) is not held:
            return self._reject(delivery, "com.microsoft:message-lock-lost", "The lock is not good any more.")
        match delivery.remote_state:
            case Delivery.ACCEPTED:
                queue.settle(held)
            case Delivery.REJECTED:
                info = {
                    str(k): v for k, v in ((delivery.remote.condition and delivery.remote.condition.info) or {}).items()
                }
                queue.settle(held)
                queue.bury(held, info.get("DeadLetterReason"), info.get("DeadLetterErrorDescription"))
            case Delivery.RELEASED:
                queue.release(held, counted=False)
            case Delivery.MODIFIED:
                delivery.local.failed = True
                queue.release(held)
            case _ if not delivery.settled:
                return
        delivery.update(delivery.remote_state)
        delivery.settle()
        self._pump(queue)

    @staticmethod
    def _reject(delivery: Any, name: str, text: str) -> None:
        delivery.local.condition = problem(name, text)
        delivery.update(Delivery.REJECTED)
        delivery.settle()

    def on_timer_task(self, _event: Any) -> None:
        now = time.time()
        for queue in [one for one in self.entities.values() if isinstance(one, Queue)]:
            if not queue.sessions:
                for held in [one for one in queue.locked.values() if one.locked_until < now]:
                    queue.release(held)
            for link, until in list(queue.session_locks.values()):
                if until < now:
                    link.condition = problem("com.microsoft:session-lock-lost", "The session's lock has expired.")
                    link.close()
                    self._forget(link)
            for late in [one for one in queue.waiting if one[0] < now]:
                queue.waiting.remove(late)
                self._refuse(late[1], "com.microsoft:timeout", "No session came.")
            self._pump(queue)
        self._container.schedule(TICK_SECONDS, self)

    def _answer(self, link: Any, node: str, asked: Message) -> list[Queue]:
        reply = self._replies.get((link.connection.key, node))
        if node == "$cbs":
            body, told = None, {"status-code": 202, "status-description": "Accepted"}
        else:
            code, body, condition = self._managed(self.entities[node.removesuffix("/$management")], asked)
            told = {"statusCode": code, "statusDescription": condition or "OK"}
            if condition:
                told["errorCondition"] = symbol(condition)
        answer = Message(body=body, correlation_id=asked.id, properties=told)
        answer.inferred = False
        if reply is not None:
            delivery = reply.delivery(str(uuid.uuid4()))
            reply.send(answer.encode())
            reply.advance()
            delivery.settle()
        return []

    def _managed(self, entity: Any, asked: Message) -> tuple[int, Any, str | None]:
        operation, body = str(asked.properties["operation"]).rpartition(":")[2], asked.body or {}
        if operation == "renew-lock":
            held = [entity.locked.get(token) for token in body["lock-tokens"].elements]
            if None in held:
                return 410, None, "com.microsoft:message-lock-lost"
            for one in held:
                one.locked_until = time.time() + entity.lock
            ends = [timestamp(int(one.locked_until * 1000)) for one in held]
            return 200, {"expirations": Array(UNDESCRIBED, Data.TIMESTAMP, *ends)}, None
        if operation == "renew-session-lock":
            lock = entity.session_locks.get(body["session-id"])
            if lock is None:
                return 410, None, "com.microsoft:session-lock-lost"
            entity.session_locks[body["session-id"]] = lock[0], time.time() + entity.lock
            return 200, {"expiration": timestamp(int((time.time() + entity.lock) * 1000))}, None
        return 501, None, "amqp:not-implemented"


def _path(address: str | None) -> str:
    return (
        (address or "").partition("://")[2].partition("/")[2].strip("/").lower()
        if "://" in (address or "")
        else ((address or "").strip("/").lower())
    )
