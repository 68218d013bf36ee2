"""How likely a customer is to leave (specification §8.4.1): a scorecard, or a model behind an endpoint."""

from collections.abc import Callable
from typing import NamedTuple, Protocol


class Features(NamedTuple):
    """What a customer is judged by."""

    recency_ratio: float
    """Days since the last contact, by the customer's own usual gap (a week at least); 1 is usual."""
    trend: float
    """Contacts of the last 90 days by those of the 90 before; 1 is steady, also where there were none."""
    sentiment_score: float
    """0 to 100; 50 where nothing was read."""
    open_complaints: int
    escalated_complaints: int
    probability_alive: float
    """0 to 1, of BG/NBD."""


class Factor(NamedTuple):
    """What moved a figure, and how far."""

    name: str
    value: float
    effect: float
    """Points of 100; positive speaks for leaving."""


class Prediction(NamedTuple):
    """How likely a customer is to leave."""

    risk: float
    """0 to 100."""
    factors: tuple[Factor, ...]
    """The strongest first. Of our own model their effects make up the risk, its base and its limit at the end."""
    model: str


class ChurnModel(Protocol):
    """Predicts."""

    def predict(self, features: Features) -> Prediction:
        """Raises Unreachable, Declined."""
        ...


MODEL = "scorecard-2"
"""Goes up with every change of the table."""
BASE = 10.0

type Band = tuple[float, float]
"""Up to this value, these points."""
SCORECARD: dict[str, tuple[Callable[[Features], float], tuple[Band, ...]]] = {
    "recency": (lambda f: f.recency_ratio, ((1, 0), (2, 8), (3, 16), (float("inf"), 25))),
    "trend": (lambda f: f.trend, ((0.25, 12), (0.5, 8), (0.9, 4), (1.5, 0), (float("inf"), -5))),
    "sentiment": (lambda f: f.sentiment_score, ((25, 20), (40, 12), (60, 0), (75, -5), (100, -10))),
    "openComplaints": (lambda f: f.open_complaints, ((0, 0), (1, 8), (float("inf"), 15))),
    "escalatedComplaints": (lambda f: f.escalated_complaints, ((0, 0), (float("inf"), 8))),
    "probabilityAlive": (lambda f: f.probability_alive, ((0.2, 20), (0.4, 14), (0.6, 8), (0.8, 3), (1, 0))),
}
"""By factor, what is looked at and what it costs. All points and the base are added up and kept within 0 and 100."""


class Scorecard:
    """One table, which anybody can follow with a pencil."""

    def predict(self, features: Features) -> Prediction:
        """Adds up the points."""
        factors = []
        for name, (value_of, bands) in SCORECARD.items():
            value = value_of(features)
            points = next(points for most, points in bands if value <= most)
            factors.append(Factor(name, round(value, 2), points))
        factors.sort(key=lambda one: -abs(one.effect))
        factors.append(Factor("base", BASE, BASE))
        total = sum(one.effect for one in factors)
        risk = min(100.0, max(0.0, total))
        if risk != total:
            factors.append(Factor("limit", total, risk - total))
        return Prediction(risk, tuple(factors), MODEL)
