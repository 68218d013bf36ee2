"""The first calls of a client work word for word, with curl and in Python."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from pytest import mark

from tests.support.documents import shell_blocks
from tests.support.running import FOLDER, Process

TEXT = (FOLDER / "docs" / "clients.md").read_text()

pytestmark = mark.system


def test_the_first_calls_work_word_for_word(tmp_path: Path, empty_database: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(empty_database, data / "customers.db")
    shell = "\n".join(["set -eu", *shell_blocks(TEXT)])
    python = "\n".join(re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL))
    with Process(data) as served:

        def said(*command: str) -> list[str]:
            given = {"API": f"{served.root}/api/v1", "TOKEN": served.token(("CustomerManager",))}
            make = {**given, "DATA": str(data), "PORT": str(served.port), "PATH": os.environ["PATH"]}
            done = subprocess.run(command, cwd=tmp_path, env=make, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr
            return done.stdout.splitlines()

        there = shell.replace("7071", str(served.port)).replace("make -s", f"make -s -C {FOLDER}")
        by_curl = "".join(said("bash", "-c", there))
        by_python = said(sys.executable, "-c", python)

    assert by_curl.count('"customerNumber":"CUST-000001"') >= 2
    assert '"nextCursor":' in by_curl
    assert '"industry":"Music"' in by_curl
    assert '"status":"Completed"' in by_curl
    assert "Ada,Lovelace,ada@nordlicht.example.com" in by_curl
    assert "unknown field companyname; did you mean companyName?" in by_curl
    assert by_python[0] == "CUST-000002 true"
    assert sorted(by_python[1:3]) == ["Fjord Events", "Nordlicht Events"]
    assert by_python[3:6] == [
        "200 2",
        "Completed 1",
        "['firstName,email', 'Grace,grace@fjord.example.com']",
    ]
    assert "companyname unknown field companyname; did you mean companyName?" in by_python[6:]
