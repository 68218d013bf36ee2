"""The first commands of somebody new, and what they say when something is not as it should be."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support import http
from tests.support.running import FOLDER, Process


def said(module: str, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A command of the Makefile, run to its end."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("AUTH_")}
    return subprocess.run(
        [sys.executable, "-m", f"infra.local.{module}", *arguments],
        cwd=FOLDER,
        env={**plain, **settings},
        capture_output=True,
        text=True,
        check=False,
    )


def test_ready_is_followed_by_what_serves_each_need_and_what_to_do_next(tmp_path: Path, empty_database: Path) -> None:
    shutil.copy(empty_database, tmp_path / "customers.db")
    with Process(tmp_path) as served:
        assert http.get(served.root, follow_redirects=False).headers["location"] == "/api/v1/docs"
        assert served.stop() == 0

    lines = [line.strip() for line in served.output.partition("ready ")[2].splitlines()[1:8]]
    assert [line.split()[0] for line in lines] == ["database", "events", "files", "audit", "cache", "tokens", "next"]
    assert lines[0] == f"database  SQLite, {tmp_path}/customers.db"


def test_the_example_of_settings_copied_runs_as_it_is(tmp_path: Path, empty_database: Path) -> None:
    folder, data = tmp_path / "app", tmp_path / "data"
    folder.mkdir()
    data.mkdir()
    for place in FOLDER.iterdir():
        if place.name not in ("local.settings.json", ".local", "infra"):
            (folder / place.name).symlink_to(place)
    shutil.copytree(FOLDER / "infra", folder / "infra", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(FOLDER / "local.settings.json.example", folder / "local.settings.json")
    shutil.copy(empty_database, data / "customers.db")

    with Process(data, folder=folder) as served, served.client() as api:
        assert api.get("customers/search").status_code == 200


def test_a_token_of_the_local_issuer_is_not_handed_out_where_another_is_named(tmp_path: Path) -> None:
    other = said("print_token", DATA=str(tmp_path), AUTH_ISSUER="https://login.example.com")

    assert other.returncode == 1
    assert other.stderr.startswith("AUTH_ISSUER names https://login.example.com")
    assert said("print_token", DATA=str(tmp_path)).stdout.count(".") == 2


def test_an_import_of_nothing_says_what_to_name(tmp_path: Path) -> None:
    assert "make import FILE=people.csv" in said("import_file", "", DATA=str(tmp_path)).stderr


def test_a_command_says_what_the_system_said(tmp_path: Path, empty_database: Path) -> None:
    shutil.copy(empty_database, tmp_path / "customers.db")
    issuer = {"AUTH_ISSUER": "http://127.0.0.1:9/other", "AUTH_AUDIENCE": "other"}
    with Process(tmp_path, settings=issuer) as served:
        told = said("demo", DATA=str(tmp_path), PORT=str(served.port))

    assert told.returncode == 1
    assert "GET customers/search?pageSize=1: " in told.stderr
    assert "Traceback" not in told.stderr
    assert json.dumps("detail") not in told.stderr
