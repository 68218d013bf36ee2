"""Which AI services are used, and how much of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from shared.settings.names import SettingsError

DAILY_TOKENS = 2_000_000
PRICES = "2.50/10.00"


@dataclass(frozen=True)
class AISettings:
    """Each service is Azure's when its endpoint is given, and its local twin otherwise; keys are optional."""

    language_endpoint: str = ""
    """Azure AI Language."""
    language_key: str = ""
    """Empty: the app signs in with its identity."""
    openai_endpoint: str = ""
    """Azure OpenAI; needs `openai_deployment`."""
    openai_deployment: str = ""
    openai_key: str = ""
    ml_endpoint: str = ""
    """The scoring address of an Azure Machine Learning endpoint that predicts churn."""
    ml_key: str = ""
    daily_tokens: int = DAILY_TOKENS
    """What the language model may use a day, over all instances."""
    token_prices: tuple[float, float] = (2.5, 10.0)
    """Of a million tokens asked and a million answered, in any currency: for the metric of costs."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "AISettings":
        """Reads and checks them. Raises SettingsError."""

        def of(name: str) -> str:
            return environment.get(name, "").strip()

        if bool(of("AZURE_OPENAI_ENDPOINT")) != bool(of("AZURE_OPENAI_DEPLOYMENT")):
            missing = "AZURE_OPENAI_DEPLOYMENT" if of("AZURE_OPENAI_ENDPOINT") else "AZURE_OPENAI_ENDPOINT"
            raise SettingsError(f"{missing} is missing: a model is named by its endpoint and its deployment.")
        return cls(
            language_endpoint=of("AZURE_LANGUAGE_ENDPOINT"),
            language_key=of("AZURE_LANGUAGE_KEY"),
            openai_endpoint=of("AZURE_OPENAI_ENDPOINT"),
            openai_deployment=of("AZURE_OPENAI_DEPLOYMENT"),
            openai_key=of("AZURE_OPENAI_API_KEY"),
            ml_endpoint=of("AZURE_ML_ENDPOINT"),
            ml_key=of("AZURE_ML_KEY"),
            daily_tokens=_count("AI_DAILY_TOKENS", of("AI_DAILY_TOKENS") or f"{DAILY_TOKENS}"),
            token_prices=_prices("AI_TOKEN_PRICES", of("AI_TOKEN_PRICES") or PRICES),
        )


def _count(name: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 13):
        raise SettingsError(f"{name} must be a whole number from 0; it is {text[:40]!r}.")
    return int(text)


def _prices(name: str, text: str) -> tuple[float, float]:
    found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,4})?)/(\d{1,6}(?:\.\d{1,4})?)", text)
    if found is None:
        raise SettingsError(f"{name} must be ASKED/ANSWERED for a million tokens, as in {PRICES}; it is {text[:40]!r}.")
    return float(found[1]), float(found[2])
