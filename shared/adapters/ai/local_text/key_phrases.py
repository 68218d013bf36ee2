"""What a text is about: RAKE (Rose et al., Automatic Keyword Extraction from Individual Documents, 2010).

Phrases are runs of words between stop words and marks. A word weighs more the longer the phrases it is in; a phrase
weighs what its words do.
"""

import re
from collections import Counter

from shared.adapters.ai.local_text.tokens import INVISIBLE, LONGEST, folded
from shared.adapters.ai.local_text.vocabulary import Vocabulary

MOST, LONGEST_PHRASE = 8, 4
PIECE = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|[^\w\s]|\n")


def key_phrases(text: str, words: Vocabulary) -> tuple[str, ...]:
    """The phrases that weigh most, as they are spelt; each once."""
    runs = _runs(text, words)
    often, degree = Counter[str](), Counter[str]()
    for run in runs:
        for word in map(folded, run):
            often[word] += 1
            degree[word] += len(run)
    weights = dict[str, float]()
    spelt = dict[str, str]()
    for run in runs:
        key = " ".join(map(folded, run))
        weights[key] = sum(degree[word] / often[word] for word in map(folded, run))
        spelt.setdefault(key, " ".join(run))
    best = sorted(weights, key=lambda key: -weights[key])  # of two, the one that comes first
    return tuple(spelt[key] for key in best[:MOST])


def _runs(text: str, words: Vocabulary) -> list[list[str]]:
    found, run = list[list[str]](), list[str]()
    for piece in [*PIECE.findall(INVISIBLE.sub("", text[:LONGEST])), "\n"]:
        plain = folded(piece)
        if plain and plain[0].isalnum() and not plain.isdigit() and len(plain) > 1 and not _stopped(plain, words):
            run.append(piece)
            continue
        if 0 < len(run) <= LONGEST_PHRASE:
            found.append(run)
        run = []
    return found


def _stopped(word: str, words: Vocabulary) -> bool:
    """Also with what is left of it after an apostrophe: `l'équipe`, `don't`."""
    parts = re.split("['’]", word)
    return all(part in words.stopped or len(part) < 2 for part in parts)
