"""An app that is all corners: what the local host must do for any app, seen from inside its functions."""

import json
import os
import time
from pathlib import Path
from typing import List  # noqa: UP035

import azure.functions as func

app = func.FunctionApp()
LOG = Path(os.environ["DATA"]) / "log.jsonl"


def note(**said: object) -> None:
    """Leaves a line for the test to read."""
    with LOG.open("a") as log:
        log.write(json.dumps({"at": time.time(), **said}) + "\n")


def meet(session: str) -> None:
    """Waits until a message of that session is being handled, too."""
    deadline = time.monotonic() + 120
    while f'"session": "{session}"' not in LOG.read_text():
        if time.monotonic() > deadline:
            raise RuntimeError("nobody came")
        time.sleep(0.02)


def told(req: func.HttpRequest, name: str) -> func.HttpResponse:
    """Answers with what the function was given."""
    given = {"function": name, "route": dict(req.route_params), "query": dict(req.params), "method": req.method}
    return func.HttpResponse(
        json.dumps(given), mimetype="application/json", headers={"X-Saw": req.headers.get("x-say", "")}
    )


@app.route(route="things/{id:int}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
def numbered(req: func.HttpRequest) -> func.HttpResponse:
    return told(req, "numbered")


@app.route(route="things/{id:guid}", methods=["GET", "PUT"], auth_level=func.AuthLevel.ANONYMOUS)
def identified(req: func.HttpRequest) -> func.HttpResponse:
    return told(req, "identified")


@app.route(route="things/special", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
def special(req: func.HttpRequest) -> func.HttpResponse:
    return told(req, "special")


@app.route(route="things/{name:alpha}/{part?}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
def named(req: func.HttpRequest) -> func.HttpResponse:
    return told(req, "named")


@app.route(route="files/{*path}", auth_level=func.AuthLevel.ANONYMOUS)
def files(req: func.HttpRequest) -> func.HttpResponse:
    return told(req, "files")


@app.route(methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
def unrouted(req: func.HttpRequest) -> func.HttpResponse:
    return told(req, "unrouted")


@app.route(route="locked", auth_level=func.AuthLevel.FUNCTION)
def locked(req: func.HttpRequest) -> func.HttpResponse:
    return told(req, "locked")


@app.function_name("silent")
@app.generic_trigger(arg_name="req", type="httpTrigger", route="silent", auth_level="anonymous")
def silent(req: func.HttpRequest) -> None:
    note(function="silent")


@app.route(route="broken", auth_level=func.AuthLevel.ANONYMOUS)
def broken(req: func.HttpRequest) -> func.HttpResponse:
    raise RuntimeError("the secret inside")


@app.route(route="upload", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
def upload(req: func.HttpRequest) -> func.HttpResponse:
    file = req.files["file"]
    return func.HttpResponse(f"{file.filename} {len(file.read())} {req.form['kind']}")


@app.route(route="cookie", auth_level=func.AuthLevel.ANONYMOUS)
async def cookie(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("ok", headers={"Set-Cookie": "a=b; Path=/; HttpOnly"})


@app.timer_trigger(arg_name="timer", schedule="%EVERY%", run_on_startup=False)
def ticking(timer: func.TimerRequest) -> None:
    note(function="ticking", past_due=timer.past_due, next=timer.schedule_status["Next"])


@app.timer_trigger(arg_name="timer", schedule="0 0 0 1 1 *", run_on_startup=True)
def starting(timer: func.TimerRequest) -> None:
    note(function="starting", past_due=timer.past_due)


@app.queue_trigger(arg_name="message", queue_name="inbox-files", connection="ST")
def dropped(message: func.QueueMessage) -> None:
    event = json.loads(message.get_body())
    name = event["subject"].rpartition("/")[2]
    note(function="dropped", name=name, event=event, count=message.dequeue_count)
    if name.startswith("bad"):
        raise RuntimeError("cannot read this")


@app.queue_trigger(arg_name="message", queue_name="inbox-files-poison", connection="ST")
def poisoned(message: func.QueueMessage) -> None:
    note(function="poisoned", event=json.loads(message.get_body()))


@app.service_bus_queue_trigger(arg_name="message", queue_name="%QUEUE%", connection="SB")
def queued(message: func.ServiceBusMessage) -> None:
    body = message.get_body().decode()
    note(function="queued", body=body, id=message.message_id, count=message.delivery_count, subject=message.subject)
    if body.startswith("poison"):
        raise RuntimeError("cannot take this")


@app.service_bus_topic_trigger(
    arg_name="message", topic_name="news", subscription_name="orderly", connection="SB", is_sessions_enabled=True
)
def orderly(message: func.ServiceBusMessage) -> None:
    body = message.get_body().decode()
    note(function="orderly", body=body, session=message.session_id)
    time.sleep(0.02)
    if body.startswith("meets "):
        meet(body.removeprefix("meets "))
    if body == "fails twice" and message.delivery_count < 3:
        raise RuntimeError("not yet")


@app.service_bus_topic_trigger(
    arg_name="messages",
    topic_name="news",
    subscription_name="batches",
    connection="SB",
    cardinality=func.Cardinality.MANY,
)
def batches(messages: List[func.ServiceBusMessage]) -> None:  # noqa: UP006
    note(
        function="batches",
        bodies=[m.get_body().decode() for m in messages],
        properties=messages[0].application_properties,
    )
    if any(m.get_body() == b"poison" for m in messages):
        raise RuntimeError("one of them is bad")
