"""The README is short, and its tour works word for word."""

import re
import shutil
import subprocess
from pathlib import Path

from pytest import mark

from tests.support.documents import README, tour
from tests.support.running import FOLDER, Process

MOST_LINES = 150


@mark.system
def test_the_tour_works_word_for_word(tmp_path: Path, empty_database: Path) -> None:
    shutil.copy(empty_database, tmp_path / "customers.db")
    blocks = tour()
    with Process(tmp_path, command=("make", "run")) as served:
        script = "\n".join(["set -eu", *blocks]).replace("7071", str(served.port))
        environment = {"DATA": str(tmp_path), "PATH": "/usr/local/bin:/usr/bin:/bin", "PORT": str(served.port)}
        done = subprocess.run(["bash", "-c", script], cwd=FOLDER, env=environment, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout
    assert "HTTP/1.1 201 Created" in said
    assert '"customerNumber":"CUST-000001"' in said
    assert said.index("200\n412\n") < said.index('"changedBy": "alice"') < said.index("202\n") < said.index('"Healthy"')
    assert '"totalCount":1' in said
    assert '"code":"IMP-003"' in said
    assert '"firstName":"Ada"' in said
    assert "Ada,ada@mueller.example.com,Müller Events" in said, said
    assert "invalidate_cached_profiles <- CustomerRegistered" in served.output
    assert "invalidate_cached_profiles <- CustomerRegistered" in README.read_text()


def test_the_readme_is_short() -> None:
    assert len(README.read_text().splitlines()) <= MOST_LINES


def test_every_make_target_is_explained() -> None:
    makefile = (FOLDER / "Makefile").read_text()
    declared = re.search(r"\.PHONY: (.*)", makefile)
    assert declared
    for target in set(declared[1].split()) - {"help"}:
        assert re.search(rf"^{target}:.*## \w", makefile, re.MULTILINE), target


@mark.system
def test_without_python_3_13_one_sentence_says_how_to_get_it() -> None:
    done = subprocess.run(
        ["/bin/sh", "infra/python.sh"], cwd=FOLDER, env={"PATH": "/nowhere"}, capture_output=True, text=True
    )

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Python 3.13 was not found" in done.stderr
