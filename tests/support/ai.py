"""Answers of language models, as Azure OpenAI documents them."""

import json
from typing import Any

from shared.adapters.ai.language_model import NAME, Facts
from tests.support.providers import Reply

FACTS = Facts("en", "Standard", "High", 71.5, "Low", 3, 1, False, ("jazz",), texts=("The sound was bad.",))


def completion(content: Any, finish: str = "stop", **message: Any) -> Reply:
    """An answer of chat completions."""
    text = content if isinstance(content, str) or content is None else json.dumps(content)
    return Reply(
        200,
        {
            "id": "chatcmpl-6v7mkQj980V1yBec6ETrKPRqFjNw9",
            "object": "chat.completion",
            "created": 1_679_072_642,
            "model": "gpt-4o",
            "usage": {"prompt_tokens": 58, "completion_tokens": 68, "total_tokens": 126},
            "choices": [
                {
                    "index": 0,
                    "finish_reason": finish,
                    "message": {"role": "assistant", "content": text, "refusal": None, **message},
                }
            ],
        },
    )


ADVICE = {"recommended_actions": ["Call the customer.", "Resolve the complaint."], "key_interests": ["jazz"]}
INTENTS = {
    "complaint": 0.91,
    "follow_up_request": 0.05,
    "meeting_request": 0.0,
    "feedback": 0.2,
    "information_request": 0.1,
}
DRAFT = {"subject": "The fair", "body": f"Dear {NAME},\n\nwe invite you.", "facts_used": ["purpose"]}
