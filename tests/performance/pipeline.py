"""Requests answered in this process: from the trigger's function to its answer, and nothing around it."""

import json
import os
import random
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.performance.seed import WORDS, id_of
from tests.support.running import FOLDER

COUNT = 300

type Times = dict[str, list[float]]


def in_process_times(data: Path, bare: Path) -> tuple[Times, Times]:
    """(ours, the floor's), in seconds, by kind of request; measured in a process of their own."""
    environment = {**os.environ, "DATA": str(data), "FLOOR_DATABASE": str(bare / "customers.db")}
    environment |= {"AUTH_ISSUER": "https://issuer.example.com", "AUTH_AUDIENCE": "bench"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.performance.pipeline"],
        cwd=FOLDER,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    ours, theirs = json.loads(done.stdout)
    return ours, theirs


def main() -> None:
    """Measures ours and the floor in turn, and prints both as JSON."""
    import azure.functions as func

    import function_app
    from shared.composition import app
    from shared.platform.web.auth import Caller
    from shared.platform.web.roles import Role
    from tests.performance.floor import create, get

    vars(app().identity)["identify"] = lambda _: Caller("bench", frozenset(Role))  # signatures are measured elsewhere
    functions = {one.get_function_name(): one.get_user_function() for one in function_app.app.get_functions()}
    chance = random.Random(5)

    def request(method: str, body: Any = None, **ids: str) -> func.HttpRequest:
        content = json.dumps(body).encode() if body else b""
        headers = {"content-type": "application/json"}
        return func.HttpRequest(method=method, url="http://x/api/v1/x", headers=headers, route_params=ids, body=content)

    def new() -> dict[str, str]:
        name = f"{chance.choice(WORDS).title()} {chance.choice(WORDS).title()} Events"
        return {"companyName": name, "type": "Enterprise", "primaryEmail": f"{uuid.uuid4().hex}@example.com"}

    def some() -> str:
        return id_of(chance.randrange(1, 100_001))

    def to_create() -> Callable[[], object]:
        return partial(functions["create_customer"], request("POST", new()))

    def to_get() -> Callable[[], object]:
        return partial(functions["get_customer"], request("GET", customer_id=some()))

    def to_update() -> Callable[[], object]:
        changed = request("PUT", {"industry": str(uuid.uuid4())}, customer_id=some())
        return partial(functions["update_customer_profile"], changed)

    asks = {"create": to_create, "get": to_get, "update": to_update}
    floors: dict[str, Callable[[], Callable[[], object]]] = {
        "create": lambda: partial(create, json.dumps(new()).encode()),
        "get": lambda: partial(get, some()),
    }
    ours: Times = {kind: [] for kind in asks}
    theirs: Times = {kind: [] for kind in floors}
    for _ in range(COUNT):
        for made, times in ((asks, ours), (floors, theirs)):
            for kind, prepare in made.items():
                run = prepare()
                began = time.perf_counter()
                run()
                times[kind].append(time.perf_counter() - began)
    print(json.dumps([ours, theirs]))


if __name__ == "__main__":
    main()
