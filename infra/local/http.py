"""HTTP triggers: routes as Azure reads them, function keys, and answers as the platform gives them."""

import re
import sys
from collections.abc import Callable, Sequence
from hmac import compare_digest
from typing import Any

from azure_functions_runtime.bindings.datumdef import Datum
from starlette.convertors import Convertor
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send

from infra.local.worker import Function, InvocationFailed, Worker, datum

MAX_BODY = 100 * 1024 * 1024
"""The platform's limit on a request."""

CONSTRAINTS = {
    "int": r"-?\d+",
    "long": r"-?\d+",
    "guid": r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
    "alpha": r"[A-Za-z]+",
    "bool": r"[Tt]rue|[Ff]alse",
    "decimal": r"-?\d+(?:\.\d+)?",
}
PLACE = re.compile(r"\{(?P<rest>\*{0,2})(?P<name>\w+)(?::(?P<constraint>\w+))?(?P<optional>\?)?\}")


def pattern(template: str, prefix: str) -> re.Pattern[str]:
    """An ASP.NET route template as a regular expression over the whole path, case aside."""
    expression = "".join(
        _segment(part) for part in [*prefix.strip("/").split("/"), *template.strip("/").split("/")] if part
    )
    return re.compile(rf"^{expression}/?\Z", re.IGNORECASE | re.DOTALL)


def _segment(part: str) -> str:
    place = PLACE.fullmatch(part)
    if place is None:
        return "/" + PLACE.sub(
            lambda m: f"(?P<{m['name']}>{CONSTRAINTS.get(m['constraint'], '[^/]+?')})", _escaped(part)
        )
    if place["rest"]:
        return f"(?:/(?P<{place['name']}>.*))?"
    group = f"/(?P<{place['name']}>{CONSTRAINTS.get(place['constraint'], '[^/]+')})"
    return f"(?:{group})?" if place["optional"] else group


def _escaped(part: str) -> str:
    """Literal text escaped, placeholders left."""
    return "".join(piece if PLACE.fullmatch(piece) else re.escape(piece) for piece in re.split(r"(\{[^}]+\})", part))


def precedence(template: str) -> tuple[int, ...]:
    """Sorts templates as ASP.NET tries them: literals, constrained, free, optional, the rest, segment by segment."""
    return tuple(_weight(part) for part in template.strip("/").split("/"))


def _weight(part: str) -> int:
    place = PLACE.fullmatch(part)
    if place is None:
        return 1 if "{" in part else 0
    if place["rest"]:
        return 5
    if place["optional"]:
        return 4
    return 2 if place["constraint"] else 3


class _AsIs(Convertor[str]):
    """A placeholder's text, unconverted: the function gets strings."""

    regex = ".*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


class HttpTrigger(Route):
    """One function as a route of the web application."""

    def __init__(self, function: Function, prefix: str, worker: Worker, admitted: Callable[[Request], bool]) -> None:
        template = str(function.trigger.get("route") or function.name)
        methods = [str(method).upper() for method in function.trigger.get("methods") or ()]
        super().__init__("/" + function.name, self._answer, methods=methods or None)
        self.methods = set(methods) if methods else None  # as declared: no HEAD beside GET
        self.path_regex = pattern(template, prefix)
        self.param_convertors = dict.fromkeys(self.path_regex.groupindex, _AsIs())
        self._function, self._worker = function, worker
        open_to_all = str(function.trigger.get("authLevel") or "FUNCTION").upper() == "ANONYMOUS"
        self.app = (
            self._serve
        )  # straight to the function: it raises nothing Starlette would have to turn into an answer
        self._admitted: Callable[[Request], bool] = (lambda _request: True) if open_to_all else admitted

    def matches(self, scope: Any) -> Any:
        """As Starlette's, but a wrong method is no match, and without placeholders that stayed empty."""
        if self.methods is not None and scope["type"] == "http" and scope["method"] not in self.methods:
            return Match.NONE, {}
        match, child = super().matches(scope)
        if params := child.get("path_params"):
            child["path_params"] = {name: value for name, value in params.items() if value is not None}
        return match, child

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._answer(Request(scope, receive, send))
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if not self._admitted(request):
            return Response(status_code=401)
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return Response(status_code=413)
        try:
            returned, _ = await self._worker.invoke(self._function, _request(request, body))
        except InvocationFailed as failure:
            print(f"Function {self._function.name} failed: {failure}\n{failure.traceback}", file=sys.stderr)
            return Response(status_code=500)
        return _response(returned)


class NothingHere:
    """Azure answers 404 where no function fits the path and the method, whichever of the two is wrong."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await Response(status_code=404)(scope, receive, send)


def keys_admit(keys: Sequence[str]) -> Callable[[Request], bool]:
    """A check for function keys, in `x-functions-key` or `code`."""

    def admitted(request: Request) -> bool:
        given = request.headers.get("x-functions-key") or request.query_params.get("code") or ""
        return any(compare_digest(given.encode(), key.encode()) for key in keys)

    return admitted


async def _body(request: Request) -> bytes | None:
    """The body, or None if it is larger than the platform takes."""
    if int(request.headers.get("content-length") or 0) > MAX_BODY:
        return None
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MAX_BODY:
            return None
        chunks.append(chunk)
    return b"".join(chunks)


def _request(request: Request, body: bytes) -> Datum:
    def texts(values: Any) -> dict[str, Datum]:
        return {name: Datum(value, "string") for name, value in values}

    return Datum(
        {
            "method": datum(request.method),
            "url": datum(str(request.url)),
            "headers": texts(request.headers.items()),
            "query": texts(request.query_params.items()),
            "params": texts(request.path_params.items()),
            "body": Datum(body, "bytes"),
        },
        "http",
    )


def _response(returned: Datum | None) -> Response:
    if returned is None:
        return Response(status_code=204)
    if returned.type != "http":
        return Response(returned.value)
    value = returned.value
    headers = {name: header.value for name, header in value["headers"].items()}
    response = Response(value["body"].value, int(value["status_code"].value), headers)
    for cookie in value["cookies"] or ():
        for morsel in cookie.values():
            response.headers.append("set-cookie", morsel.OutputString())
    return response
