"""`make backup TO=…`: copies the local state of a system, while it runs or stands still."""

import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from shlex import quote

from infra.local.environment import complete
from infra.refusal import Refusal, run

DATABASES = ("customers.db", "servicebus.db", "audit.db")
"""In this order: what the first has not handed on yet is in it; a copy may have an event twice, and misses none."""
FOLDERS = ("blobs", "host", "keys")
"""After the databases, which know no file that is not there."""


def copied(data: Path, to: Path) -> list[str]:
    """Copies each database as of one moment, then the files. Returns what it copied. Raises FileExistsError."""
    to.mkdir(parents=True)
    copies = []
    for name in DATABASES:
        if (data / name).exists():
            with closing(sqlite3.connect(data / name)) as source, closing(sqlite3.connect(to / name)) as copy:
                source.backup(copy)
            copies.append(name)
    for name in FOLDERS:
        if (data / name).exists():
            shutil.copytree(data / name, to / name, ignore=shutil.ignore_patterns("lock"), symlinks=True)
            copies.append(f"{name}/")
    return copies


def main() -> None:
    """Copies `DATA` to a new folder. Raises Refusal."""
    to = sys.argv[1] if len(sys.argv) > 1 else ""
    if not to:
        raise Refusal("Say where to: make backup TO=/path/of/a/new/folder")
    data, target = complete(), Path(to).resolve()
    if target.exists():
        raise Refusal(f"TO={to} exists already: choose a new folder.")
    try:
        files = copied(data, target)
    except (OSError, shutil.Error, sqlite3.Error) as wrong:
        raise Refusal(f"TO={to} can't be used ({wrong}): choose a new folder that can be written to") from None
    print(f"copied {data} to {target}:", *files)
    print(f"To go back, stop the system and start it on the copy: DATA={quote(str(target))} make run")


if __name__ == "__main__":
    run(main)
