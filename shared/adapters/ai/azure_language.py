"""Azure AI Language: sentiment, key phrases, entities, language, and the redaction of personal data.

After https://learn.microsoft.com/azure/ai-services/language-service/concepts/data-limits: a document has at most 5,120
letters, a request at most 5 documents where personal data is looked for.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import batched
from typing import TYPE_CHECKING, Any

from shared.adapters.ai.local_text.entities import redacted
from shared.adapters.ai.text_analysis import Analysis, Entity, Sentiment, Text
from shared.adapters.credential import credential
from shared.platform.observability import telemetry
from shared.platform.resilience import TEXT_ANALYSIS, Circuit, RetryPolicy, Unreachable

if TYPE_CHECKING:
    from azure.ai.textanalytics import TextAnalyticsClient

MODEL = "azure-ai-language"
LONGEST = 5_000
"""Letters of a document; the service counts some letters of other scripts twice."""
DOCUMENTS = 5
LETTERS_TO_TELL = 20
"""Of fewer the service does not tell the language well; then the writer's own is taken."""


class AzureLanguage:
    """One resource, by its key or signed in at."""

    def __init__(self, endpoint: str, key: str, *, policy: RetryPolicy = TEXT_ANALYSIS) -> None:
        """`key`: empty to sign in with the app's identity."""
        self._endpoint, self._key, self._policy = endpoint, key, policy
        self._circuit = Circuit("Azure AI Language", policy)
        self._opening = threading.Lock()
        self._client: TextAnalyticsClient | None = None

    def analyse(self, text: Text) -> Analysis:
        """Reads a text's first 5,000 letters. Raises Unreachable."""
        content = text.content[:LONGEST]
        if not content.strip():
            return Analysis(Sentiment.NEUTRAL, 0.0, (), (), None, MODEL)
        language = self._language(content, text.preferred_language)
        document = [{"id": "0", "language": language, "text": content}]
        client = self._opened()
        mood = self._asked(client.analyze_sentiment, document)
        if mood is None:
            return Analysis(Sentiment.NEUTRAL, 0.0, (), (), language, MODEL, supported=False)
        sentiment, score = _read(mood)
        phrases = self._asked(client.extract_key_phrases, document)
        named = self._asked(client.recognize_entities, document)
        return Analysis(
            sentiment,
            score,
            tuple(phrases.key_phrases) if phrases else (),
            tuple(_entity(one) for one in named.entities) if named else (),
            language,
            MODEL,
        )

    def redact(self, texts: Sequence[str], names: tuple[str, ...], language: str | None) -> list[str]:
        """What the service finds, and what our own twin does. Raises Unreachable; what can't be read is left out."""
        client, done = self._opened(), list[str]()
        for some in batched(texts, DOCUMENTS, strict=False):
            documents = [
                {"id": f"{n}", "language": language or "en", "text": text[:LONGEST] or " "}
                for n, text in enumerate(some)
            ]
            for answer in self._all(client.recognize_pii_entities, documents):
                done.append("" if answer is None else redacted(answer.redacted_text, names))
        return done

    def _language(self, content: str, preferred: str | None) -> str:
        known = (preferred or "en").partition("-")[0].lower()
        if sum(map(str.isalpha, content)) < LETTERS_TO_TELL:
            return known
        found = self._asked(self._opened().detect_language, [{"id": "0", "text": content}])
        language: str = found.primary_language.iso6391_name if found else known
        return known if language == "(Unknown)" else language.partition("_")[0]

    def _asked(self, ask: Any, documents: list[dict[str, str]]) -> Any:
        """The answer about the only document; None if the service can't read it."""
        return self._all(ask, documents)[0]

    def _all(self, ask: Any, documents: list[dict[str, str]]) -> list[Any]:
        telemetry.count("ai.documents", len(documents), model=MODEL)
        return self._circuit.call(_answers, ask, documents)

    def _opened(self) -> TextAnalyticsClient:
        from azure.ai.textanalytics import TextAnalyticsClient
        from azure.core.credentials import AzureKeyCredential

        with self._opening:
            if self._client is None:
                proof = AzureKeyCredential(self._key) if self._key else credential()
                self._client = TextAnalyticsClient(
                    self._endpoint,
                    proof,
                    retry_total=self._policy.tries - 1,
                    connection_timeout=self._policy.connect_timeout,
                    read_timeout=self._policy.read_timeout,
                )
            return self._client


def _answers(ask: Any, documents: list[dict[str, str]]) -> list[Any]:
    """One for each document, None of which the service can't read; anything else is a failure of the service."""
    answers = [None if one.is_error else one for one in ask(documents, disable_service_logs=True)]
    if len(answers) != len(documents):
        raise ValueError("The service answered about other documents.")
    return answers


def _read(answer: Any) -> tuple[Sentiment, float]:
    """Mixed is neutral: how sure that is, is how even the two are. Raises Unreachable if it is neither."""
    scores = answer.confidence_scores
    if answer.sentiment == "mixed":
        return Sentiment.NEUTRAL, round(1 - abs(scores.positive - scores.negative), 2)
    if answer.sentiment not in {one.lower() for one in Sentiment}:
        raise Unreachable("Azure AI Language answers something else.")
    sentiment = Sentiment(answer.sentiment.capitalize())
    return sentiment, round(float(scores[answer.sentiment]), 2)


def _entity(found: Any) -> Entity:
    category = f"{found.category}.{found.subcategory}" if found.subcategory else found.category
    return Entity(found.text, category, round(float(found.confidence_score), 2))
