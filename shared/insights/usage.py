"""What a language model may use a day, counted in the database for all instances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.adapters.ai.language_model import BudgetSpent
from shared.insights.token_commands import SettleTokens, TakeTokens
from shared.platform.observability import telemetry

if TYPE_CHECKING:
    from shared.adapters.ai.azure_openai import Settle
    from shared.kernel.clock import Clock
    from shared.platform.application.mediator import Mediator


class TokenMeter:
    """What a language model may use, and used."""

    def __init__(self, mediator: Mediator, clock: Clock, *, daily: int, prices: tuple[float, float]) -> None:
        """`prices`: of a million tokens asked, and of a million answered."""
        self._mediator, self._clock, self._daily, self._prices = mediator, clock, daily, prices

    def reserve(self, tokens: int) -> Settle:
        """Takes so many of this day's (UTC). Raises BudgetSpent."""
        day = self._clock().date().isoformat()
        if not self._mediator.send(TakeTokens(day, tokens, self._daily)):
            telemetry.count("ai.refused")
            raise BudgetSpent("The tokens of this day are used up.")

        def settle(asked: int, answered: int) -> None:
            self._mediator.send(SettleTokens(day, asked + answered - tokens))
            telemetry.count("ai.calls")
            telemetry.count("ai.tokens", asked, direction="asked")
            telemetry.count("ai.tokens", answered, direction="answered")
            telemetry.count("ai.cost.millionths", round(asked * self._prices[0] + answered * self._prices[1]))

        return settle
