"""What the writer of a text wants: cues by intent (specification §8.3.1)."""

from collections.abc import Mapping

from shared.adapters.ai.local_text.sentiment import Feeling
from shared.adapters.ai.local_text.tokens import sentences
from shared.adapters.ai.local_text.vocabulary import Phrases, Vocabulary

LEAST = 2.0
"""Below so much nothing is claimed."""
QUESTION = 1.0
"""What a question mark says for a request of information."""
PLAIN = 3.0
"""From so much on a wish to meet, or to be called, is plain: questions and bad moods belong to it then."""
MOST_OF_ONE = 12.0


def intents(text: str, words: Vocabulary, mood: Feeling) -> dict[str, float]:
    """How much speaks for each intent, 0 to 1; they sum up to less than 1 where nothing is sure."""
    parts = sentences(text)
    points = {
        intent: min(MOST_OF_ONE, sum(_points(part, cues) for part, _ in parts)) for intent, cues in words.cues.items()
    }
    asked = sum("?" in marks for _, marks in parts)
    plain = max(points["MeetingRequest"], points["FollowUpRequest"]) >= PLAIN
    points["InformationRequest"] += QUESTION * min(asked, 2)
    if plain:
        points["InformationRequest"] *= 0.5
        points["Feedback"] *= 0.6
        points["Complaint"] *= 0.6
    points["Complaint"] += (2 if plain else 5) * max(0.0, -mood.value) - 4 * max(0.0, mood.value)
    points["Feedback"] += (2 if plain else 4) * max(0.0, mood.value) - 1.5 * asked + (0 if asked or plain else 1)
    wants = {intent: max(0.0, number) ** 1.5 for intent, number in points.items()}
    total = sum(wants.values()) + LEAST**1.5
    return {intent: number / total for intent, number in wants.items()}


def _points(sentence: tuple[str, ...], cues: Phrases) -> float:
    total, place = 0.0, 0
    while place < len(sentence):
        if hit := cues.at(sentence, place):
            total += hit[1]
            place += hit[0]
        else:
            place += 1
    return total


def best(found: Mapping[str, float]) -> tuple[str | None, float]:
    """The intent that most speaks for; None if too little does."""
    intent = max(found, key=lambda one: found[one])
    rest = 1 - sum(found.values())
    return (intent, found[intent]) if found[intent] > rest else (None, rest)
