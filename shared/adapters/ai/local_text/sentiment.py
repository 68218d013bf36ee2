"""Whether a text is content or not: words by their valence, turned by negations, made stronger or weaker by others.

What comes after "but" outweighs what stands before. Praise in a text that complains counts half: it is politeness or
sarcasm. Below a margin nothing is claimed.
"""

import math
import re
from typing import NamedTuple

from shared.adapters.ai.local_text.tokens import LONGEST, sentences
from shared.adapters.ai.local_text.vocabulary import Phrase, Vocabulary

HALF = 12.0
"""Squared: what sum of valences makes a text half certain."""
MARGIN = 0.36
"""What is less certain is neutral."""
REACH = 3
"""Words after a negation that it turns; those that mean nothing alone are not counted: "I don't think it was good"."""
TURNED = -0.75
"""What is left of a word that is negated."""
BEFORE, AFTER = 0.6, 1.3
"""Of a contrast."""
ASKED = 0.4
"""What is left in a question: whoever asks whether something is good praises nothing."""
GOOD, BAD = (
    re.compile("[😀😃😄😁😊🙂😍🥰😘👍👏🎉🥳❤🙏💪🤩😋✨💯⭐🌟]"),
    re.compile("[😠😡🤬😤😒🙄😞😢😭👎💩😑😕☹🤦🤮😣😖]"),
)
STANDING = r"(?:(?<!\S)|(?<=[.!?,])){}(?![\w(])"
"""Marks that stand for themselves: `Agenda:(see below)` and `Attention:Dr. Smith` are no faces."""
SMILE, FROWN = (re.compile(STANDING.format(face)) for face in ("[:;]-?[)D]", ":-?[(/](?!/)"))


class Feeling(NamedTuple):
    """What a text says of its writer's mood."""

    value: float
    """-1 to 1."""
    found: int
    """How many words and turns of phrase said something."""

    @property
    def is_clear(self) -> bool:
        """Whether it is more than a guess."""
        return abs(self.value) >= MARGIN

    @property
    def score(self) -> float:
        """How sure it is, 0 to 1: of what is not clear less than half."""
        if self.is_clear:
            return 0.5 + abs(self.value) / 2
        return 0.5 * (1 - abs(self.value) / MARGIN) if self.found else 0.4


def feeling(text: str, words: Vocabulary) -> Feeling:
    """Reads a text."""
    good, bad, found = 0.0, 0.0, 0
    for sentence, marks in sentences(text):
        for value in _values(sentence, words):
            found += 1
            if "?" in marks:
                value *= ASKED
            if "!" in marks:
                value *= 1.15
            good, bad = good + max(value, 0), bad + min(value, 0)
    shown = text[:LONGEST]
    good += 2 * min(3, len(GOOD.findall(shown)) + len(SMILE.findall(shown)))
    bad -= 2 * min(3, len(BAD.findall(shown)) + len(FROWN.findall(shown)))
    total = (good / 2 if bad <= -3 else good) + bad
    return Feeling(total / math.sqrt(total * total + HALF), found)


def _values(sentence: Phrase, words: Vocabulary) -> list[float]:
    """The valences of a sentence, each as it is meant there."""
    values = list[tuple[int, float]]()
    contrast, place, negated, degree, degree_ends = -1, 0, 0, 1.0, -1
    while place < len(sentence):
        if hit := words.feelings.at(sentence, place):
            length, value = hit
            if value:
                value *= degree if degree_ends >= place - 1 else 1
                if negated > 0 and words.negating.isdisjoint(sentence[place : place + length]):
                    value *= TURNED  # a phrase with a negation of its own is no double one: "n'est pas satisfait"
                    negated = 0
                values.append((place, value))
            place += length
            negated -= 1
            continue
        if turn := words.turning.at(sentence, place):
            contrast, negated = place, 0
            place += turn[0]
            continue
        if sentence[place] in words.negating:
            negated = REACH
        elif sentence[place] not in words.stopped:
            negated -= 1
        if grade := words.degrees.at(sentence, place):
            degree, degree_ends = grade[1], place + grade[0] - 1
            place += grade[0]
            continue
        place += 1
    if contrast <= 0:
        return [value for _, value in values]
    return [value * (BEFORE if at < contrast else AFTER) for at, value in values]
