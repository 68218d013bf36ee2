"""What is counted of a customer, without any database."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal, localcontext
from uuid import uuid4

from pytest import approx, mark

from shared.adapters.ai.churn_model import BASE, SCORECARD, Features, Scorecard
from shared.adapters.ai.text_analysis import Sentiment
from shared.customers.queries import Booked, Known
from shared.customers.values import CustomerSegment, CustomerType
from shared.insights import figures
from shared.insights.figures import Interaction
from shared.insights.fitting import SAMPLE, look_at
from shared.insights.future import ALL, Models, expected_value
from shared.insights.lifetime import DEFAULT, BgNbd, GammaGamma, Visits, fit_bg_nbd, fit_gamma_gamma
from shared.insights.values import EngagementLevel, RiskLevel, ValueMethod
from tests.support.insights import finding

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
CDNOW = BgNbd(0.243, 4.414, 0.793, 2.426)


def days_ago(*days: float, inbound: bool = True) -> list[Interaction]:
    return [Interaction(NOW - timedelta(days=one), inbound) for one in days]


def test_without_texts_sentiment_is_even() -> None:
    assert figures.sentiment_score([], NOW) == 50


def test_newer_texts_weigh_more() -> None:
    customer = uuid4()
    bad_then_good = [
        finding(customer, sentiment=Sentiment.NEGATIVE, score=1.0, written_at=NOW - timedelta(days=180)),
        finding(customer, sentiment=Sentiment.POSITIVE, score=1.0, written_at=NOW),
    ]
    good_then_bad = [
        finding(customer, sentiment=Sentiment.POSITIVE, score=1.0, written_at=NOW - timedelta(days=180)),
        finding(customer, sentiment=Sentiment.NEGATIVE, score=1.0, written_at=NOW),
    ]

    assert figures.sentiment_score(bad_then_good, NOW) == approx((50 + 0.25 * 0 + 100) / 2.25, abs=0.01)
    assert figures.sentiment_score(good_then_bad, NOW) == approx((50 + 0.25 * 100 + 0) / 2.25, abs=0.01)


def test_however_much_is_said_sentiment_stays_within_its_range() -> None:
    furious = [finding(uuid4(), score=1.0, written_at=NOW)] * 300
    delighted = [finding(uuid4(), sentiment=Sentiment.POSITIVE, score=1.0, written_at=NOW)] * 300

    assert 0 <= figures.sentiment_score(furious, NOW) < 1
    assert 99 < figures.sentiment_score(delighted, NOW) <= 100


@mark.parametrize(
    ("interactions", "level"),
    [
        ([], EngagementLevel.LOW),
        (days_ago(1), EngagementLevel.LOW),
        (days_ago(1, inbound=False) * 3, EngagementLevel.MEDIUM),
        (days_ago(1, 2), EngagementLevel.MEDIUM),
        (days_ago(1, 2, 3, 4), EngagementLevel.HIGH),
        (days_ago(91, 92, 93, 94), EngagementLevel.LOW),
    ],
)
def test_engagement_is_what_passed_lately(interactions: list[Interaction], level: EngagementLevel) -> None:
    assert figures.engagement(interactions, NOW) == level


def test_quiet_is_long_by_the_customers_own_rhythm() -> None:
    weekly = figures.active_days(days_ago(*range(30, 100, 7)))
    yearly = figures.active_days(days_ago(30, 395, 760))

    assert figures.recency_ratio(weekly, NOW - timedelta(days=800), NOW) == approx(30 / 7)
    assert figures.recency_ratio(yearly, NOW - timedelta(days=800), NOW) == approx(30 / 365)
    assert figures.recency_ratio([], NOW - timedelta(days=60), NOW) == 2


def test_several_contacts_of_a_day_are_one_visit() -> None:
    days = figures.active_days(days_ago(10, 10.1, 3))

    assert [*figures.visits(days, NOW)] == [1, approx(7.1), approx(10.1)]
    assert figures.visits([], NOW) == Visits(0, 0, 0)


@mark.parametrize(
    ("days", "trend"), [((), 1), ((1,), 2), ((100,), 0), ((1, 2, 100), 2), ((1, 100, 101), 0.5), ((300,), 1)]
)
def test_a_trend_compares_two_quarters(days: tuple[float, ...], trend: float) -> None:
    assert figures.trend(days_ago(*days), NOW) == trend


def test_times_are_by_the_customers_own_clock_and_once_is_no_habit() -> None:
    mornings = [Interaction(datetime(2026, 2, day, 15, 30, tzinfo=UTC), True) for day in (3, 10, 17)]
    once = [Interaction(datetime(2026, 2, 4, 20, tzinfo=UTC), True)]
    ours = [Interaction(datetime(2026, 2, day, 8, tzinfo=UTC), False) for day in (5, 12)]

    assert figures.preferred_times([*mornings, *once, *ours], "America/New_York") == ("Tuesday 09:00-12:00",)
    assert figures.preferred_times(mornings, "Nowhere/Else") == ("Tuesday 15:00-18:00",)


CALM = Features(1.0, 1.0, 50.0, 0, 0, 1.0)


def test_a_calm_customer_has_the_base_risk() -> None:
    assert Scorecard().predict(CALM).risk == BASE


@mark.parametrize(
    ("change", "factor", "points"),
    [
        ({"recency_ratio": 3.5}, "recency", 25),
        ({"trend": 0.2}, "trend", 12),
        ({"sentiment_score": 20.0}, "sentiment", 20),
        ({"sentiment_score": 90.0}, "sentiment", -10),
        ({"open_complaints": 2}, "openComplaints", 15),
        ({"escalated_complaints": 1}, "escalatedComplaints", 8),
        ({"probability_alive": 0.1}, "probabilityAlive", 20),
    ],
)
def test_each_factor_adds_what_the_table_says(change: dict[str, float], factor: str, points: float) -> None:
    predicted = Scorecard().predict(CALM._replace(**change))  # type: ignore[arg-type]

    assert predicted.risk == BASE + points
    assert (predicted.factors[0].name, predicted.factors[0].effect) == (factor, points)


def test_risk_stays_within_its_range() -> None:
    worst, best = Features(99, 0, 0, 9, 9, 0), Features(0, 9, 100, 0, 0, 1)

    assert Scorecard().predict(worst).risk == 100
    assert Scorecard().predict(best).risk == 0
    for one in (worst, best, CALM, CALM._replace(trend=0.2)):
        predicted = Scorecard().predict(one)
        assert sum(factor.effect for factor in predicted.factors) == predicted.risk
    assert all(bands[-1][0] in (1, 100, float("inf")) for _, bands in SCORECARD.values())


def test_a_third_of_the_scale_is_a_level() -> None:
    assert [RiskLevel.of(risk) for risk in (0, 32.9, 33, 65.9, 66, 100)] == [
        *(RiskLevel.LOW, RiskLevel.LOW),
        *(RiskLevel.MEDIUM, RiskLevel.MEDIUM),
        *(RiskLevel.HIGH, RiskLevel.HIGH),
    ]


def test_the_published_example_comes_out() -> None:
    """Fader, Hardie and Lee 2005: a customer with 2 repeats, the last in week 30.43 of 38.86; 39 weeks ahead."""
    one = Visits(2, 30.43, 38.86)

    assert CDNOW.alive(one) == approx(0.7266, abs=1e-4)
    assert CDNOW.expected(one, 39) == approx(1.226, abs=1e-3)


def as_published(model: BgNbd, one: Visits, ahead: float) -> float:
    """The formula of the article, its series in decimals with 120 digits: what doubles lose of it is not lost."""
    r, alpha, a, b = map(Decimal, model)
    x, left, t = Decimal(one.repeats), alpha + Decimal(one.age), Decimal(ahead)
    with localcontext() as context:
        context.prec = 120
        total = term = Decimal(1)
        for n in range(20_000):
            term *= (r + x + n) * (b + x + n) / ((a + b + x - 1 + n) * (n + 1)) * t / (left + t)
            total += term
            if abs(term) < total * Decimal("1e-60"):
                break
        grown = 1 - (left / (left + t)) ** (r + x) * total
        return float((a + b + x - 1) / (a - 1) * grown) * model.alive(one)


@mark.parametrize("model", [DEFAULT, CDNOW, BgNbd(0.8, 30, 1.5, 2.5), BgNbd(2, 60, 5, 9)])
def test_the_figure_is_right_also_for_the_best_customers(model: BgNbd) -> None:
    for one in (Visits(0, 0, 1000), Visits(1, 5, 50), Visits(44, 60, 61), Visits(100, 60, 61), Visits(999, 364, 365)):
        assert model.expected(one, 365) == approx(as_published(model, one, 365), rel=1e-6), one


def test_where_the_formula_divides_by_nothing_its_neighbours_tell() -> None:
    below, at, above = (BgNbd(0.8, 30, a, 2.5).expected(Visits(1000, 364, 365), 365) for a in (0.999, 1, 1.001))

    assert below > at > above > 0.99 * below


def test_whoever_never_came_back_is_taken_to_be_there() -> None:
    assert CDNOW.alive(Visits(0, 0, 500)) == 1
    assert 0 < CDNOW.expected(Visits(0, 0, 500), 39) < CDNOW.expected(Visits(0, 0, 5), 39)


def made_by(model: BgNbd, count: int, seed: int) -> Iterator[Visits]:
    """Customers that behave as the model says."""
    chance = random.Random(seed)
    for _ in range(count):
        rate, leaving = chance.gammavariate(model.r, 1 / model.alpha), chance.betavariate(model.a, model.b)
        age, time, last, repeats = chance.uniform(27, 39), 0.0, 0.0, 0
        while True:
            time += chance.expovariate(rate)
            if time > age:
                break
            repeats, last = repeats + 1, time
            if chance.random() < leaving:
                break
        yield Visits(repeats, last, age)


def test_parameters_are_found_again_in_what_they_made() -> None:
    found = fit_bg_nbd(made_by(CDNOW, 5_000, 7))

    assert found.r == approx(CDNOW.r, rel=0.15)
    assert found.alpha == approx(CDNOW.alpha, rel=0.15)
    assert found.a / (found.a + found.b) == approx(CDNOW.a / (CDNOW.a + CDNOW.b), rel=0.15)


def test_what_a_visit_brings_is_found_again() -> None:
    model, chance = GammaGamma(6.25, 3.74, 15.44), random.Random(11)
    seen = []
    for _ in range(4_000):
        count, scale = chance.randint(1, 8), chance.gammavariate(model.q, 1 / model.gamma)
        seen.append((count, sum(chance.gammavariate(model.p, 1 / scale) for _ in range(count)) / count))
    found = fit_gamma_gamma(seen)

    for count, mean in ((1, 20.0), (5, 80.0)):
        assert found.expected(count, mean) == approx(model.expected(count, mean), rel=0.05)


def known(**other: object) -> Known:
    one = Known(
        id=uuid4(),
        name="Aurora",
        type=CustomerType.ENTERPRISE,
        segment=CustomerSegment.STANDARD,
        created_at=NOW - timedelta(days=700),
        last_activity_at=NOW - timedelta(days=20),
        lifetime_value=Decimal("12000.00"),
        total_events=8,
        language="en",
        time_zone="UTC",
        interests=(),
        event_types=(),
        agrees=True,
    )
    return one._replace(**other)  # type: ignore[arg-type]


FITTED = Models(
    bookings=BgNbd(1.2, 60.0, 0.8, 3.0),
    spending=GammaGamma(6.0, 4.0, 3_000.0),
    cohorts={ALL: 500.0, "Enterprise": 900.0},
)


def test_whoever_books_often_and_lately_will_bring_more() -> None:
    loyal, gone = known(), known(last_activity_at=NOW - timedelta(days=600))

    future, past = (expected_value(one, FITTED, NOW) for one in (loyal, gone))

    assert future.method is past.method is ValueMethod.BG_NBD_GAMMA_GAMMA
    assert future.value > 5 * past.value > 0
    assert future.value == Decimal(f"{future.bookings * future.value_of_booking:.2f}")


@mark.parametrize(
    ("customer", "models", "value"),
    [
        (known(total_events=0, lifetime_value=Decimal(0)), FITTED, "900.00"),
        (known(), Models(cohorts={ALL: 500.0}), "500.00"),
        (known(), Models(), "0.00"),
    ],
)
def test_of_whom_too_little_is_known_is_as_good_as_the_mean(customer: Known, models: Models, value: str) -> None:
    future = expected_value(customer, models, NOW)

    assert (future.method, future.value) == (ValueMethod.COHORT_MEAN, Decimal(value))


def test_one_pass_over_all_gives_a_sample_and_the_means() -> None:
    def all_of_them() -> Iterator[Booked]:
        for number in range(SAMPLE + 500):
            kind = CustomerType.ENTERPRISE if number % 2 else CustomerType.INDIVIDUAL
            yield Booked(uuid4(), kind, NOW - timedelta(days=730), NOW, Decimal(200 * (1 + number % 2)), 1)

    base = look_at(all_of_them(), NOW)

    assert (base.customers, len(base.sample)) == (SAMPLE + 500, SAMPLE)
    assert base.cohorts == {ALL: approx(150.0), "Enterprise": approx(200.0), "Individual": approx(100.0)}
