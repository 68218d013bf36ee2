"""Headers that are made of words, quoted strings and comments: who a mail is from, and to whom. In linear time, too."""

import re
from collections.abc import Iterator
from itertools import chain

from shared.communications.inbound_mail.headers import one_line, text_of, values, words_decoded
from shared.communications.inbound_mail.parts import Headers

QUOTED = re.compile(r'"([^"\\]*+(?:\\.[^"\\]*+)*+)"', re.DOTALL)
COMMENT_PIECE = re.compile(r"[()]|\\.|[^()\\]++", re.DOTALL)
ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,200}@[^\W_](?:[\w-]|\.(?=[\w-])){0,251}[^\W_]")


class Malformed(Exception):
    """A quote or a comment is opened and never closed."""


def tokens(text: str, specials: str) -> Iterator[tuple[str, str]]:
    """The words, quoted strings and special letters of a structured header; comments are left out. Raises Malformed."""
    other = re.compile(rf'[^\s"(){re.escape(specials)}]++')
    at = 0
    while at < len(text):
        letter = text[at]
        if letter == "(":
            at = _behind_comment(text, at)
        elif letter == '"':
            if not (quoted := QUOTED.match(text, at)):
                raise Malformed
            yield "quoted", re.sub(r"\\(.)", r"\1", quoted[1])
            at = quoted.end()
        elif found := other.match(text, at):
            yield "word", found[0]
            at = found.end()
        else:
            if not letter.isspace():
                yield letter, letter
            at += 1


def _behind_comment(text: str, at: int) -> int:
    depth = 0
    for piece in COMMENT_PIECE.finditer(text, at):
        depth += {"(": 1, ")": -1}.get(piece[0], 0)
        if depth == 0:
            return piece.end()
    raise Malformed


def mailboxes(text: str) -> Iterator[tuple[str, str | None]]:
    """Names and addresses, one after the other; no address where there is something that is none."""
    name, inside = list[str](), list[str]()
    opened = closed = broken = False
    try:
        for kind, token in chain(tokens(text, "<>,;:"), [(",", ",")]):
            if kind in ",;:" and (kind == ":" or not opened or closed):
                if name or opened or kind == ":":
                    found = inside if opened else name
                    whole = len(found) == 1 and not broken and kind != ":" and (closed or not opened)
                    fits = whole and len(found[0]) <= 320 and ADDRESS.fullmatch(found[0])
                    yield one_line(words_decoded(" ".join(name))) if opened else "", found[0] if fits else None
                name, inside, opened, closed, broken = [], [], False, False, False
            elif kind == "<":
                broken, opened = broken or opened, True
            elif kind == ">":
                broken, closed = broken or not opened or closed, True
            elif closed:
                broken = True
            else:
                (inside if opened else name).append(token if kind != "quoted" or not opened else f'"{token}"')
        if opened:
            yield "", None
    except Malformed:
        yield "", None


def author(headers: Headers) -> tuple[str, str | None]:
    """Who the mail says it is from; no address unless there is exactly one."""
    if len(found := values(headers, "from")) != 1:
        return "", None
    boxes = list(mailboxes(text_of(found[0])))
    return boxes[0] if len(boxes) == 1 else ("", None)
