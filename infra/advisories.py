"""`make audit`: looks up what `requirements.lock` pins, all of it, among the published vulnerabilities.

Takes options of pip-audit, such as `--vulnerability-service osv`. The exit status is 1 for a vulnerability and 3 where
not everything could be looked up.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

LOCK = Path(__file__).parents[1] / "requirements.lock"
VULNERABLE, NOT_LOOKED_UP = 1, 3


def pinned(lock: str) -> list[str]:
    """Each pinned package as `name==version`, those of other platforms as well."""
    return [line.partition(";")[0].strip() for line in lock.splitlines() if re.match(r"\w", line)]


def report(packages: list[str], *options: str) -> list[dict[str, Any]] | None:
    """What pip-audit found of each package; None if it could not ask."""
    with NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(packages))
        file.flush()
        command = ("-m", "pip_audit", "--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json")
        done = subprocess.run(
            [sys.executable, *command, "-r", file.name, *options], capture_output=True, text=True, check=False
        )
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return None
    return found


def main(*options: str) -> int:
    """Prints each vulnerability and a sentence. Returns the exit status."""
    packages = pinned(LOCK.read_text())
    found = report(packages, *options)
    if found is None:
        print("Nothing is known: the advisory service can't be reached. Try again where it can.", file=sys.stderr)
        return NOT_LOOKED_UP
    looked_up = [one for one in found if "skip_reason" not in one]
    wrong = [(one, vulnerability) for one in looked_up for vulnerability in one["vulns"]]
    for one, vulnerability in wrong:
        mended = ", ".join(vulnerability["fix_versions"]) or "no version yet"
        print(f"{one['name']} {one['version']}: {vulnerability['id']}, mended in {mended}")
    if missing := len(packages) - len(looked_up):
        print(
            f"The advisory service can't be reached for {missing} of {len(packages)} packages, or does not know them.",
            file=sys.stderr,
        )
    else:
        print(f"{len(packages)} packages were looked up; {len(wrong)} vulnerabilities are known.")
    return VULNERABLE if wrong else NOT_LOOKED_UP if missing else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
