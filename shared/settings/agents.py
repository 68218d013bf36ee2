"""Settings about those who deal with complaints: who they are, and how complaints are shared out among them."""

import re
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from shared.settings.names import SettingsError

LEAST_LOADED, BY_CATEGORY = "LeastLoaded", "Category"
ENTRY = re.compile(
    r"(?P<name>[^=;<>\s][^=;<>]*)=(?P<address>[^=;:\s@]+@[^=;:\s@]+\.[^=;:\s@]+)(?::(?P<categories>[^=;:]+))?"
)


@dataclass(frozen=True)
class Agent:
    """Somebody of ours."""

    name: str
    """The subject of their token."""
    address: str
    categories: frozenset[str] = frozenset()
    """Of complaints, in small letters; none is any."""


@lru_cache(8)
def agents_of(text: str) -> tuple[Agent, ...]:
    """`ben=ben@example.com:Venue,Catering; ada=ada@example.com`. Raises ValueError."""
    found: dict[str, Agent] = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        entry = ENTRY.fullmatch(part)
        if entry is None or entry["name"].strip() in found or len(entry["name"]) > 100:
            raise ValueError(part)
        words = (word.strip().casefold() for word in (entry["categories"] or "").split(","))
        found[entry["name"].strip()] = Agent(entry["name"].strip(), entry["address"], frozenset(filter(None, words)))
    return tuple(found.values())


def check_agents(name: str, text: str) -> str:
    """Raises SettingsError."""
    try:
        agents_of(text)
    except ValueError:
        form = "NAME=ADDRESS:CATEGORIES, as in ben=ben@example.com:Venue,Catering; ada=ada@example.com"
        raise SettingsError(f"{name} must be {form}; it is {text[:60]!r}.") from None
    return text


def check_routing(name: str, text: str) -> str:
    """Raises SettingsError."""
    if text not in (LEAST_LOADED, BY_CATEGORY):
        raise SettingsError(f"{name} must be {LEAST_LOADED}, {BY_CATEGORY}, or empty for nobody; it is {text[:40]!r}.")
    return text


def check_id(name: str, text: str) -> str:
    """Raises SettingsError."""
    try:
        return str(UUID(text))
    except ValueError:
        raise SettingsError(f"{name} must be the id of a template; it is {text[:40]!r}.") from None
