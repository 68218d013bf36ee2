"""What is known of a language: words and turns of phrase with what they say, in a form that is found quickly."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from shared.adapters.ai.local_text.tokens import folded

type Phrase = tuple[str, ...]
ANY = "*"


@dataclass(frozen=True)
class Vocabulary:
    """Lists are texts with commas; words end in `*` for any ending, a `*` alone is any one word."""

    valence: Mapping[int, str]
    """How good or bad a phrase is, -4 to 4; 0: it says nothing, whatever its words say alone."""
    negations: str
    intensifiers: str
    dampeners: str
    contrasts: str
    """What comes after outweighs what comes before."""
    intents: Mapping[str, str]
    """By intent, phrases with their weights before them."""
    stop: str
    """Words that key phrases don't contain."""

    @cached_property
    def feelings(self) -> "Phrases":
        """Phrases by their valence."""
        return Phrases({phrase: float(value) for value, text in self.valence.items() for phrase in phrases(text)})

    @cached_property
    def cues(self) -> Mapping[str, "Phrases"]:
        """By intent, phrases by their weight."""
        return {intent: Phrases(dict(_weighted(text))) for intent, text in self.intents.items()}

    @cached_property
    def negating(self) -> frozenset[str]:
        """Words that turn the next ones round."""
        return frozenset(_words(self.negations))

    @cached_property
    def degrees(self) -> "Phrases":
        """What makes the next words stronger or weaker, by factor."""
        strong = dict.fromkeys(phrases(self.intensifiers), 1.4)
        return Phrases(strong | dict.fromkeys(phrases(self.dampeners), 0.6))

    @cached_property
    def turning(self) -> "Phrases":
        """What contrasts."""
        return Phrases(dict.fromkeys(phrases(self.contrasts), 1.0))

    @cached_property
    def stopped(self) -> frozenset[str]:
        """Words that key phrases don't contain."""
        return frozenset(_words(self.stop))


class Phrases:
    """Phrases with a number each; the longest that begins at a word is found by its first word."""

    def __init__(self, numbers: Mapping[Phrase, float]) -> None:
        self._exact = dict[str, list[tuple[Phrase, float]]]()
        self._begun = dict[str, list[tuple[Phrase, float]]]()
        for phrase, number in numbers.items():
            first = phrase[0]
            kept = self._begun if first.endswith(ANY) else self._exact
            kept.setdefault(first.removesuffix(ANY), []).append((phrase[1:], number))
        for kept in (self._exact, self._begun):
            for found in kept.values():
                found.sort(key=lambda one: -len(one[0]))
        self._lengths = sorted({len(one) for one in self._begun}, reverse=True)

    def at(self, words: Phrase, place: int) -> tuple[int, float] | None:
        """How many words the longest phrase has that begins here, and its number."""
        word, best = words[place], None
        for rest, number in self._candidates(word):
            if (best is None or len(rest) >= best[0]) and _follows(words, place + 1, rest):
                best = len(rest) + 1, number
        return best

    def _candidates(self, word: str) -> Iterator[tuple[Phrase, float]]:
        yield from self._exact.get(word, ())
        for length in self._lengths:
            if length <= len(word):
                yield from self._begun.get(word[:length], ())


def _follows(words: Phrase, place: int, rest: Phrase) -> bool:
    if place + len(rest) > len(words):
        return False
    return all(
        words[place + step].startswith(one[:-1]) if one.endswith(ANY) else words[place + step] == one
        for step, one in enumerate(rest)
    )


def phrases(text: str) -> Iterator[Phrase]:
    """The phrases of a list."""
    for part in text.split(","):
        if words := tuple(folded(part).split()):
            yield words


def _words(text: str) -> Iterator[str]:
    return (phrase[0] for phrase in phrases(text))


def _weighted(text: str) -> Iterator[tuple[Phrase, float]]:
    for weight, *words in phrases(text):
        yield tuple(words), float(weight)
