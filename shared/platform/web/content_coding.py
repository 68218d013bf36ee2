"""Bodies that were packed for the way (Content-Encoding): unpacked, and never more of them than the route takes."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import azure.functions as func

from shared.kernel.errors import Invalid
from shared.platform.web.problem import TooLarge, WrongEncoding

if TYPE_CHECKING:
    from shared.platform.web.routes import Endpoint

GZIP = ("gzip", "x-gzip")
GZIP_FORMAT = 16 + zlib.MAX_WBITS
SLICE = 1 << 14
MOST_MEMBERS = 10_000
"""A gzip file may be several in a row; each costs time, and an empty one only twenty bytes."""


def unpacked(endpoint: Endpoint, req: func.HttpRequest) -> func.HttpRequest:
    """The request as if its body had come unpacked. Raises WrongEncoding, TooLarge, Invalid."""
    codings = [coding.strip().lower() for coding in req.headers.get("content-encoding", "").split(",")]
    named = [coding for coding in codings if coding not in ("", "identity")]
    if not named or not (endpoint.body or endpoint.form or endpoint.takes_raw):
        return req
    if len(named) > 1 or named[0] not in GZIP:
        raise WrongEncoding
    packed: bytes = req.get_body() or b""
    if len(packed) > endpoint.body_limit:
        raise TooLarge(endpoint.body_limit)
    headers = {name: value for name, value in req.headers.items() if name.lower() != "content-encoding"}
    return func.HttpRequest(
        method=req.method,
        url=req.url,
        headers=headers,
        params=req.params,
        route_params=req.route_params,
        body=gunzip(packed, most=endpoint.body_limit),
    )


def gunzip(packed: bytes, *, most: int) -> bytes:
    """What was packed with gzip. Raises TooLarge as soon as it is more than `most` bytes, Invalid if it is damaged."""
    content, member, members = bytearray(), zlib.decompressobj(GZIP_FORMAT), 1
    for start in range(0, len(packed), SLICE):  # in slices, as what follows a member is copied
        rest = packed[start : start + SLICE]
        while rest:
            if member.eof:
                member, members = zlib.decompressobj(GZIP_FORMAT), members + 1
            try:
                content += member.decompress(rest, most + 1 - len(content))
            except zlib.error:
                raise Invalid("The body is not gzip, though its `Content-Encoding` says so.") from None
            if len(content) > most:
                raise TooLarge(most)
            if members > MOST_MEMBERS:
                raise Invalid(f"The body has more than {MOST_MEMBERS:,} gzip members.")
            rest = member.unused_data
    if packed and not member.eof:
        raise Invalid("The body is gzip that ends too early.")
    return bytes(content)
