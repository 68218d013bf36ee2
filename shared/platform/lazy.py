"""Modules that load at their first use: a cold start pays for what its first request needs, and nothing else.

Blueprints name their concepts' modules this way, since every function of the app is indexed at every cold start:

    if TYPE_CHECKING:
        from shared.customers import commands, queries
    else:
        commands, queries = lazy("shared.customers", "commands", "queries")
"""

import sys
from importlib import import_module
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType


def lazy(package: str, *names: str) -> tuple[ModuleType, ...]:
    """The named modules of a package, each loaded when an attribute of it is first asked for."""
    parent = import_module(package)
    return tuple(_module(parent, name) for name in names)


def _module(parent: ModuleType, name: str) -> ModuleType:
    full_name = f"{parent.__name__}.{name}"
    if full_name in sys.modules:
        return sys.modules[full_name]
    spec = find_spec(full_name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"No module named {full_name!r}", name=full_name)
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[full_name] = module
    setattr(parent, name, module)
    spec.loader.exec_module(module)
    return module
