"""Texts as people write them to an organiser, of our own writing, with what a careful reader says of them.

Words and rules were tuned on those of the half `tune`; those of `measure` were written afterwards and only measured.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Labelled(NamedTuple):
    """A text, and what it says."""

    language: str
    half: str
    sentiment: str
    intent: str | None
    """None: none of the five."""
    text: str


@cache
def texts(half: str = "") -> Sequence[Labelled]:
    """Those of a half, or all."""
    files = sorted(Path(__file__).parent.glob("*.jsonl"))
    read = [Labelled(file.stem, **json.loads(line)) for file in files for line in file.read_text().splitlines()]
    return [one for one in read if half in ("", one.half)]


def macro_f1(pairs: Sequence[tuple[str | None, str | None]]) -> float:
    """The mean F1 of the labels, each counting alike; of pairs of what is right and what was said."""
    scores = []
    for label in {right for right, _ in pairs if right is not None}:
        hits = sum(right == said == label for right, said in pairs)
        misses = sum((right == label) != (said == label) for right, said in pairs)
        scores.append(2 * hits / (2 * hits + misses))
    return sum(scores) / len(scores)
