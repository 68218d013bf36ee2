"""What the tests install for themselves, one process at a time: half an installation is none."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.running import FOLDER

TOOLS = FOLDER / ".tools"


class Missing(Exception):
    """A program the tests need is not there, and could not be installed."""


@contextmanager
def installing() -> Iterator[None]:
    """One process at a time installs, or looks whether something is there."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def installed(program: str, package: str) -> str:
    """The program's path; Debian's package is installed if it is missing and we are root."""
    with installing():
        if not shutil.which(program) and os.geteuid() == 0 and shutil.which("apt-get"):
            for step in (["update"], ["install", "-y", "--no-install-recommends", package]):
                subprocess.run(["apt-get", *step], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found = shutil.which(program)
    if found is None:
        raise Missing(f"The tests need {program}: install it (on Debian: apt-get install {package}).")
    return found
