"""Log lines: JSON where the product is deployed, for people in a terminal."""

import json
import logging
import os
import sys
import time
from datetime import UTC, datetime

from shared.platform.observability.masking import masked

OURS = "shared"
FIELDS = ("method", "route", "status", "ms", "caller", "trace")
"""What the line of a request has beside its message, each by itself."""
COLOURS = {logging.INFO: "32", logging.WARNING: "33", logging.ERROR: "1;31", logging.CRITICAL: "1;31"}

requests = logging.getLogger(f"{OURS}.requests")


def note_request(method: str, route: str, status: int, *, began: float, caller: str, trace: str) -> None:
    """One line of a request: `route` is its template, without ids; `began` by `perf_counter`, `trace` 32 digits."""
    level = logging.WARNING if status >= 500 else logging.INFO
    if requests.isEnabledFor(level):
        ms = round((time.perf_counter() - began) * 1000, 1)
        about = dict(zip(FIELDS, (method, route, status, ms, masked(caller), trace), strict=True))
        requests.log(level, "%s %s %d %s ms %s %s", *about.values(), extra=about)


class Json(logging.Formatter):
    """An object a line, for log stores."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": super().format(record),
        }
        line |= {name: value for name in FIELDS if (value := record.__dict__.get(name)) is not None}
        return json.dumps(line, ensure_ascii=False)


class Readable(logging.Formatter):
    """Time, level and message; in colours, where they show."""

    def __init__(self, *, colours: bool) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(message)s", "%H:%M:%S")
        self._colours = colours

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        colour = COLOURS.get(record.levelno)
        return f"\x1b[{colour}m{text}\x1b[0m" if self._colours and colour else text


def in_terminal() -> bool:
    """Whether somebody reads along who has not refused colours (no-color.org)."""
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")


def format_logs(formatter: logging.Formatter) -> None:
    """Gives all that is logged this form; of ours from INFO on, of libraries what is wrong."""
    for handler in logging.getLogger().handlers:
        handler.setFormatter(formatter)
    logging.getLogger(OURS).setLevel(logging.INFO)
    logging.getLogger("azure").setLevel(logging.WARNING)
