"""The local twin of the language model: cues, rules and sentences of our own, in four languages."""

from collections.abc import Iterator

from shared.adapters.ai.language_model import (
    LONGEST_SUBJECT,
    MOST_ACTIONS,
    MOST_INTERESTS,
    Advice,
    Draft,
    Facts,
    Intent,
    IntentFinding,
)
from shared.adapters.ai.local_sentences import SENTENCES, Sentences
from shared.adapters.ai.local_text.intents import best, intents
from shared.adapters.ai.local_text.languages import language_of, vocabulary
from shared.adapters.ai.local_text.sentiment import feeling
from shared.kernel.text import fitting

MODEL = "local-rules-2"
"""Goes up with every change that changes answers."""
LONG_SILENCE = 60
"""Days after which a word from us is due."""
CONTENT = 65.0
"""From this sentiment on a customer is glad to be asked for a testimonial."""


class LocalModel:
    """Deterministic: the same facts give the same words."""

    def classify(self, text: str, language: str | None) -> IntentFinding:
        """What a text wants; nothing if it is in no language that is known."""
        words = vocabulary(language_of(text, language))
        if words is None:
            return IntentFinding(None, 0.0, dict.fromkeys(Intent, 0.0), MODEL)
        found = intents(text, words, feeling(text, words))
        intent, confidence = best(found)
        scores = {one: round(found[one], 2) for one in Intent}
        return IntentFinding(Intent(intent) if intent else None, round(confidence, 2), scores, MODEL)

    def advise(self, facts: Facts) -> Advice:
        """The rules that hold, the most urgent first."""
        words = SENTENCES.get(facts.language, SENTENCES["en"])
        actions = tuple(dict.fromkeys(_actions(facts, words)))[:MOST_ACTIONS]
        interests = tuple(dict.fromkeys((*facts.interests, *facts.event_types, *facts.phrases)))
        return Advice(actions, interests[:MOST_INTERESTS], MODEL)

    def draft(self, facts: Facts, purpose: str) -> Draft:
        """A short mail: greeting, occasion, purpose, close."""
        words = SENTENCES.get(facts.language, SENTENCES["en"])
        used, lines = ["purpose", "language"], [words.greeting]
        if facts.open_complaints:
            lines.append(words.apology)
            used.append("openComplaints")
        elif facts.days_since_contact is not None and facts.days_since_contact > LONG_SILENCE:
            lines.append(words.long_silence)
            used.append("daysSinceContact")
        elif facts.sentiment_score >= CONTENT:
            lines.append(words.thanks)
            used.append("sentimentScore")
        lines.append(words.purpose.format(purpose=purpose.strip().rstrip(".!?…") or purpose.strip()))
        if facts.interests and not facts.open_complaints:
            lines.append(words.interest.format(interest=facts.interests[0]))
            used.append("interests")
        lines += [words.question, words.close]
        subject = fitting(" ".join(purpose.split()), LONGEST_SUBJECT)
        first = subject[:1].upper()
        subject = first + subject[1:] if len(first) == 1 else subject  # of ß there is no capital letter
        return Draft(subject, "\n\n".join(lines), tuple(used), MODEL)


def _actions(facts: Facts, words: Sentences) -> Iterator[str]:
    if facts.escalated:
        yield words.call_about_escalation
    if facts.open_complaints:
        yield words.resolve_complaints.format(count=facts.open_complaints)
    wanted = set(facts.wants)
    if Intent.COMPLAINT in wanted and not facts.open_complaints:
        yield words.look_at_complaint
    if Intent.FOLLOW_UP_REQUEST in wanted:
        yield words.call_back
    if Intent.MEETING_REQUEST in wanted:
        yield words.offer_meeting
    if Intent.INFORMATION_REQUEST in wanted:
        yield words.answer_question
    if facts.churn_level == "High":
        yield words.win_back
    if facts.days_since_contact is None or facts.days_since_contact > LONG_SILENCE:
        yield words.get_in_touch
    if facts.sentiment_score >= CONTENT and not facts.open_complaints:
        yield words.ask_for_testimonial
    for interest in facts.interests[:1]:
        yield words.invite.format(interest=interest)
    if facts.engagement == "High" and facts.churn_level == "Low":
        yield words.offer_more
    if facts.churn_level != "High":
        yield words.keep_in_touch
    yield words.ask_for_interests
    yield words.check_details
