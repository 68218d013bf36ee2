"""What is counted of a customer: sentiment, engagement, rhythm, times. No model has a say in these."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import NamedTuple
from zoneinfo import ZoneInfo

from shared.adapters.ai.text_analysis import Sentiment
from shared.insights.findings import Finding
from shared.insights.lifetime import Visits
from shared.insights.values import EngagementLevel

HALF_LIFE = timedelta(days=90)
"""After which a text says half as much of how a customer feels now."""
EVEN = 50.0
"""The sentiment of whom nothing is known; it weighs as one text of today."""
UNSURE = 0.5
"""The weight of a neutral text beside one that is not."""
WINDOW = timedelta(days=90)
"""What engagement and trend look back on."""
THEIRS, OURS = 2, 1
"""What an interaction that the customer began counts, and one that we did."""
HIGH, MEDIUM = 8, 3
LEAST_GAP, USUAL_GAP = 7.0, 30.0
"""Days between contacts: no customer's own rhythm is taken to be shorter; that of whom none is known."""
HOURS, MOST_TIMES = 3, 3
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Interaction(NamedTuple):
    """That something passed between a customer and us."""

    at: datetime
    is_inbound: bool


def sentiment_score(findings: Iterable[Finding], now: datetime) -> float:
    """0 to 100: the mean of what was found, newer texts weighing more."""
    total, weights = EVEN, 1.0
    for one in findings:
        weight = 0.5 ** (max(now - one.written_at, timedelta()) / HALF_LIFE)
        if one.sentiment is Sentiment.NEUTRAL:
            value, weight = EVEN, weight * UNSURE
        else:
            value = EVEN + (EVEN if one.sentiment is Sentiment.POSITIVE else -EVEN) * one.score
        total, weights = total + weight * value, weights + weight
    return round(total / weights, 2)


def engagement(interactions: Iterable[Interaction], now: datetime) -> EngagementLevel:
    """By what passed in the last ninety days."""
    lately = (THEIRS if one.is_inbound else OURS for one in interactions if now - one.at <= WINDOW)
    points = sum(lately)
    return (
        EngagementLevel.HIGH if points >= HIGH else EngagementLevel.MEDIUM if points >= MEDIUM else EngagementLevel.LOW
    )


def active_days(interactions: Iterable[Interaction]) -> list[datetime]:
    """When something passed, once a day at most; the earliest first."""
    days = {one.at.date(): one.at for one in sorted(interactions, reverse=True)}
    return sorted(days.values())


def recency_ratio(days: Sequence[datetime], since: datetime, now: datetime) -> float:
    """How long it has been quiet, by the customer's own usual gap. `since`: when it became a customer."""
    gaps = [_days(later - earlier) for earlier, later in pairwise(days)]
    usual = max(LEAST_GAP, median(gaps)) if gaps else USUAL_GAP
    return max(0.0, _days(now - (days[-1] if days else since)) / usual)


def trend(interactions: Iterable[Interaction], now: datetime) -> float:
    """What passed in the last ninety days by what passed in the ninety before; 1 where nothing ever did."""
    lately = before = 0
    for one in interactions:
        lately += now - one.at <= WINDOW
        before += WINDOW < now - one.at <= 2 * WINDOW
    if not before:
        return 2.0 if lately else 1.0
    return lately / before


def visits(days: Sequence[datetime], now: datetime) -> Visits:
    """The days of contact as BG/NBD counts them, in days."""
    if not days:
        return Visits(0, 0.0, 0.0)
    return Visits(len(days) - 1, _days(days[-1] - days[0]), max(_days(now - days[0]), _days(days[-1] - days[0])))


def preferred_times(interactions: Iterable[Interaction], time_zone: str) -> tuple[str, ...]:
    """When the customer gets in touch most, by its own clock (`Tuesday 09:00-12:00`). Once is no habit."""
    try:
        zone = ZoneInfo(time_zone)
    except (KeyError, ValueError, OSError):
        zone = ZoneInfo("UTC")
    often = Counter[tuple[int, int]]()
    for one in interactions:
        if one.is_inbound:
            local = one.at.astimezone(zone)
            often[local.weekday(), local.hour // HOURS] += 1
    best = [place for place, count in sorted(often.items(), key=lambda one: (-one[1], one[0])) if count > 1]
    return tuple(f"{DAYS[day]} {part * HOURS:02}:00-{(part + 1) * HOURS:02}:00" for day, part in best[:MOST_TIMES])


def _days(length: timedelta) -> float:
    return length / timedelta(days=1)
