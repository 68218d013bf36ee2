"""A deployment of Azure OpenAI, asked for structured output."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from shared.adapters.ai.language_model import Advice, Declined, Draft, Facts, Intent, IntentFinding
from shared.adapters.credential import credential
from shared.kernel.text import INVISIBLE, UNPRINTABLE, is_visible
from shared.platform.observability import telemetry
from shared.platform.resilience import LANGUAGE_MODEL, Circuit, RetryPolicy, Unreachable

if TYPE_CHECKING:
    from openai import AzureOpenAI
    from pydantic import BaseModel

    from shared.adapters.ai.prompts import Prompt

API_VERSION = "2024-10-21"
SCOPE = "https://cognitiveservices.azure.com/.default"
MOST_TOKENS = 1_000
"""Of an answer (specification §8.1.1)."""
LETTERS_A_TOKEN = 2
"""A token has more letters in every language we write; what is reserved is rather too much."""
LONGEST_TEXT = 4_000
LEAST_SURE = 0.5
"""An intent that the model is less sure of is none."""
LINK = re.compile(r"\w+://|www\.|@[\w-]+\.\w", re.I)


type Settle = Callable[[int, int], None]
"""Given the tokens asked and answered: gives back what was taken and not used."""


class Meter(Protocol):
    """Counts tokens, over all instances."""

    def reserve(self, tokens: int) -> Settle:
        """Takes so many of the day's. Raises BudgetSpent."""
        ...


class AzureOpenAIModel:
    """One deployment, by its key or signed in at."""

    def __init__(
        self, endpoint: str, deployment: str, key: str, meter: Meter, *, policy: RetryPolicy = LANGUAGE_MODEL
    ) -> None:
        """`key`: empty to sign in with the app's identity."""
        self._endpoint, self._deployment, self._key = endpoint, deployment, key
        self._meter, self._policy = meter, policy
        self._circuit = Circuit("Azure OpenAI", policy, passes=(Declined,))
        self._opening = threading.Lock()
        self._client: AzureOpenAI | None = None
        self._name = f"azure-openai/{deployment}"

    def classify(self, text: str, language: str | None) -> IntentFinding:
        """What a text wants. Raises Unreachable, Declined, BudgetSpent."""
        from shared.adapters.ai.prompts import CLASSIFY, IntentAnswer

        scores = self._ask(CLASSIFY, f"text: {text[:LONGEST_TEXT]}", IntentAnswer).scores()
        best = max(Intent, key=lambda one: scores[one])
        intent = best if scores[best] >= LEAST_SURE else None
        return IntentFinding(intent, round(scores[best], 2), scores, self._name)

    def advise(self, facts: Facts) -> Advice:
        """What to do next. Raises Unreachable, Declined, BudgetSpent."""
        from shared.adapters.ai.prompts import ADVISE, AdviceAnswer, as_data

        told = self._ask(ADVISE.format(language=facts.language), as_data(facts), AdviceAnswer)
        actions = tuple(_plain(one) for one in told.recommended_actions)
        return Advice(actions, tuple(_plain(one) for one in told.key_interests), self._name)

    def draft(self, facts: Facts, purpose: str) -> Draft:
        """A mail for a purpose. Raises Unreachable, Declined, BudgetSpent."""
        from shared.adapters.ai.prompts import DRAFT, DraftAnswer, as_data

        told = self._ask(DRAFT.format(language=facts.language), as_data(facts, purpose), DraftAnswer)
        used = tuple(_plain(one) for one in told.facts_used)
        return Draft(_plain(told.subject), _plain(told.body, lines=True), used, self._name)

    def _ask[A: BaseModel](self, task: str, data: str, shape: type[A]) -> A:
        from shared.adapters.ai.prompts import Prompt

        prompt = Prompt(task, data)
        reserved = (len(prompt.system) + len(prompt.user)) // LETTERS_A_TOKEN + MOST_TOKENS
        settle = self._meter.reserve(reserved)
        used = (reserved, 0)  # until somebody says: what was not answered in time may have been answered after it
        try:
            answer = self._circuit.call(self._complete, prompt.system, prompt.user, shape)
            used = _usage(answer) or used
        except (Declined, Unreachable) as failure:
            used = used if isinstance(failure.__cause__, TimeoutError) else (0, 0)
            raise
        finally:
            settle(*used)
        return self._read(answer, shape, prompt)

    def _complete(self, system: str, user: str, shape: type[BaseModel]) -> Any:
        """The answer as it came. Raises Declined for what asking again would not change."""
        import openai

        client = self._opened()
        try:
            return client.chat.completions.with_raw_response.parse(
                model=self._deployment,
                messages=[{"role": "system", "content": system}, {"role": "user", "content": user}],
                response_format=shape,
                max_completion_tokens=MOST_TOKENS,
            )
        except openai.APITimeoutError:
            raise TimeoutError from None
        except openai.BadRequestError as refused:
            if refused.code != "content_filter":
                raise
            raise Declined("The question was filtered.") from None

    def _read[A: BaseModel](self, answer: Any, shape: type[A], prompt: Prompt) -> A:
        """What was answered, which is paid for whether it can be used or not. Raises Declined."""
        import openai

        try:
            [choice] = answer.parse().choices
        except openai.LengthFinishReasonError:
            raise Declined("The model's answer was cut off.") from None
        except openai.ContentFilterFinishReasonError:
            raise Declined("The model's answer was filtered.") from None
        except Exception:  # whatever it is that is no answer
            raise Declined("The model answered something else.") from None
        parsed = choice.message.parsed
        if choice.message.refusal or not isinstance(parsed, shape):
            raise Declined("The model refused.")
        if prompt.leaks_into(parsed):
            telemetry.count("ai.leaks", model=self._name)
            raise Declined("The model quoted its instructions.")
        return parsed

    def _opened(self) -> AzureOpenAI:
        from openai import AzureOpenAI, Timeout

        with self._opening:
            if self._client is None:
                timeout = Timeout(self._policy.read_timeout, connect=self._policy.connect_timeout)
                self._client = AzureOpenAI(
                    azure_endpoint=self._endpoint,
                    api_version=API_VERSION,
                    api_key=self._key or None,
                    azure_ad_token_provider=None if self._key else _tokens(),
                    timeout=timeout,
                    max_retries=self._policy.tries - 1,
                )
            return self._client


def _tokens() -> Callable[[], str]:
    from azure.identity import get_bearer_token_provider

    return get_bearer_token_provider(credential(), SCOPE)


def _plain(text: str, *, lines: bool = False) -> str:
    """As text that can be stored and shown. Raises Declined if there is a link or an address in it, or nothing."""
    shown = INVISIBLE.sub("", UNPRINTABLE.sub("", text))
    if LINK.search(shown):
        raise Declined("The model's answer has a link or an address in it.")
    if not is_visible(shown):
        raise Declined("The model answered nothing.")
    return shown.strip() if lines else " ".join(shown.split())


def _usage(answer: Any) -> tuple[int, int] | None:
    """The tokens asked and answered; None if the answer does not say."""
    try:
        told = answer.http_response.json()["usage"]
        return int(told["prompt_tokens"]), int(told["completion_tokens"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
