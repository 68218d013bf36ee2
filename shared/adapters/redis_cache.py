"""The cache that instances share: Redis, or what speaks its protocol (Azure Managed Redis)."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from shared.adapters.cache import OUTDATED_SECONDS, Entry
from shared.platform.observability.outages import CACHE_NAME
from shared.platform.resilience import CACHE, Circuit

if TYPE_CHECKING:
    from redis import Redis
    from redis.commands.core import Script

KEEP_NEWER = """
local known = redis.call('GET', KEYS[1])
if known then
    local version = tonumber(string.match(known, '^{"version":(%d+)'))
    local generation = tonumber(string.match(known, '^{"version":%d+,"generation":(%d+)')) or 0
    local outdated = string.match(known, '"payload":null}$')
    local offered = tonumber(ARGV[1])
    if version and version > offered then return 0 end
    if version == offered and not outdated and generation >= tonumber(ARGV[4]) then return 0 end
end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1
"""
"""One step on the server, so that no other writer comes between look and leap."""
MARK = """
for place, key in ipairs(KEYS) do
    local known = redis.call('GET', key)
    local version = known and tonumber(string.match(known, '^{"version":(%d+)'))
    if not version or version < tonumber(ARGV[place + 1]) then
        local mark = '{"version":' .. ARGV[place + 1] .. ',"generation":0,"payload":null}'
        redis.call('SET', key, mark, 'EX', ARGV[1])
    end
end
"""
"""All in one step and one message, however many there are."""
ADVANCE = """
local now = redis.call('TIME')
local latest = tonumber(redis.call('GET', KEYS[1]) or 0)
local next = math.max(latest + tonumber(ARGV[1]), now[1] * 1000 + math.floor(now[2] / 1000))
if latest > 0 and ARGV[1] == '0' then return latest end
redis.call('SET', KEYS[1], string.format('%.0f', next), 'EX', 86400)
return next
"""
"""Generations are milliseconds, or one more than the latest: one that was evicted, or not asked for in a day, does not
begin again from below. Some are one customer's."""
MOST_CONNECTIONS = 64
WRITTEN = re.compile(rb'\{"version":(\d+),"generation":(\d+),"payload":(.*)\}', re.DOTALL)


class RedisCache:
    """Entries as JSON, `{"version": 3, "generation": 0, "payload": …}`; an outdated one has no payload."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._circuit = Circuit(CACHE_NAME, CACHE)
        self._opening = threading.Lock()
        self._client: Redis | None = None
        self._scripts: dict[str, Script] = {}

    def get(self, key: str) -> Entry | None:
        return _entry(self._circuit.call(lambda: self._opened().get(key)))

    def look(self, key: str, kind: str) -> tuple[Entry | None, int]:
        found: Any = self._circuit.call(lambda: self._opened().mget(key, f"generation:{kind}"))
        generation = self.generation(kind) if found[1] is None else int(found[1])
        return _entry(found[0]), generation

    def set_if_newer(self, key: str, entry: Entry, *, seconds: int) -> None:
        arguments: list[bytes | int] = [entry.version, _written(entry), max(seconds, 1), entry.generation]
        self._circuit.call(lambda: self._script(KEEP_NEWER)(keys=[key], args=arguments))

    def invalidate(self, versions: Mapping[str, int]) -> None:
        if versions:
            arguments = [OUTDATED_SECONDS, *versions.values()]
            self._circuit.call(lambda: self._script(MARK)(keys=list(versions), args=arguments))

    def generation(self, name: str) -> int:
        return self._generation(name, 0)

    def advance(self, name: str) -> None:
        self._generation(name, 1)

    def _generation(self, name: str, by: int) -> int:
        ask = lambda: self._script(ADVANCE)(keys=[f"generation:{name}"], args=[by])  # noqa: E731
        return int(self._circuit.call(ask))

    def check(self) -> None:
        self._circuit.call(lambda: self._opened().ping())

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


def _written(entry: Entry) -> bytes:
    return b'{"version":%d,"generation":%d,"payload":%b}' % (entry.version, entry.generation, entry.payload)


def _entry(found: Any) -> Entry | None:
    """An entry as it was written; None if there is none, it is outdated, or it is not ours."""
    known = WRITTEN.fullmatch(bytes(found)) if found is not None else None
    return None if known is None or known[3] == b"null" else Entry(int(known[1]), known[3], int(known[2]))


def _credentials(url: str) -> dict[str, Any]:
    """Entra's, over TLS and where the URL brings no password."""
    address = urlsplit(url)
    if address.password or address.scheme != "rediss":
        return {}
    from redis_entraid.cred_provider import create_from_default_azure_credential

    return {"credential_provider": create_from_default_azure_credential(("https://redis.azure.com/.default",))}
