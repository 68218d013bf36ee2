"""The cache that instances share: Redis, or what speaks its protocol (Azure Managed Redis)."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from shared.adapters.cache import OUTDATED_SECONDS, Entry
from shared.platform.resilience import CACHE, Circuit

if TYPE_CHECKING:
    from redis import Redis
    from redis.commands.core import Script

KEEP_NEWER = """
local known = redis.call('GET', KEYS[1])
if known then
    local version = tonumber(string.match(known, '^{"version":(%d+)'))
    local outdated = string.match(known, '"payload":null}$')
    local offered = tonumber(ARGV[1])
    if version and (version > offered or (version == offered and not outdated)) then return 0 end
end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1
"""
"""One step on the server, so that no other writer comes between look and leap."""
ADVANCE = """
local now = redis.call('TIME')
local latest = tonumber(redis.call('GET', KEYS[1]) or 0)
local next = math.max(latest + tonumber(ARGV[1]), now[1] * 1000 + math.floor(now[2] / 1000))
if latest > 0 and ARGV[1] == '0' then return latest end
redis.call('SET', KEYS[1], string.format('%.0f', next))
return next
"""
"""Generations are milliseconds, or one more than the latest: one that was evicted does not begin again from below."""
MOST_CONNECTIONS = 64


class RedisCache:
    """Entries as JSON, `{"version": 3, "payload": …}`; an outdated one keeps its version and has no payload.

    A read prolongs an entry's life: what is asked for stays.
    """

    def __init__(self, url: str, *, seconds: int) -> None:
        """`seconds` is how long an entry lives after it was last read."""
        self._url, self._seconds = url, seconds
        self._circuit = Circuit("The cache", CACHE)
        self._opening = threading.Lock()
        self._client: Redis | None = None
        self._scripts: dict[str, Script] = {}

    def get(self, key: str) -> Entry | None:
        found: Any = self._circuit.call(lambda: self._opened().getex(key, ex=self._seconds))
        if found is None:
            return None
        head, _, payload = bytes(found)[:-1].partition(b',"payload":')
        return None if payload == b"null" else Entry(int(head.removeprefix(b'{"version":')), payload)

    def set_if_newer(self, key: str, entry: Entry, *, seconds: int) -> None:
        arguments: list[bytes | int] = [entry.version, _written(entry.version, entry.payload), max(seconds, 1)]
        self._circuit.call(lambda: self._script(KEEP_NEWER)(keys=[key], args=arguments))

    def invalidate(self, versions: Mapping[str, int]) -> None:
        self._circuit.call(self._invalidate, versions)

    def generation(self, name: str) -> int:
        return self._generation(name, 0)

    def advance(self, name: str) -> None:
        self._generation(name, 1)

    def _generation(self, name: str, by: int) -> int:
        ask = lambda: self._script(ADVANCE)(keys=[f"generation:{name}"], args=[by])  # noqa: E731
        return int(self._circuit.call(ask))

    def check(self) -> None:
        self._circuit.call(lambda: self._opened().ping())

    def _invalidate(self, versions: Mapping[str, int]) -> None:
        keep, several = self._script(KEEP_NEWER), self._opened().pipeline(transaction=False)
        for key, version in versions.items():
            keep(keys=[key], args=[version, _written(version, b"null"), OUTDATED_SECONDS], client=several)
        several.execute()

    def _script(self, text: str) -> Script:
        if text not in self._scripts:
            self._scripts[text] = self._opened().register_script(text)
        return self._scripts[text]

    def _opened(self) -> Redis:
        with self._opening:
            if self._client is None:
                from redis import Redis
                from redis.backoff import NoBackoff
                from redis.retry import Retry

                self._client = Redis.from_url(
                    self._url,
                    socket_connect_timeout=CACHE.connect_timeout,
                    socket_timeout=CACHE.read_timeout,
                    retry=Retry(NoBackoff(), CACHE.tries - 1),
                    max_connections=MOST_CONNECTIONS,
                    **_credentials(self._url),
                )
            return self._client


def _written(version: int, payload: bytes) -> bytes:
    return b'{"version":%d,"payload":%b}' % (version, payload)


def _credentials(url: str) -> dict[str, Any]:
    """Entra's, over TLS and where the URL brings no password."""
    address = urlsplit(url)
    if address.password or address.scheme != "rediss":
        return {}
    from redis_entraid.cred_provider import create_from_default_azure_credential

    return {"credential_provider": create_from_default_azure_credential(("https://redis.azure.com/.default",))}
