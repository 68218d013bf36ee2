"""What a command is: an intent that knows how it is carried out."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.persistence.repository import Versions

SYSTEM = "system"
"""The actor where no person or program asked."""


@dataclass(frozen=True)
class Command[R](ABC):
    """A frozen record of what is wanted; R is what its sender gets back."""

    @abstractmethod
    def handle(self, uow: UnitOfWork) -> R:
        """Gets, lets the aggregate behave, returns. Never commits, never calls a network; may run several times."""


@dataclass(frozen=True)
class Versioned[R](Command[R]):
    """A command whose sender may name the versions it is meant for; a conflict is answered then, not tried again."""

    expecting: Versions = field(default=None, kw_only=True)
