"""Clients that two generators write from the API's description work: they create, search, update, retry, upload."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import httpx
from pytest import fixture, mark

from tests.support import node
from tests.support.running import Running

HERE = Path(__file__).parent

pytestmark = mark.system


@fixture
def description(api: httpx.Client, tmp_path: Path) -> Path:
    """A folder with the description that the system serves."""
    (tmp_path / "openapi.json").write_bytes(api.get("openapi.json").content)
    return tmp_path


def done(command: list[str], folder: Path, **environment: str) -> str:
    """What a command printed, all of it."""
    scripts = f"{Path(sys.executable).parent}:{os.environ['PATH']}"  # where the generator finds ruff
    ran = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": scripts, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout
    return ran.stdout


def test_a_python_client_is_generated_without_warnings_and_works(description: Path, running: Running) -> None:
    generator = ["openapi-python-client", "generate", "--path", "openapi.json", "--fail-on-warning"]
    said = done([*generator, "--output-path", "client", "--meta", "none"], description)
    assert "warning" not in said.lower()

    shutil.copy(HERE / "first_calls.py", description)
    name = f"py{uuid4().hex}"
    said = done([sys.executable, "first_calls.py", f"{running.root}/api/v1", running.token(), name], description)
    assert said == "done\n"


def test_a_typescript_client_is_generated_without_warnings_and_works(description: Path, running: Running) -> None:
    said = done([*node.program("openapi-ts"), "-i", "openapi.json", "-o", "client", "--no-log-file"], description)
    assert "warn" not in said.lower()

    for file in ("tsconfig.json", "first_calls.ts"):
        shutil.copy(HERE / file, description)
    assert done([*node.program("tsc"), "--project", "."], description) == ""
    given = {"API": f"{running.root}/api/v1", "TOKEN": running.token(), "NAME": f"ts{uuid4().hex}"}
    assert done([str(node.NODE), "out/first_calls.js"], description, **given) == "done\n"
