"""Filling in templates: Liquid, without what could read files, grow without bound or reach into objects.

Loaded at its first use: the library takes a third of a second.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any, NamedTuple

import nh3
from liquid import BoundTemplate, Environment, StrictDefaultUndefined
from liquid.exceptions import LiquidError, UndefinedError
from liquid.static_analysis import TemplateAnalysis

from shared.kernel.errors import Invalid
from shared.templates.placeholders import KNOWN
from shared.templates.values import TextFormat, Wording

TAGS = frozenset(
    (
        *("content", "output", "illegal", "#", "comment", "assign", "capture"),
        *("if", "unless", "case", "for", "break", "continue"),
    )
)
FILTERS = frozenset(
    (
        *("default", "upcase", "downcase", "capitalize", "strip", "truncate", "truncatewords", "append", "prepend"),
        *("escape", "newline_to_br", "date", "plus", "minus", "round", "size", "first", "last"),
    )
)
"""None of them makes a text many times as long as what it is given."""
LONGEST = 200_000
"""Letters of a text that was filled in."""


class _Environment(Environment):
    loop_iteration_limit = 1_000
    output_stream_limit = LONGEST
    local_namespace_limit = 50_000
    context_depth_limit = 10


def _environment(*, escapes: bool) -> Environment:
    made = _Environment(undefined=StrictDefaultUndefined, autoescape=escapes)
    for kept, there in ((TAGS, made.tags), (FILTERS, made.filters)):
        for name in set(there) - kept:
            del there[name]
    return made


PLAIN, HTML = _environment(escapes=False), _environment(escapes=True)


class Rendered(NamedTuple):
    """A template that was filled in."""

    subject: str | None
    text: str
    html: str | None


def check(wording: Mapping[str, Any]) -> None:
    """Raises Invalid, by field, for a text that can't be filled in whatever it is given."""
    faults = {field: list(_faults(text)) for field in ("subject", "body") if (text := wording.get(field))}
    if found := {field: told for field, told in faults.items() if told}:
        raise Invalid.in_fields(found)


def render(wording: Wording, values: Mapping[str, Any]) -> Rendered:
    """Fills it in. Raises Invalid, which names every placeholder that has no value."""
    is_html = wording.format is TextFormat.HTML
    body, subject = _parsed(wording.body, escapes=is_html), _parsed(wording.subject or "", escapes=False)
    try:
        line, filled = _line(subject.render(dict(values))), body.render(dict(values))
    except UndefinedError as undefined:
        missing = {name for one in (subject, body) for name in _paths(one.analyze()) if not _has(values, name)}
        named = sorted(missing) or [str(undefined).partition(" is undefined")[0].strip("'")]
        raise Invalid.in_fields({f"data.{name}": ["has no value"] for name in named}) from None
    except LiquidError as failure:
        raise Invalid.field("body", _told(failure)) from None
    subject_line = line if wording.subject else None
    return clean(subject_line, filled) if is_html else Rendered(subject_line, filled, None)


def clean(subject: str | None, html: str) -> Rendered:
    """HTML without what runs or loads by itself, and its text part."""
    kept = nh3.clean(html)
    return Rendered(subject, plain_text(kept), kept)


@lru_cache(256)
def _parsed(text: str, *, escapes: bool) -> BoundTemplate:
    return (HTML if escapes else PLAIN).from_string(text)


def _faults(text: str) -> Iterator[str]:
    try:
        found = _parsed(text, escapes=False).analyze()
    except LiquidError as failure:
        yield _told(failure)
        return
    for name in sorted(set(found.filters) - FILTERS):
        yield f"has the filter {name}: there are {', '.join(sorted(FILTERS))}"
    for path in _paths(found):
        first, *rest = path.split(".")
        if first in KNOWN and (len(rest) != 1 or rest[0] not in KNOWN[first]):
            yield f"has the placeholder {path}: of {first} there are {', '.join(sorted(KNOWN[first]))}"


def _paths(analysis: TemplateAnalysis) -> list[str]:
    """The placeholders that need a value, each once."""
    found = (variable.segments for many in analysis.globals.values() for variable in many)
    return sorted({".".join(map(str, segments)) for segments in found})


def _has(values: Mapping[str, Any], path: str) -> bool:
    found: Any = values
    for part in path.split("."):
        if not isinstance(found, Mapping) or part not in found:
            return False
        found = found[part]
    return True


def _told(failure: LiquidError) -> str:
    return f"can't be filled in: {str(failure).partition('\n')[0].strip()}"


def _line(text: str) -> str:
    """One line: what is filled in can't begin another header of the mail."""
    return re.sub(r"[\s\x00-\x1f\x7f\x85\u2028\u2029]+", " ", text).strip()


class _Text(HTMLParser):
    """What is read of HTML."""

    BREAKS = frozenset({"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"})

    def __init__(self) -> None:
        super().__init__()
        self.parts = list[str]()
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)
        if tag == "a":
            self._link = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)
        if tag == "a" and self._link:
            self.parts.append(f" ({self._link})")
            self._link = ""

    def handle_data(self, data: str) -> None:
        self.parts.append(re.sub(r"\s+", " ", data))

    def _break(self, tag: str) -> None:
        if tag in self.BREAKS:
            self.parts.append("\n")


def plain_text(html: str) -> str:
    """The text part of a mail in HTML: links stand in brackets behind their words."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    lines = (re.sub(r" +", " ", line).strip() for line in "".join(parser.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
