"""What a concept brings, declared once in its package and found by everybody who needs it.

A concept's package is its face. It names what it brings by the modules that hold it, and gives those modules at
their first use: every function of the app is indexed at every cold start, and naming a module must cost nothing
until a request needs it.

    CONCEPT = Concept(__name__, tables="tables", events="events", errors="model", commands=("commands",))

    def __getattr__(name: str) -> ModuleType:
        return CONCEPT.module(name)
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from inspect import isabstract
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shared.kernel.customer_data import CustomerData, NoCustomerData
    from shared.kernel.events import DomainEvent
    from shared.platform.application.commands import Command
    from shared.platform.erasure import Store
    from shared.platform.merging import Merging
    from shared.platform.persistence.constraints import Unique
    from shared.platform.portability import Holding
    from shared.platform.retention import Retention


@dataclass(frozen=True)
class Concept:
    """The modules of `package` and what they hold; what a concept does not have is left out."""

    package: str
    tables: str | None = None
    """Declares tables, whose rows they hold (`CUSTOMER_DATA`, `NO_CUSTOMER_DATA`), their unique indexes (`UNIQUE`)."""
    mapping: str | None = None
    """Has `map_aggregates()`, which teaches SQLAlchemy the concept's aggregates."""
    events: str | None = None
    """Declares the domain events."""
    errors: str | None = None
    """Declares the errors with a code."""
    commands: tuple[str, ...] = ()
    """Declare the commands."""
    retention: str | None = None
    """Has `RETENTION`: what is forgotten when its time is over."""
    portability: str | None = None
    """Has `HOLDINGS`: what is held about a person, and how it is handed out."""
    merging: str | None = None
    """Has `MERGING`: what becomes of its rows when two customers become one."""
    erasure: str | None = None
    """Has `STORES`: where something about a person may be, and how it is erased."""

    def module(self, name: str) -> ModuleType:
        """One of the package's modules. Raises AttributeError, as a package does for what it has not."""
        try:
            return import_module(f"{self.package}.{name}")
        except ModuleNotFoundError as missing:
            if missing.name != f"{self.package}.{name}":
                raise
            raise AttributeError(f"module {self.package!r} has no attribute {name!r}") from None

    def event_types(self) -> Iterator[type["DomainEvent"]]:
        """The events the concept declares."""
        from shared.kernel.events import DomainEvent

        if self.events:
            yield from _declared(self.module(self.events), lambda kind: issubclass(kind, DomainEvent))

    def command_types(self) -> Iterator[type["Command[Any]"]]:
        """The commands that can be sent."""
        from shared.platform.application.commands import Command

        for name in self.commands:
            yield from _declared(self.module(name), lambda kind: issubclass(kind, Command) and not isabstract(kind))

    def rows(self) -> "tuple[CustomerData | NoCustomerData, ...]":
        """Whose rows each of its tables holds."""
        module = self._tables()
        return (*getattr(module, "CUSTOMER_DATA", ()), *getattr(module, "NO_CUSTOMER_DATA", ()))

    def unique(self) -> "tuple[Unique, ...]":
        """Its tables' unique indexes, and what a violation of each means."""
        return tuple(getattr(self._tables(), "UNIQUE", ()))

    def retained(self) -> "tuple[Retention, ...]":
        """What of it is forgotten when its time is over."""
        return tuple(self.module(self.retention).RETENTION) if self.retention else ()

    def stores(self) -> "tuple[Store, ...]":
        """Where it may hold something about a person."""
        return tuple(self.module(self.erasure).STORES) if self.erasure else ()

    def merges(self) -> "tuple[Merging, ...]":
        """What becomes of its rows when two customers become one."""
        return tuple(self.module(self.merging).MERGING) if self.merging else ()

    def holdings(self) -> "tuple[Holding, ...]":
        """What it holds about a person."""
        return tuple(self.module(self.portability).HOLDINGS) if self.portability else ()

    def load_tables(self) -> None:
        """Has the metadata know the concept's tables."""
        self._tables()

    def load_errors(self) -> None:
        """Has `error_codes()` know the concept's errors."""
        if self.errors:
            self.module(self.errors)

    def map_aggregates(self) -> None:
        """Teaches SQLAlchemy the concept's aggregates; once per process."""
        if self.mapping:
            do: Callable[[], None] = self.module(self.mapping).map_aggregates
            do()

    def _tables(self) -> ModuleType | None:
        return self.module(self.tables) if self.tables else None


def _declared(module: ModuleType, wanted: Callable[[type], bool]) -> Iterator[type[Any]]:
    """The classes of a kind that a module itself declares, in its order."""
    for value in vars(module).values():
        if isinstance(value, type) and value.__module__ == module.__name__ and wanted(value):
            yield value
