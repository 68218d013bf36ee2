"""Which language a text is in, and what is known of it.

py3langid (BSD-3-Clause) tells; where it is not sure, as of a few words, the language that the customer prefers is
taken. It is imported at its first use, and takes half a second then.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from shared.adapters.ai.local_text.vocabulary import Vocabulary

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

MODULES = {"en": "english", "de": "german", "fr": "french", "es": "spanish"}
SURE = 0.8
RATHER, HARDLY = 0.5, 0.05
"""How likely another language must be, and the preferred one at most, that a preference does not count."""
LOOKED_AT = 2_000
"""Letters that tell a language."""
_loading = threading.Lock()


def vocabulary(language: str | None) -> Vocabulary | None:
    """What is known of a language; None of one that is not supported."""
    return _vocabulary(language) if language in MODULES else None


@cache
def _vocabulary(language: str) -> Vocabulary:
    name = MODULES[language]
    found = vars(import_module(f"shared.adapters.ai.local_text.{name}"))[name.upper()]
    assert isinstance(found, Vocabulary)
    return found


def language_of(text: str, preferred: str | None) -> str | None:
    """The language (ISO 639-1), also one that is not supported; None if nothing tells.

    `preferred` is a language tag, such as `de-AT`.
    """
    wanted = (preferred or "").partition("-")[0].lower()
    known = wanted if wanted in MODULES else None
    beginning = text[:LOOKED_AT]
    if not any(map(str.isalpha, beginning)):
        return known or "en"
    likely = _ranked(beginning)
    best = max(likely, key=lambda one: likely[one])
    if likely[best] >= SURE:
        return best
    if not _is_latin(beginning):
        return None
    if best not in MODULES and likely[best] >= RATHER and likely[known or "en"] < HARDLY:
        return best
    ours = sum(likely[one] for one in MODULES)
    return best if best in MODULES and likely[best] >= SURE * ours else known


def _is_latin(text: str) -> bool:
    """Whether most letters are of the script in which every language that is understood here is written."""
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum(letter < "\u0250" or "\u1e00" <= letter < "\u1f00" for letter in letters) > len(letters)


def _ranked(text: str) -> Mapping[str, float]:
    with _loading:  # whoever comes second waits for the model rather than loads it again
        identifier = _identifier()
    return dict(identifier.rank(text))


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
