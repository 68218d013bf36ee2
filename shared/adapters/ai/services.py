"""The AI services of an application, as settings choose them."""

from dataclasses import dataclass

from shared.adapters.ai.churn_model import ChurnModel
from shared.adapters.ai.language_model import LanguageModel
from shared.adapters.ai.text_analysis import TextAnalysis


@dataclass(frozen=True)
class AIServices:
    """Who reads texts, who writes, who predicts."""

    analysis: TextAnalysis
    model: LanguageModel
    churn: ChurnModel
    model_is_remote: bool = False
    """Whether what the language model is told leaves us: then it is redacted first, and customers take seconds each."""
