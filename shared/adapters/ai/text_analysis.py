"""What a text says: how its writer feels, what it is about, and without what names somebody (specification §8.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from shared.adapters.ai.local_text.entities import Found, entities, redacted
from shared.adapters.ai.local_text.key_phrases import key_phrases
from shared.adapters.ai.local_text.languages import language_of, vocabulary
from shared.adapters.ai.local_text.sentiment import feeling


class Sentiment(StrEnum):
    """How the writer of a text feels about us."""

    POSITIVE = "Positive"
    NEUTRAL = "Neutral"
    NEGATIVE = "Negative"


class Entity(NamedTuple):
    """Something that a text names."""

    text: str
    category: str
    """As Azure AI Language calls it; `Reference` (a number of ours) is of the local twin alone."""
    score: float


@dataclass(frozen=True)
class Analysis:
    """What was found in a text."""

    sentiment: Sentiment
    score: float
    """How sure that is, 0 to 1."""
    key_phrases: tuple[str, ...]
    entities: tuple[Entity, ...]
    language: str | None
    """ISO 639-1; None if nothing tells."""
    model: str
    """What analysed it."""
    supported: bool = True
    """False: the language is none that is understood, and nothing was looked for."""


class Text(NamedTuple):
    """What is to be analysed."""

    content: str
    preferred_language: str | None = None
    """The language tag that its writer prefers."""


class TextAnalysis(Protocol):
    """Reads texts, and blots out who they name."""

    def analyse(self, text: Text) -> Analysis:
        """Reads a text. Raises Unreachable."""
        ...

    def redact(self, texts: Sequence[str], names: tuple[str, ...], language: str | None) -> list[str]:
        """The texts without what names or reaches a person; these names in any case. Raises Unreachable."""
        ...


MODEL = "local-words-2"
"""Goes up with every change of words or rules that changes answers."""


class LocalTextAnalysis:
    """Words and rules of our own, in English, German, French and Spanish. Looks at the first 20,000 letters."""

    def analyse(self, text: Text) -> Analysis:
        """Reads a text; never fails."""
        language = language_of(text.content, text.preferred_language)
        words = vocabulary(language)
        named = tuple(_entity(one) for one in entities(text.content))
        if words is None:
            return Analysis(Sentiment.NEUTRAL, 0.0, (), named, language, MODEL, supported=False)
        mood = feeling(text.content, words)
        sentiment = Sentiment.NEUTRAL
        if mood.is_clear:
            sentiment = Sentiment.POSITIVE if mood.value > 0 else Sentiment.NEGATIVE
        phrases = key_phrases(text.content, words)
        return Analysis(sentiment, round(mood.score, 2), phrases, named, language, MODEL)

    def redact(self, texts: Sequence[str], names: tuple[str, ...], language: str | None) -> list[str]:
        """By the form of addresses, numbers and links, and these names; other names stay."""
        return [redacted(text, names) for text in texts]


def _entity(found: Found) -> Entity:
    return Entity(found.text, found.category, 0.8)
