"""A pool that hands its connections out in the order in which they were asked for."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from sqlalchemy import QueuePool
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

logging.getLogger(f"{__name__}.FairPool").setLevel(logging.WARNING)
"""SQLAlchemy names a pool's logger after its class: what it tells of each pool would be told as ours."""


class FairPool(QueuePool):
    """SQLAlchemy's own lets whoever returns a connection take it again before any that waits has woken up: threads that
    write in a loop would keep all others waiting until their time is over."""

    def __init__(self, creator: Callable[[], Any], *arguments: Any, **named: Any) -> None:
        super().__init__(creator, *arguments, **named)
        self._turns, self._waiting, self._free = threading.Lock(), deque[threading.Lock](), self.size()

    def _do_get(self) -> ConnectionPoolEntry:
        self._wait_for_turn()
        try:
            return super()._do_get()
        except BaseException:
            self._hand_on()
            raise

    def _do_return_conn(self, record: ConnectionPoolEntry) -> None:
        super()._do_return_conn(record)
        self._hand_on()

    def _wait_for_turn(self) -> None:
        with self._turns:
            if self._free:
                self._free -= 1
                return
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        if turn.acquire(timeout=self.timeout()):
            return
        with self._turns:
            if turn not in self._waiting:  # it was handed over just now
                return
            self._waiting.remove(turn)
        raise PoolTimeout(f"No connection became free within {self.timeout():.0f} s.")

    def _hand_on(self) -> None:
        """The turn goes to whoever waits longest; nobody can take it in between."""
        with self._turns:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1
