"""What is installed: one lock for every place, the product's in Azure among them, and what is said when it can't be."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from pytest import mark

from infra.advisories import pinned
from tests.support.running import FOLDER

FILES = ("requirements.txt", "requirements-dev.txt", "requirements-test.txt")
LOCKED = dict(line.split("==") for line in pinned((FOLDER / "requirements.lock").read_text()))


def asked_for(file: str) -> list[tuple[str, str]]:
    """The packages a file of requirements names, with their versions."""
    lines = (FOLDER / file).read_text().splitlines()
    return [(name, version) for name, version in re.findall(r"^([\w-]+)(?:\[\w+\])?==(.*)$", "\n".join(lines), re.M)]


@mark.parametrize("file", FILES)
def test_the_lock_pins_what_is_asked_for(file: str) -> None:
    assert asked_for(file) != []
    assert [(name, LOCKED.get(name)) for name, _ in asked_for(file)] == asked_for(file)


def test_azure_installs_what_the_lock_pins() -> None:
    assert "-c requirements.lock" in (FOLDER / "requirements.txt").read_text().splitlines()
    left_out = (FOLDER / ".funcignore").read_text().split()
    shipped = [file for file in (*FILES, "requirements.lock") if not any(fnmatch(file, one) for one in left_out)]
    assert shipped == ["requirements.txt", "requirements.lock"]


def test_what_is_for_tests_alone_is_not_installed_for_a_start() -> None:
    for_tests = {name for name, _ in asked_for(FILES[2])}
    assert {"pytest", "mypy", "pip-audit"} <= for_tests
    assert for_tests & {name for file in FILES[:2] for name, _ in asked_for(file)} == set()


def test_the_audit_looks_up_packages_of_every_platform() -> None:
    assert pinned("a==1\nb-c==2 ; sys_platform == 'win32'\n# d==3\n") == ["a==1", "b-c==2"]
    assert "colorama" in LOCKED  # which is Windows' alone


@contextmanager
def advisories(wrong: str = "") -> Iterator[str]:
    """A service that knows every package, and an advisory for one of them; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["package"]["name"]
            known = {"vulns": [{"id": "GHSA-of-a-test", "affected": []}]} if asked == wrong else {}
            content = json.dumps(known).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()


def audited(service: str) -> subprocess.CompletedProcess[str]:
    command = ("-m", "infra.advisories", "--vulnerability-service", "osv", "--osv-url", service)
    return subprocess.run([sys.executable, *command], cwd=FOLDER, capture_output=True, text=True, check=False)


@mark.system
def test_an_audit_says_that_nothing_is_known_or_what_is() -> None:
    with advisories() as service:
        well = audited(service)
    with advisories(wrong="jinja2") as service:
        ill = audited(service)

    assert (well.returncode, well.stdout) == (
        0,
        f"{len(LOCKED)} packages were looked up; 0 vulnerabilities are known.\n",
    )
    assert ill.returncode == 1
    assert ill.stdout.startswith(f"jinja2 {LOCKED['jinja2']}: GHSA-of-a-test, mended in no version yet\n")


@mark.system
def test_an_audit_whose_service_is_away_says_so_and_is_no_vulnerability() -> None:
    away = audited("http://127.0.0.1:9/v1/query")

    assert (away.returncode, away.stdout) == (3, "")
    assert away.stderr == "Nothing is known: the advisory service can't be reached. Try again where it can.\n"


@mark.system
def test_a_first_start_without_a_network_ends_in_words(tmp_path: Path) -> None:
    for file in (*FILES, "requirements.lock"):
        shutil.copy(FOLDER / file, tmp_path)
    (tmp_path / "infra").mkdir()
    for file in ("install.sh", "python.sh"):
        shutil.copy(FOLDER / "infra" / file, tmp_path / "infra")
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1"}
    path = f"{Path(sys.executable).resolve().parent}:/usr/bin:/bin"
    ended = subprocess.run(
        ["sh", "infra/install.sh", "requirements-dev.txt"],
        cwd=tmp_path,
        env={**nowhere, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 1
    assert "could not be installed; the reason stands above." in ended.stderr.splitlines()[-1]
