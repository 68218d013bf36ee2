"""How the name of a company is known again: whatever its typography, and loosely, without its accents."""

import re
from collections.abc import Iterator
from functools import lru_cache

from shared.kernel.text import INVISIBLE, fold, sort_key, without_entities

TYPESET = str.maketrans(dict.fromkeys("’‘‛`´ʼ′", "'") | dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys('"“”„‟«»', None))
"""Apostrophes and hyphens as a keyboard has them; quotes around a name are none of it."""
LEGAL = (
    r"(?:inc|ltd|llc|llp|plc|corp|co|pty|gmbh|mbh|ag|kg|ug|se|ev|e\.v|sa|s\.a|srl|s\.r\.l|spa|s\.p\.a|bv|b\.v|nv"
    r"|n\.v|ab|oy)"
)
"""Legal forms, before which some write a comma, and some a full stop behind them."""
COMMA = re.compile(rf",\s*(?={LEGAL}\.?$)")
FULL_STOP = re.compile(rf"(\b{LEGAL})\.$")
FORM = re.compile(rf"\s(?={LEGAL}$)")


@lru_cache(32_768)
def name_key(name: str) -> str:
    """What a company's name is known by beside ids and numbers, unlike those: accents count, typography does not."""
    return f"name {_plain(name)}"


@lru_cache(32_768)
def loose_key(name: str) -> str:
    """As `name_key`, without accents: what a name is known by where no other is nearer."""
    return f"like {sort_key(_plain(name))}"


def spellings(name: str) -> set[str]:
    """The comparison forms that a name may be stored in, as `sort_key` makes them."""
    plain = sort_key(_plain(name))
    return {sort_key(name), *_variants(plain)}


def _variants(plain: str) -> Iterator[str]:
    each = {plain, plain.replace("'", "’"), plain.replace("-", "–"), plain.replace("'", "’").replace("-", "–")}
    for one in each:
        yield one
        if form := FORM.search(one):
            yield f"{one}."
            with_comma = f"{one[: form.start()]}, {one[form.end() :]}"
            yield from (with_comma, f"{with_comma}.")


def _plain(name: str) -> str:
    if not name.isascii():
        name = INVISIBLE.sub("", name)
    text = " ".join(fold(without_entities(name)).translate(TYPESET).split())
    if len(text) > 1 and text[0] == text[-1] == "'":
        text = text[1:-1].strip()
    return FULL_STOP.sub(r"\1", COMMA.sub(" ", text))
