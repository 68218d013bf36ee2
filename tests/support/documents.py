"""The documents, and what can be checked in one."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.running import FOLDER

README = FOLDER / "README.md"
HIDDEN = re.compile(r"```.*?```", re.DOTALL)


def documents() -> list[Path]:
    """Every Markdown file of the repository."""
    return sorted([*FOLDER.glob("*.md"), *(FOLDER / "docs").rglob("*.md")])


def named(document: Path) -> str:
    """How a document is called in a test's name."""
    return str(document.relative_to(FOLDER))


def shell_blocks(text: str) -> list[str]:
    """The blocks of shell commands, in order."""
    return re.findall(r"```sh\n(.*?)```", text, re.DOTALL)


def tour() -> list[str]:
    """The shell blocks of the README's tour, in order."""
    return shell_blocks(README.read_text().partition("## Tour")[2].partition("\n## ")[0])


def prose(text: str) -> str:
    """A document without its blocks of code."""
    return HIDDEN.sub("", text)


def links(text: str) -> Iterator[tuple[str, str]]:
    """(path, anchor) of each link and image that stays in the repository; either may be empty."""
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(text)):
        if not re.match(r"[a-z]+:", target):
            path, _, anchor = target.partition("#")
            yield path, anchor


def anchors(text: str) -> set[str]:
    """What a link into a document may name: its headings as GitHub spells them, and anchors written out."""
    headings = re.findall(r"^#+ (.*)$", prose(text), re.MULTILINE)
    spelt = {re.sub(r"[^\w\- ]", "", re.sub(r"<[^>]*>", "", one)).strip().lower().replace(" ", "-") for one in headings}
    return spelt | set(re.findall(r'<a id="([^"]+)">', text))


def quoted(text: str) -> list[str]:
    """What stands in backticks outside of blocks."""
    return re.findall(r"`([^`\n]+)`", prose(text))


def commands(text: str) -> Iterator[str]:
    """Each command of a document: the lines of its shell blocks, and what is quoted and looks like one."""
    for block in shell_blocks(text):
        yield from filter(None, (line.strip() for line in block.splitlines()))
    yield from (one for one in quoted(text) if re.match(r"(make|python|\.venv/bin/\w+) ", one))
