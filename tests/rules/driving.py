"""How the machines are run, and what each of them asks."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test
from pytest import raises

from shared.kernel.errors import DomainError
from shared.kernel.events import Entity

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

REPEATABLE = settings(
    max_examples=60,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    database=None,
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow],
)
"""The same histories in every run, however slow the machine is."""

UNTIL_FOUND = settings(REPEATABLE, max_examples=400, phases=[Phase.generate])
"""As `REPEATABLE`, until one fails; that is not made shorter."""


def holds(machine: type[RuleBasedStateMachine]) -> None:
    """No history breaks a rule."""
    run_state_machine_as_test(machine, settings=REPEATABLE)


def is_broken(machine: type[RuleBasedStateMachine]) -> None:
    """Some history breaks a rule, and the machine's own assertion notices it."""
    with raises(AssertionError):
        run_state_machine_as_test(machine, settings=UNTIL_FOUND)


def refusal(call: Callable[[], object]) -> str | None:
    """The code of the error that a call ends with, or its name if it has none; None if the call is obeyed."""
    try:
        call()
    except DomainError as error:
        return error.code or type(error).__name__
    return None


def state(entity: Entity) -> dict[str, Any]:
    """All that an entity knows; its values are immutable, so that a copy of the names is enough."""
    return dict(vars(entity))


def names(entity: Entity) -> list[str]:
    """The events that are not in the log yet, oldest first."""
    return [type(pending.event).__name__ for pending in entity.pending_events]


def check_counting(entity: Entity, recorded: int, *, before: int = 0) -> None:
    """`version` counts the events, those from `before` it was read and those since; the pending ones are the last."""
    assert entity.version == before + recorded
    pending = entity.pending_events
    assert [one.sequence for one in pending] == list(range(entity.version - len(pending) + 1, entity.version + 1))
    orders = [one.order for one in pending]
    assert orders == sorted(set(orders))
