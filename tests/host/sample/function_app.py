"""An app that is all corners: what the local host must do for any app, seen from inside its functions."""

import json
import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any, List  # noqa: UP035

import azure.durable_functions as df
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


@app.route(route="orchestrate/{name}/{id}", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@app.generic_input_binding(arg_name="client", type="durableClient")
async def orchestrate(req: func.HttpRequest, client: str) -> func.HttpResponse:
    hub = df.DurableOrchestrationClient(client)
    try:
        await hub.start_new(req.route_params["name"], req.route_params["id"], req.get_json())
    except Exception as refused:
        return func.HttpResponse(str(refused), status_code=409)
    return func.HttpResponse(status_code=202)


@app.route(route="orchestrations/{id}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@app.generic_input_binding(arg_name="client", type="durableClient")
async def orchestration(req: func.HttpRequest, client: str) -> func.HttpResponse:
    status = await df.DurableOrchestrationClient(client).get_status(req.route_params["id"])
    if not status:
        return func.HttpResponse(status_code=404)
    shown = {"status": status.runtime_status.value, "custom": status.custom_status, "output": status.output}
    return func.HttpResponse(json.dumps(shown), mimetype="application/json")


@app.function_name("counting")
@app.generic_trigger(arg_name="context", type="orchestrationTrigger")
def counting(context: func.OrchestrationContext) -> str:
    """Counts to `to`, one activity each, some of which fail; begins anew after every third."""

    def run(context: df.DurableOrchestrationContext) -> Any:
        given = context.get_input()
        done = 0
        while given["from"] < given["to"]:
            number = yield context.call_activity_with_retry("count", df.RetryOptions(10, 3), given["from"])
            given = {**given, "from": number}
            context.set_custom_status({"at": number})
            yield context.create_timer(context.current_utc_datetime + timedelta(milliseconds=20))
            done += 1
            if done == 3:
                context.continue_as_new(given)
                return None
        failed = False
        try:
            yield context.call_activity_with_retry("fail", df.RetryOptions(10, 2), "always")
        except Exception:
            failed = True
        return {"counted": given["from"], "failed": failed}

    return str(df.Orchestrator.create(run)(context))


@app.function_name("breaking")
@app.generic_trigger(arg_name="context", type="orchestrationTrigger")
def breaking(context: func.OrchestrationContext) -> str:
    def run(context: df.DurableOrchestrationContext) -> Any:
        yield context.call_activity("count", 1)
        raise ValueError("it broke")

    return str(df.Orchestrator.create(run)(context))


@app.function_name("count")
@app.generic_trigger(arg_name="number", type="activityTrigger")
def count(number: int) -> int:
    note(function="count", number=number)
    time.sleep(float(os.environ.get("SLOW", "0")))
    if number % 2 and len([line for line in LOG.read_text().splitlines() if f'"number": {number}}}' in line]) == 1:
        raise RuntimeError("the first time it fails")
    return number + 1


@app.function_name("fail")
@app.generic_trigger(arg_name="what", type="activityTrigger")
def fail(what: str) -> None:
    note(function="fail", what=what)
    raise RuntimeError("it fails")
