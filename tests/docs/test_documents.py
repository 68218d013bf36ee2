"""Links lead somewhere, and what documents name exists. Each rule is shown to be able to fail."""

import ast
import json
import re
from importlib.util import find_spec
from pathlib import Path

from pytest import mark, raises

from infra.local import issuer
from shared.concepts import error_codes
from tests.support.documents import README, anchors, commands, documents, links, named, quoted, shell_blocks, tour
from tests.support.running import FOLDER

DOCS = FOLDER / "docs"
RECORDS = sorted((DOCS / "decisions").glob("[0-9]*.md"))
CITING = sorted([*(FOLDER / "shared").rglob("*.py"), *(FOLDER / "blueprints").glob("*.py")])
PATH = re.compile(r"(?:[\w.-]+/)*[\w.-]*\w\.(?:py|md|json|toml|sh|txt|lock|yaml|example|png)|(?:[\w-]+/)+")
ELSEWHERE = ("DATA/", "NAME.", "local.settings.json", "openapi.json")
"""What is no part of the repository: local state, what a developer or a user makes, and a path of the API."""


def broken_links(document: Path) -> list[str]:
    """The links of a document that lead nowhere."""
    wrong = []
    for path, anchor in links(document.read_text()):
        target = (document.parent / path).resolve() if path else document
        if not target.exists() or (anchor and anchor not in anchors(target.read_text())):
            wrong.append(f"{path}#{anchor}")
    return wrong


@mark.parametrize("document", documents(), ids=named)
def test_every_link_leads_to_a_file_and_its_anchor(document: Path) -> None:
    assert broken_links(document) == []


def test_the_check_of_links_can_fail(tmp_path: Path) -> None:
    document = tmp_path / "a.md"
    document.write_text("# One heading\n[good](#one-heading) [bad](#two) [gone](b.md) [out](https://example.com)\n")

    assert broken_links(document) == ["#two", "b.md#"]


def test_every_document_is_reached_from_the_readme() -> None:
    reached, waiting = {README}, [README]
    while waiting:
        document = waiting.pop()
        found = {(document.parent / path).resolve() for path, _ in links(document.read_text()) if path.endswith(".md")}
        waiting += found - reached
        reached |= found

    assert [named(one) for one in documents() if one not in reached] == []


def test_every_code_has_its_anchor() -> None:
    assert [code for code in error_codes() if code.lower() not in anchors((DOCS / "errors.md").read_text())] == []


def test_no_code_is_explained_that_there_is_not() -> None:
    explained = re.findall(r'<a id="([^"]+)">', (DOCS / "errors.md").read_text())

    assert sorted(explained) == [code.lower() for code in error_codes()]


def test_every_setting_is_explained() -> None:
    settings = (DOCS / "settings.md").read_text()
    example = json.loads((FOLDER / "local.settings.json.example").read_text())["Values"]

    assert [name for name in example if f"| `{name}` |" not in settings] == []
    assert issuer.AUDIENCE in settings


@mark.parametrize("name", ["CustomerManagement__", "_SCHEDULE"])
def test_defaults_are_those_of_the_example(name: str) -> None:
    settings = (DOCS / "settings.md").read_text()
    example = json.loads((FOLDER / "local.settings.json.example").read_text())["Values"]

    for setting, value in example.items():
        if name in setting:
            default = f"`{re.escape(value)}`" if value else "–"
            assert re.search(rf"^\| `{setting}` \|.*\| {default} \|$", settings, re.MULTILINE), setting


def test_every_timer_is_explained_by_its_setting() -> None:
    declared = re.compile(r'@triggers\.timer\("(\w+)"\)\ndef (\w+)')
    timers = [pair for file in CITING for pair in declared.findall(file.read_text())]
    settings = (DOCS / "settings.md").read_text()

    assert len(timers) >= 5
    assert [name for setting, name in timers if f"| `{setting}` | `{name}` |" not in settings] == []


def cited(text: str) -> set[str]:
    """The sections of the specification that a text cites; a span counts with both ends."""
    sections = set(re.findall(r"§(\d+(?:\.\d+)*)", text))
    for first, last in re.findall(r"§(\d+(?:\.\d+)*)[–-](\d+)", text):
        sections.add(f"{first.rpartition('.')[0]}.{last}")
    return sections | {f"Appendix {letter}" for letter in re.findall(r"Appendix ([A-Z])\b", text)}


def test_every_cited_section_is_in_the_contract() -> None:
    headings = re.findall(
        r"^#+ (?:§(\d+(?:\.\d+)*)|(Appendix [A-Z]))\b", (DOCS / "contract.md").read_text(), re.MULTILINE
    )
    there = {section or appendix for section, appendix in headings}

    wrong = {named(file): missing for file in CITING if (missing := cited(file.read_text()) - there)}
    assert wrong == {}
    assert cited("(§6.1.1–3, Appendix B)") == {"6.1.1", "6.1.3", "Appendix B"}


TREES = ("blueprints", "docs", "infra", "shared", "tests")
FILES = [*FOLDER.glob("*"), *(file for tree in TREES for file in (FOLDER / tree).rglob("*"))]
NAMES = {file.name for file in FILES}


def missing_paths(text: str) -> list[str]:
    """The paths in backticks that the repository does not have; a bare name is one of any folder's."""
    given = [one for one in quoted(text) if PATH.fullmatch(one) and not one.startswith(ELSEWHERE)]
    return [one for one in given if not ((FOLDER / one).exists() if "/" in one else one in NAMES)]


@mark.parametrize("document", [one for one in documents() if one.name != "CHANGELOG.md"], ids=named)
def test_every_path_that_is_named_exists(document: Path) -> None:
    assert missing_paths(document.read_text()) == []


def test_the_check_of_paths_can_fail() -> None:
    assert missing_paths("`shared/nothing.py` `shared/concepts.py` `infra/none/`") == [
        "shared/nothing.py",
        "infra/none/",
    ]


def declared_tests(file: Path) -> set[str]:
    """The names of a module's tests."""
    return {node.name for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.FunctionDef)}


def holding(record: str) -> list[str]:
    """The tests a record says it is held by."""
    return re.findall(r"^- `(tests/\S+::\w+)`$", record.partition("**Held by:**")[2], re.MULTILINE)


@mark.parametrize("record", RECORDS, ids=lambda record: record.name[:4])
def test_a_record_says_everything_and_names_tests_that_exist(record: Path) -> None:
    text = record.read_text()

    assert text.startswith(f"# {record.name[:4]} ")
    for part in ("**Status:**", "**Context.**", "**Decision.**", "**Consequences.**", "**Rejected.**"):
        assert part in text
    assert holding(text)
    for test in holding(text):
        file, _, name = test.partition("::")
        assert name in declared_tests(FOLDER / file), test


def test_records_are_numbered_without_gaps_and_all_in_the_index() -> None:
    index = (DOCS / "decisions" / "README.md").read_text()

    assert [int(record.name[:4]) for record in RECORDS] == list(range(1, len(RECORDS) + 1))
    assert [record.name for record in RECORDS if f"({record.name})" not in index] == []


def check_command(command: str) -> None:
    """Fails unless the command is one of make's targets, or a module that exists."""
    words = command.split()
    if words[0] == "make":
        targets = [word for word in words[1:] if "=" not in word]
        assert targets
        for target in targets:
            assert re.search(rf"^{target}:", (FOLDER / "Makefile").read_text(), re.MULTILINE), command
    else:
        assert words[0] in ("python", ".venv/bin/python"), command
        assert words[1] == "-m", command
        assert find_spec(words[2]), command
        for argument in words[3:]:
            assert not argument.startswith("tests") or (FOLDER / argument).exists(), command


@mark.parametrize("document", documents(), ids=named)
def test_every_command_can_be_given(document: Path) -> None:
    whole = {README: tour(), DOCS / "clients.md": shell_blocks((DOCS / "clients.md").read_text())}  # other tests run it
    tried = {line.strip() for block in whole.get(document, ()) for line in block.splitlines()}
    for command in commands(document.read_text()):
        if command not in tried:
            check_command(command)


def test_the_check_of_commands_can_fail() -> None:
    for wrong in ("make nothing", "python -m shared.nothing", "curl -s http://127.0.0.1", "rm -rf /"):
        with raises(AssertionError):
            check_command(wrong)
