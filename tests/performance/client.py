"""A client that costs little, so that the figures are the server's."""

import http.client
import json
import random
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from tests.performance.seed import WORDS, id_of

type Ask = Callable[..., tuple[int, bytes]]


def client_of(port: int, token: str) -> Ask:
    """A kept-alive connection: (method, path, body) → (status, content)."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def ask(method: str, path: str, body: dict[str, str] | None = None) -> tuple[int, bytes]:
        connection.request(method, f"/api/v1/{path}", json.dumps(body) if body else None, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    return ask


def queries(count: int) -> list[str]:
    """Searches as people type them: a word, the beginning of one, or two words."""
    chance = random.Random(3)
    picked = [chance.choice(WORDS) for _ in range(count)]
    shapes = (lambda w: w, lambda w: w[:4], lambda w: f"{w}+{chance.choice(WORDS)[:3]}", lambda w: f"{w}+events")
    return [shapes[n % 4](word) for n, word in enumerate(picked)]


@dataclass(frozen=True)
class Load:
    """So many requests of a kind, one after another; calling it returns the seconds each took."""

    kind: str
    port: int
    token: str
    count: int

    def __call__(self, turn: int) -> list[float]:
        ask, chance, times = client_of(self.port, self.token), random.Random(turn), []
        for _ in range(20 + self.count):
            name = f"{chance.choice(WORDS).title()} {chance.choice(WORDS).title()} Events"
            body = {"companyName": name, "type": "Enterprise", "primaryEmail": f"{uuid.uuid4().hex}@example.com"}
            path = f"customers/{id_of(chance.randrange(1, 100_001))}"
            began = time.perf_counter()
            status, content = ask("POST", "customers", body) if self.kind == "create" else ask("GET", path)
            times.append(time.perf_counter() - began)
            assert status in (200, 201), content
        return times[20:]  # the first warm the connection up
