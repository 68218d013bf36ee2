"""Commands of the Makefile, run to their end as processes of their own."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping

from tests.support.running import FOLDER, OF_ANOTHER_HOST


def said(
    module: str, *arguments: str, settings: Mapping[str, str], limit: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    """What the module said with these settings; `limit` is called in the process before it begins."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith((*OF_ANOTHER_HOST, "DATABASE_"))}
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=FOLDER,
        env={**plain, **settings},
        preexec_fn=limit,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def refusal(done: "subprocess.CompletedProcess[str]") -> str:
    """The one sentence that a refused command ends with; it says nothing else."""
    assert done.returncode == 2, done
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.strip()
