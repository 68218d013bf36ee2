"""Errors as answers: the one place that knows HTTP statuses (specification §12)."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Annotated, NamedTuple

from pydantic.json_schema import SkipJsonSchema

from shared.kernel.errors import Conflict, DomainError, Invalid, NotFound, VersionConflict
from shared.kernel.naming import PRODUCT
from shared.platform.web.schemas import Response, described


class Unauthorized(DomainError):
    """No token, or one that is not valid; it is raised with the reason."""


class TokenNeeded(Unauthorized):
    """The request came without a token."""

    def __init__(self) -> None:
        super().__init__("A bearer token is needed.")


class Forbidden(DomainError):
    """The caller's roles do not allow this."""

    def __init__(self, roles: Iterable[str]) -> None:
        super().__init__(f"This needs one of the roles {', '.join(sorted(roles))}.")


class NoSuchRoute(DomainError):
    """Nothing is at this path."""

    def __init__(self) -> None:
        super().__init__("There is nothing at this path.")


class MethodNotAllowed(DomainError):
    """The path exists, with other methods."""

    def __init__(self, allowed: list[str]) -> None:
        super().__init__(f"This path takes {', '.join(allowed)}.")
        self.allowed = allowed


class TooLarge(DomainError):
    """The body is larger than the route takes, in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"The body may have at most {limit:,} bytes.")


class WrongMediaType(DomainError):
    """The body is of a kind the route does not read."""

    def __init__(self, expected: str) -> None:
        super().__init__(f"The body must be {expected}.")


class WrongEncoding(WrongMediaType):
    """The body is packed in a way that is not read."""

    def __init__(self) -> None:
        DomainError.__init__(self, "The body may come as it is, or packed with `Content-Encoding: gzip`.")


class KeyReused(DomainError):
    """The idempotency key came with another request before."""

    def __init__(self) -> None:
        super().__init__("This idempotency key was used with another request.")


class AnswerErased(NotFound):
    """The answer that was kept was about somebody who was erased since."""

    def __init__(self) -> None:
        super().__init__("What was answered before was about somebody who was erased since.")


class KeyBusy(Conflict):
    """The first request with this idempotency key is still running."""

    def __init__(self) -> None:
        super().__init__("The first request with this idempotency key is still running.")


class KeyTakenOver(KeyBusy):
    """It took so long that a repetition took its place."""

    def __init__(self) -> None:
        Conflict.__init__(self, "A repetition of this request took over; ask again.")


class Unavailable(DomainError):
    """Something the product depends on does not answer, or is not set up."""

    def __init__(self, detail: str = "A service this depends on does not answer; try again shortly.") -> None:
        super().__init__(detail)


class Kind(NamedTuple):
    status: int
    type: str


KINDS: Mapping[type[DomainError], Kind] = {
    Invalid: Kind(400, "ValidationError"),
    Unauthorized: Kind(401, "UnauthorizedError"),
    Forbidden: Kind(403, "ForbiddenError"),
    NotFound: Kind(404, "NotFoundError"),
    NoSuchRoute: Kind(404, "NotFoundError"),
    MethodNotAllowed: Kind(405, "MethodNotAllowedError"),
    Conflict: Kind(409, "ConflictError"),
    VersionConflict: Kind(412, "PreconditionFailedError"),
    TooLarge: Kind(413, "PayloadTooLargeError"),
    WrongMediaType: Kind(415, "UnsupportedMediaTypeError"),
    KeyReused: Kind(422, "IdempotencyError"),
    Unavailable: Kind(503, "UpstreamError"),
}
UNEXPECTED = Kind(500, "InternalServerError")

CHALLENGE, BEARER = "WWW-Authenticate", f'Bearer realm="{PRODUCT}"'
"""How a client learns what its token lacks (RFC 6750, section 3)."""
MEDIA_TYPE = "application/problem+json"
TRACE = "0199c2f0-5d1c-7a3e-8b42-6f1e0c9d7a55"


class Problem(Response):
    """What every error answers; `code` and `errors` only where there are some."""

    trace_id: Annotated[str, described("The request's trace id, as a UUID: quote it when you report the error.", TRACE)]
    type: Annotated[str, described("The kind of error.", "ConflictError")]
    title: Annotated[str, described("The status in words.", "Conflict")]
    status: Annotated[int, described("The HTTP status.", 409)]
    detail: Annotated[str, described("What is wrong, for a person to read.", "The e-mail address is taken.")]
    instance: Annotated[str, described("The path that was asked for.", "/api/v1/customers")]
    code: Annotated[str, described("Its number in the list of codes.", "CUST-002")] | SkipJsonSchema[None] = None
    errors: (
        Annotated[dict[str, list[str]], described("Field → what is wrong with it.", {"primaryEmail": ["is required"]})]
        | SkipJsonSchema[None]
    ) = None


def kind_of(error: type[DomainError]) -> Kind:
    """The status and type an error answers with."""
    return next(KINDS[kind] for kind in error.__mro__ if kind in KINDS)


def problem(failure: Exception, *, trace_id: str, instance: str) -> Problem:
    """Describes a failure to the caller; what was not foreseen stays inside."""
    if isinstance(failure, DomainError):
        kind, detail, code = kind_of(type(failure)), str(failure), failure.code or None
    else:
        kind, detail, code = UNEXPECTED, "Something went wrong on our side. Quote the traceId when you report it.", None
    errors = dict(failure.fields) if isinstance(failure, Invalid) and failure.fields else None
    return Problem(
        trace_id=trace_id,
        type=kind.type,
        title=HTTPStatus(kind.status).phrase,
        status=kind.status,
        detail=detail,
        instance=instance,
        code=code,
        errors=errors,
    )


def headers_of(failure: Exception) -> dict[str, str]:
    """The headers a failure adds to its answer."""
    match failure:
        case TokenNeeded():
            return {CHALLENGE: BEARER}
        case Unauthorized():
            return {CHALLENGE: f'{BEARER}, error="invalid_token", error_description="{failure}"'}
        case Forbidden():
            return {CHALLENGE: f'{BEARER}, error="insufficient_scope", error_description="{failure}"'}
        case MethodNotAllowed():
            return {"Allow": ", ".join(failure.allowed)}
        case WrongEncoding():
            return {"Accept-Encoding": "gzip"}
        case KeyBusy() | Unavailable():
            return {"Retry-After": "1"}
    return {}
