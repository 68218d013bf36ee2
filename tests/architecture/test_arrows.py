"""Who may import whom. Each rule is shown to be able to fail."""

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from pytest import mark, raises

from shared import concepts

ROOT = Path(__file__).parents[2]
CONCEPTS = sorted(one.package for one in concepts.CONCEPTS if not one.package.startswith("shared.platform"))


def imported(source: str, *, lazily: bool = True) -> Iterator[str]:
    """Every module a source names in an import; with `lazily` also inside functions."""
    tree = ast.parse(source)
    inside = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in inside and not lazily:
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def under(modules: Iterator[str], *roots: str) -> set[str]:
    """Those of the modules that lie in one of the packages."""
    return {module for module in modules if any(module == root or module.startswith(f"{root}.") for root in roots)}


LIBRARIES = ("azure", "sqlalchemy", "pydantic", "alembic", "jwt")
OUTWARD = ("shared.platform", "shared.adapters", "shared.composition", "shared.concepts", "blueprints", "infra")
OTHERS_MAY_NOT = ("tables", "repository", "mapping")
"""A concept's own: others ask its services and queries."""
ADAPTERS_MAY = {"shared.platform.resilience", "shared.platform.observability"}


def domain_reaches_out(source: str) -> set[str]:
    return under(imported(source), *LIBRARIES, *OUTWARD)


def kernel_reaches_out(source: str) -> set[str]:
    return under(imported(source), *LIBRARIES, "blueprints", "infra") | {
        module for module in under(imported(source), "shared") if not module.startswith("shared.kernel")
    }


def platform_knows_a_concept(source: str) -> set[str]:
    return under(imported(source), *CONCEPTS, "shared.concepts", "shared.composition")


def adapter_reaches_out(source: str) -> set[str]:
    known = under(imported(source), "shared")
    return known - under(iter(known), *ADAPTERS_MAY, "shared.adapters", "shared.kernel") - {"shared.platform"}


def product_reaches_host(source: str) -> set[str]:
    return under(imported(source), "infra", "tests", "blueprints")


def concept_reaches_into(source: str, own: str) -> set[str]:
    others = [f"{package}.{module}" for package in CONCEPTS if package != own for module in OTHERS_MAY_NOT]
    return under(imported(source), *others)


def blueprint_reaches_past(source: str) -> set[str]:
    return under(imported(source), "sqlalchemy", "infra") | {
        module for module in under(imported(source), "shared") if module.rpartition(".")[2] in OTHERS_MAY_NOT
    }


def host_reaches_into(source: str) -> set[str]:
    return under(imported(source), "shared", "blueprints", "function_app")


def attributes_assigned(source: str) -> list[str]:
    """Attributes that a source assigns to, as `object.attribute`: a command lets the aggregate behave instead."""
    targets: list[ast.expr] = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Assign():
                targets += node.targets
            case ast.AugAssign() | ast.AnnAssign():
                targets.append(node.target)
    found = (inner for target in targets for inner in ast.walk(target))
    return [ast.unparse(one) for one in found if isinstance(one, ast.Attribute) and isinstance(one.ctx, ast.Store)]


def circle_in(graph: Mapping[str, set[str]]) -> list[str]:
    """The modules of a circle of imports, if there is one."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        return list(circle.args[1])
    return []


def reaches_sideways(source: str) -> set[str]:
    return {
        module
        for module in under(imported(source), "tests")
        if any(part == "conftest" or part.startswith("test_") for part in module.split("."))
    }


def sources(*patterns: str) -> list[Path]:
    return sorted(file for pattern in patterns for file in ROOT.glob(pattern))


def named(file: Path) -> str:
    return str(file.relative_to(ROOT))


def of_concepts(*modules: str) -> list[Path]:
    return [ROOT / package.replace(".", "/") / f"{module}.py" for package in CONCEPTS for module in modules]


@mark.parametrize("file", [f for f in of_concepts("model", "events", "values") if f.exists()], ids=named)
def test_the_domain_knows_no_library_and_nothing_outward(file: Path) -> None:
    assert not domain_reaches_out(file.read_text())


@mark.parametrize("file", sources("shared/kernel/*.py"), ids=named)
def test_the_kernel_knows_nothing_but_itself(file: Path) -> None:
    assert not kernel_reaches_out(file.read_text())


@mark.parametrize("file", sources("shared/platform/**/*.py"), ids=named)
def test_the_platform_knows_no_concept(file: Path) -> None:
    assert not platform_knows_a_concept(file.read_text())


@mark.parametrize("file", sources("shared/adapters/*.py"), ids=named)
def test_adapters_know_ports_and_patience_only(file: Path) -> None:
    assert not adapter_reaches_out(file.read_text())


@mark.parametrize("file", sources("shared/**/*.py"), ids=named)
def test_the_product_knows_neither_host_nor_tests_nor_blueprints(file: Path) -> None:
    assert not product_reaches_host(file.read_text())


@mark.parametrize("file", [f for p in CONCEPTS for f in sources(f"{p.replace('.', '/')}/*.py")], ids=named)
def test_no_concept_touches_anothers_rows(file: Path) -> None:
    assert not concept_reaches_into(file.read_text(), own=f"shared.{file.parent.name}")


@mark.parametrize("file", sources("blueprints/*.py"), ids=named)
def test_blueprints_stay_thin(file: Path) -> None:
    assert not blueprint_reaches_past(file.read_text())


@mark.parametrize("file", sources("infra/local/*.py"), ids=named)
def test_the_local_host_knows_the_product_only_from_outside(file: Path) -> None:
    assert not host_reaches_into(file.read_text())


MODULES_OF_COMMANDS = sorted({kind.__module__ for kind in concepts.command_types()})


@mark.parametrize("module", MODULES_OF_COMMANDS)
def test_a_command_assigns_no_attribute(module: str) -> None:
    assert attributes_assigned((ROOT / f"{module.replace('.', '/')}.py").read_text()) == []


def test_nothing_imports_in_a_circle() -> None:
    files = sources("shared/**/*.py", "blueprints/*.py", "infra/**/*.py", "function_app.py")
    modules = {named(file).removesuffix(".py").replace("/", ".").removesuffix(".__init__"): file for file in files}

    graph = {name: set(imported(file.read_text())) & set(modules) - {name} for name, file in modules.items()}
    # `from package import module` names the package, too: an arrow to the module is meant
    for name, found in graph.items():
        graph[name] = {one for one in found if not any(other.startswith(f"{one}.") for other in found)}

    assert circle_in(graph) == []


@mark.parametrize("file", sources("tests/**/*.py"), ids=named)
def test_what_tests_share_lies_in_their_support(file: Path) -> None:
    assert not reaches_sideways(file.read_text())


def test_every_rule_can_fail() -> None:
    assert domain_reaches_out("from sqlalchemy import select")
    assert domain_reaches_out("def f():\n    import pydantic.fields")
    assert domain_reaches_out("from shared.platform.web.problem import Problem")
    assert kernel_reaches_out("from shared.customers import model")
    assert platform_knows_a_concept("from shared.contacts.model import Contact")
    assert platform_knows_a_concept("def f():\n    from shared import customers")
    assert adapter_reaches_out("from shared.platform.messaging.envelope import to_message")
    assert not adapter_reaches_out("from shared.platform.resilience import BLOBS")
    assert product_reaches_host("from infra.local import host")
    assert concept_reaches_into("from shared.customers.tables import customers", own="shared.elsewhere")
    assert concept_reaches_into("from shared.customers import repository", own="shared.elsewhere")
    assert blueprint_reaches_past("from shared.customers.repository import CustomerRepository")
    assert host_reaches_into("import shared.settings")
    assert attributes_assigned("found.attempts += 1\nfound.etag, x = 1, 2") == ["found.attempts", "found.etag"]
    assert circle_in({"a": {"b"}, "b": {"c"}, "c": {"a"}})
    with raises(SyntaxError):
        list(imported("from"))
    assert reaches_sideways("from tests.customers.test_races import at_once")
    assert reaches_sideways("from tests.customers import test_races")
    assert reaches_sideways("def f():\n    from tests.imports.conftest import Importer")


def test_files_stay_small_enough_to_read() -> None:
    long = {
        named(file): lines
        for file in sources("shared/**/*.py", "blueprints/*.py", "infra/local/*.py")
        if (lines := len(file.read_text().splitlines())) > 300
    }

    assert long == {}


def test_function_app_only_registers() -> None:
    assert len((ROOT / "function_app.py").read_text().splitlines()) < 40


def test_shared_lists_the_business_and_what_it_stands_on() -> None:
    loose = {file.name for file in sources("shared/*.py")}

    assert loose == {"__init__.py", "composition.py", "concepts.py"}


def test_a_file_has_only_names_that_say_something() -> None:
    vague = ("util", "helper", "common", "misc", "base", "manager", "impl")

    assert not [file for file in sources("shared/**/*.py", "blueprints/*.py") if set(file.stem.split("_")) & set(vague)]
