"""Who was erased comes back only with fresh consent: addresses of erased persons, known by keyed hashes alone."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.suppression import requests as requests

CONCEPT = Concept(__name__, tables="tables", errors="model")


if not TYPE_CHECKING:  # a checker knows the modules named above, and no other

    def __getattr__(name: str) -> ModuleType:
        return CONCEPT.module(name)
