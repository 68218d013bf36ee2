"""Long work: done in slices of some minutes, each by whoever is free, going on where the one before stopped.

A job is a row. Who has its lease works on it; a message says that it is to be worked on, and is only a hint: a timer
says so again of every job that nobody has. What dies in the middle is taken over once its lease has ended.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.platform.jobs import commands as commands, worker as worker

CONCEPT = Concept(__name__, tables="tables", mapping="mapping", events="events", commands=("commands",))


if not TYPE_CHECKING:  # a checker knows the modules named above, and no other

    def __getattr__(name: str) -> ModuleType:
        return CONCEPT.module(name)
