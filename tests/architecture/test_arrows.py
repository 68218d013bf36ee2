"""The arrows of the house: who may import whom. Each rule is shown to be able to fail."""

import ast
from collections.abc import Iterator
from pathlib import Path

from pytest import mark

ROOT = Path(__file__).parents[2]
MACHINERY = {"kernel", "platform", "adapters"}
CONCEPTS = sorted(
    folder.name
    for folder in (ROOT / "shared").iterdir()
    if folder.is_dir() and folder.name not in MACHINERY and not folder.name.startswith("_")
)


def imported(source: str) -> Iterator[str]:
    """Every module a source names in an import, wherever it stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def under(modules: Iterator[str], *roots: str) -> set[str]:
    """Those of the modules that lie in one of the packages."""
    return {module for module in modules if any(module == root or module.startswith(f"{root}.") for root in roots)}


LIBRARIES = ("azure", "sqlalchemy", "pydantic", "alembic", "jwt")
OUTWARD = (
    "shared.platform.web",
    "shared.platform.persistence",
    "shared.platform.application",
    "shared.adapters",
    "shared.composition",
    "blueprints",
    "infra",
)


def domain_reaches_out(source: str) -> set[str]:
    return under(imported(source), *LIBRARIES, *OUTWARD)


def kernel_reaches_out(source: str) -> set[str]:
    return under(imported(source), *LIBRARIES, "blueprints", "infra") | {
        module for module in under(imported(source), "shared") if not module.startswith("shared.kernel")
    }


def product_reaches_host(source: str) -> set[str]:
    return under(imported(source), "infra", "tests", "blueprints")


def concept_reaches_into(source: str, own: str) -> set[str]:
    others = [
        f"shared.{name}.{room}" for name in CONCEPTS if name != own for room in ("tables", "repository", "mapping")
    ]
    return under(imported(source), *others)


def blueprint_reaches_past(source: str) -> set[str]:
    return under(imported(source), "sqlalchemy", "infra") | {
        module for module in under(imported(source), "shared") if ".tables" in module or ".repository" in module
    }


def host_reaches_into(source: str) -> set[str]:
    return under(imported(source), "shared", "blueprints", "function_app")


def sources(*patterns: str) -> list[Path]:
    return sorted(file for pattern in patterns for file in ROOT.glob(pattern))


def named(file: Path) -> str:
    return str(file.relative_to(ROOT))


@mark.parametrize("file", sources("shared/*/model.py", "shared/*/events.py", "shared/*/values.py"), ids=named)
def test_the_domain_knows_no_library_and_nothing_outward(file: Path) -> None:
    assert not domain_reaches_out(file.read_text())


@mark.parametrize("file", sources("shared/kernel/*.py"), ids=named)
def test_the_kernel_knows_nothing_but_itself(file: Path) -> None:
    assert not kernel_reaches_out(file.read_text())


@mark.parametrize("file", sources("shared/**/*.py"), ids=named)
def test_the_product_knows_neither_host_nor_tests_nor_blueprints(file: Path) -> None:
    assert not product_reaches_host(file.read_text())


@mark.parametrize("file", sources(*(f"shared/{concept}/*.py" for concept in CONCEPTS)), ids=named)
def test_no_concept_touches_anothers_tables(file: Path) -> None:
    assert not concept_reaches_into(file.read_text(), own=file.parent.name)


@mark.parametrize("file", sources("blueprints/*.py"), ids=named)
def test_blueprints_stay_thin(file: Path) -> None:
    assert not blueprint_reaches_past(file.read_text())


@mark.parametrize("file", sources("infra/local/*.py"), ids=named)
def test_the_local_host_knows_the_product_only_by_its_front_door(file: Path) -> None:
    assert not host_reaches_into(file.read_text())


def test_every_rule_can_fail() -> None:
    assert domain_reaches_out("from sqlalchemy import select")
    assert domain_reaches_out("def f():\n    import pydantic.fields")
    assert domain_reaches_out("from shared.platform.web.problem import Problem")
    assert kernel_reaches_out("from shared.customers import model")
    assert product_reaches_host("from infra.local import host")
    assert concept_reaches_into("from shared.customers.tables import customers", own="elsewhere")
    assert blueprint_reaches_past("from shared.customers.repository import CustomerRepository")
    assert host_reaches_into("import shared.settings")


def test_files_stay_small_enough_to_read() -> None:
    long = {named(file): lines for file in sources("shared/**/*.py", "blueprints/*.py", "infra/local/*.py")
            if (lines := len(file.read_text().splitlines())) > 300}  # fmt: skip

    assert long == {}


def test_function_app_only_registers() -> None:
    assert len((ROOT / "function_app.py").read_text().splitlines()) < 40


def test_a_folder_has_only_names_that_say_something() -> None:
    vague = ("util", "helper", "common", "misc", "base", "manager", "impl")

    assert not [file for file in sources("shared/**/*.py", "blueprints/*.py") if set(file.stem.split("_")) & set(vague)]
