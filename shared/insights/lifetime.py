"""When customers come back, whether they still do, and what they will bring: BG/NBD and Gamma-Gamma, in plain Python.

After Fader, Hardie and Lee, "Counting Your Customers" the Easy Way (Marketing Science, 2005), and Fader and Hardie, The
Gamma-Gamma Model of Monetary Value (2013). Times are in one unit throughout: here, days.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import exp, inf, lgamma, log
from typing import NamedTuple

STEPS, CLOSE = 400, 1e-5
NEAR = 1e-6
TERMS = 20_000
"""Of the hypergeometric series; it ends earlier where its terms have become small."""


class Visits(NamedTuple):
    """How often a customer came back, and when."""

    repeats: int
    """After the first time."""
    last: float
    """When the last of them was, since the first time; 0 without any."""
    age: float
    """How long ago the first time was."""


class BgNbd(NamedTuple):
    """How customers come and leave: rates are gamma(r, alpha), chances of leaving after a visit beta(a, b)."""

    r: float
    alpha: float
    a: float
    b: float

    def alive(self, one: Visits) -> float:
        """The probability that a customer still comes."""
        if one.repeats == 0:
            return 1.0
        odds = (self.r + one.repeats) * log((self.alpha + one.age) / (self.alpha + one.last))
        return 1 / (1 + self.a / (self.b + one.repeats - 1) * exp(min(odds, 700)))

    def expected(self, one: Visits, ahead: float) -> float:
        """How many visits are to be expected in the time ahead."""
        r, alpha, a, b = self
        a = a if abs(a - 1) > NEAR else 1 + NEAR  # the formula divides by a - 1, and has a limit there
        x, z = one.repeats, ahead / (alpha + one.age + ahead)
        c = a + b + x - 1 or NEAR
        if r + x > a - 1:  # by Euler's transformation: of who came often the plain series grows before it shrinks
            stays = exp((a - 1) * log(1 - z)) * _hypergeometric(a + b - 1 - r, a - 1, c, z)
        else:
            stays = exp((r + x) * log(1 - z)) * _hypergeometric(r + x, b + x, c, z)
        return max(0.0, c / (a - 1) * (1 - stays) * self.alive(one))


class GammaGamma(NamedTuple):
    """What a visit brings: a customer's own values are gamma(p, v), and v is gamma(q, gamma) over customers."""

    p: float
    q: float
    gamma: float

    def expected(self, count: int, mean: float) -> float:
        """What a customer's visit brings in the mean, of whom so many with this mean are known."""
        return self.p * (self.gamma + count * mean) / (self.p * count + self.q - 1)


DEFAULT = BgNbd(0.8, 30.0, 0.8, 2.5)
"""Until enough is known of our own customers: who was here often, and is silent for long, is probably gone."""


def fit_bg_nbd(visits: Iterable[Visits]) -> BgNbd:
    """The parameters under which what happened was most likely. Customers that look alike are counted, not repeated."""
    rows = Counter(Visits(one.repeats, round(one.last, 1), round(one.age, 1)) for one in visits)
    scale = max(one.age for one in rows) / 10 or 1.0
    counted = [(x, last / scale, age / scale, count) for (x, last, age), count in rows.items()]
    most = {row[0] for row in counted}

    def unlikely(logs: Sequence[float]) -> float:
        r, alpha, a, b = map(exp, logs)
        grown = {
            x: lgamma(r + x)
            - lgamma(r)
            + r * log(alpha)
            + (lgamma(a + b) + lgamma(b + x) - lgamma(b) - lgamma(a + b + x))
            for x in most
        }
        total = 0.0
        for x, last, age, count in counted:
            stayed = -(r + x) * log(alpha + age)
            if x:
                gone = log(a / (b + x - 1)) - (r + x) * log(alpha + last)
                high = max(stayed, gone)
                stayed = high + log(exp(stayed - high) + exp(gone - high))
            total += count * (grown[x] + stayed)
        return -total

    r, alpha, a, b = map(exp, minimum(unlikely, (0.0, 0.0, 0.0, 0.0)))
    return BgNbd(r, alpha * scale, a, b)


def fit_gamma_gamma(values: Iterable[tuple[int, float]]) -> GammaGamma:
    """As `fit_bg_nbd`, of how many visits a customer had and what one of them brought in the mean (above 0)."""
    known = [(count, mean) for count, mean in values if count > 0 and mean > 0]
    scale = sum(mean for _, mean in known) / len(known)
    rows = Counter((count, round(mean / scale, 3)) for count, mean in known)

    def unlikely(logs: Sequence[float]) -> float:
        p, q, gamma = map(exp, logs)
        constant = q * log(gamma) - lgamma(q)
        total = 0.0
        for (x, mean), often in rows.items():
            px = p * x
            grown = lgamma(px + q) - lgamma(px) + (px - 1) * log(mean or 1e-3) + px * log(x)
            total += often * (grown - (px + q) * log(gamma + x * (mean or 1e-3)))
        return -(total + constant * sum(rows.values()))

    p, q, gamma = map(exp, minimum(unlikely, (1.0, 1.0, 1.0)))
    return GammaGamma(p, q, gamma * scale)


def minimum(cost: Callable[[Sequence[float]], float], start: Sequence[float]) -> list[float]:
    """Where a cost is lowest: Nelder and Mead's simplex."""

    def priced(point: list[float]) -> tuple[float, list[float]]:
        try:
            value = cost(point)
        except (OverflowError, ValueError, ZeroDivisionError):
            value = inf
        return (value if value == value else inf), point

    size = len(start)
    corners = [[value + (0.5 if at == place else 0) for at, value in enumerate(start)] for place in range(size + 1)]
    simplex = sorted(map(priced, corners), key=lambda one: one[0])
    for _ in range(STEPS):
        if simplex[-1][0] - simplex[0][0] < CLOSE * (1 + abs(simplex[0][0])) * 1e-3:
            break
        middle = [sum(point[at] for _, point in simplex[:-1]) / size for at in range(size)]
        worst = simplex[-1][1]

        def moved(by: float, middle: list[float] = middle, worst: list[float] = worst) -> tuple[float, list[float]]:
            return priced([m + by * (w - m) for m, w in zip(middle, worst, strict=True)])

        reflected = moved(-1)
        if reflected[0] < simplex[0][0]:
            simplex[-1] = min(moved(-2), reflected, key=lambda one: one[0])
        elif reflected[0] < simplex[-2][0]:
            simplex[-1] = reflected
        elif (contracted := moved(0.5 if reflected[0] >= simplex[-1][0] else -0.5))[0] < simplex[-1][0]:
            simplex[-1] = contracted
        else:
            best = simplex[0][1]
            simplex[1:] = [priced([(b + p) / 2 for b, p in zip(best, point, strict=True)]) for _, point in simplex[1:]]
        simplex.sort(key=lambda one: one[0])
    return simplex[0][1]


def _hypergeometric(a: float, b: float, c: float, z: float) -> float:
    """Gauss's series 2F1, for 0 <= z < 1."""
    total = term = 1.0
    for n in range(TERMS):
        term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z
        total += term
        if abs(term) < 1e-10 * abs(total):
            break
    return total
