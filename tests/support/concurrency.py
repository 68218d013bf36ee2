"""Many at once."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor


def at_once(work: Callable[[int], object], count: int) -> Counter[str]:
    """Runs the work so many times at once: how often it ended how."""

    def outcome(number: int) -> str:
        try:
            work(number)
        except Exception as failure:
            return type(failure).__name__
        return "done"

    with ThreadPoolExecutor(16) as crowd:
        return Counter(crowd.map(outcome, range(count)))
