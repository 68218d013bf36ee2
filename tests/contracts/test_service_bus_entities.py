"""The entities the product names, as they are asked of Service Bus: the SDK's own requests, answered in its place."""

from typing import Any
from xml.etree import ElementTree

from azure.core.pipeline.transport import HttpRequest, HttpTransport
from azure.servicebus.management import ServiceBusAdministrationClient
from pytest import mark, raises

from infra.refusal import Refusal
from infra.service_bus import main, make, topology

CONNECTION = "Endpoint=sb://nowhere.servicebus.windows.net/;SharedAccessKeyName=k;SharedAccessKey=a2V5"


def _written(body: Any) -> bytes:
    return body if isinstance(body, bytes) else str(body).encode()


class Answer:
    """What came back."""

    def __init__(self, request: HttpRequest, status: int) -> None:
        self.request, self.status_code, self.reason = request, status, "Conflict" if status == 409 else "Created"
        self.headers: dict[str, str] = {"Content-Type": "application/atom+xml"}
        self.content_type = "application/atom+xml"
        self.internal_response = None
        self.block_size = 4096

    def body(self) -> bytes:
        return _written(self.request.body) if self.status_code == 201 else b""

    def text(self, encoding: str | None = None) -> str:
        content = self.body()
        return content if isinstance(content, str) else content.decode(encoding or "utf-8")

    def raise_for_status(self) -> None:
        return


class Namespace(HttpTransport[HttpRequest, Any]):
    """Takes requests in Service Bus's place."""

    def __init__(self, status: int) -> None:
        self.asked: dict[str, dict[str, str | None]] = {}
        self._status = status

    def send(self, request: HttpRequest, **_: Any) -> Any:
        content = ElementTree.fromstring(_written(request.body))
        asked = {element.tag.rpartition("}")[2]: element.text for element in content.iter()}
        self.asked[request.url.partition("windows.net/")[2].partition("?")[0]] = asked
        return Answer(request, self._status)

    def open(self) -> None:
        return

    def close(self) -> None:
        return

    def __exit__(self, *_: object) -> None:
        return


@mark.parametrize("status", [201, 409])
def test_every_entity_is_asked_for_as_the_product_needs_it(status: int) -> None:
    namespace = Namespace(status)
    client = ServiceBusAdministrationClient.from_connection_string(CONNECTION, transport=namespace)

    made, product = make(client), topology()

    takers = [*product.queues, *(f"{one.topic}/subscriptions/{one.name}" for one in product.subscriptions)]
    assert set(namespace.asked) == {*product.topics, *takers}
    assert len(made) == (len(namespace.asked) if status == 201 else 0)
    for name in (*product.topics, *product.queues):
        assert namespace.asked[name]["RequiresDuplicateDetection"] == "true"
        assert namespace.asked[name]["EnablePartitioning"] == "false"
    for one in product.subscriptions:
        asked = namespace.asked[f"{one.topic}/subscriptions/{one.name}"]
        assert asked["RequiresSession"] == str(one.ordered).lower()
    for name in takers:
        assert namespace.asked[name]["MaxDeliveryCount"] == "4"
        assert namespace.asked[name]["LockDuration"] == "PT5M"


def test_without_a_namespace_it_says_what_is_missing(monkeypatch: Any) -> None:
    monkeypatch.delenv("ServiceBusConnection", raising=False)
    with raises(Refusal, match="Set ServiceBusConnection"):
        main()
