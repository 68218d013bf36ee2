"""Starting, stopping and refusing to start."""

import json
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

from pytest import mark, raises

from tests.support import http
from tests.support.running import FOLDER, Process, free_port
from tests.support.sample import Sample, sample_host
from tests.support.sqlite import opened


@mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly_when_asked(tmp_path: Path, number: int) -> None:
    with sample_host(tmp_path) as served:
        assert served.stop(number) == 0
        assert "Traceback" not in served.output


def test_a_host_that_says_no_more_without_having_been_ready_is_not_ready(tmp_path: Path) -> None:
    """Though it still lives at that moment."""
    mute = Process(tmp_path, command=("sh", "-c", "echo not yet; exec >&- 2>&-; exec sleep 600"))

    with raises(RuntimeError, match="not yet"):
        mute.start()


def test_two_hosts_do_not_share_a_folder(sample: Sample) -> None:
    second = Process(sample.data)

    with raises(RuntimeError, match="Another host is running"):
        second.start()


def test_a_refused_host_leaves_the_locks_of_the_running_one_alone(sample: Sample) -> None:
    with opened(sample.data / "servicebus.db") as bus:
        bus.execute(
            "INSERT INTO Messages (Entity, MessageId, Body, Properties, EnqueuedAt, LockedUntil)"
            " VALUES ('nobody', 'locked', '', '{}', 0, 1e12)"
        )
    with raises(RuntimeError, match="Another host is running"):
        Process(sample.data).start()

    with opened(sample.data / "servicebus.db") as bus:
        assert bus.execute("SELECT LockedUntil FROM Messages WHERE MessageId = 'locked'").fetchone() == (1e12,)


def test_local_settings_reach_the_migrations_too(tmp_path: Path) -> None:
    folder = tmp_path / "app"
    folder.mkdir()
    for path in ("function_app.py", "shared", "blueprints", "infra", "host.json"):
        subprocess.run(["cp", "-r", str(FOLDER / path), str(folder)], check=True)
    values = {
        "DATA": str(tmp_path / "mine"),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'other.db'}",
        "JOBS_SCHEDULE": "-",
    }
    (folder / "local.settings.json").write_text(json.dumps({"Values": values}))

    environment = {"PATH": "/usr/bin", "PORT": str(free_port())}
    ended = subprocess.run([sys.executable, "-m", "infra.start"], cwd=folder, env=environment, check=False)

    assert ended.returncode == 2  # for the schedules that the file lacks, after the migrations

    with opened(tmp_path / "other.db") as db:
        assert db.execute("SELECT COUNT(*) FROM Customers").fetchone() == (0,)
    assert (tmp_path / "mine").is_dir()


def test_a_taken_port_is_named(sample: Sample, tmp_path: Path) -> None:
    second = Process(tmp_path)
    second.port = sample.port

    with raises(RuntimeError, match=f"PORT={sample.port} is in use"):
        second.start()


def test_it_says_in_the_workers_own_words_why_an_app_does_not_load(tmp_path: Path) -> None:
    served = sample_host(tmp_path)
    app = served._folder / "function_app.py"
    app.write_text(app.read_text().replace('arg_name="timer"', 'arg_name="other"'))

    with raises(RuntimeError, match="FunctionLoadError"):
        served.start()


def test_a_missing_setting_of_a_binding_is_named(tmp_path: Path) -> None:
    served = sample_host(tmp_path)
    (served._folder / "local.settings.json.example").write_text('{"Values": {"QUEUE": "orders"}}')

    with raises(RuntimeError, match="EVERY"):
        served.start()


def test_removing_a_blueprints_registration_removes_its_routes_and_triggers(tmp_path: Path) -> None:
    folder = tmp_path / "app"
    subprocess.run(["git", "clone", "--quiet", str(FOLDER), str(folder)], check=True)
    for path in ("function_app.py", "shared", "blueprints", "infra", "host.json", "local.settings.json.example"):
        subprocess.run(["cp", "-r", str(FOLDER / path), str(folder)], check=True)
    app = folder / "function_app.py"
    app.write_text(app.read_text().replace("*(customers, contacts,", "*(contacts,"))
    environment = {"DATA": str(tmp_path / "data")}
    subprocess.run([sys.executable, "-m", "infra.migrations"], cwd=folder, env=environment, check=True)

    with Process(tmp_path / "data", folder=folder) as served, served.client() as client:
        assert client.get("health").status_code == 200
        assert client.get("customers/search").status_code == 404
        paths = client.get("openapi.json").json()["paths"]
        assert "/customers" not in paths
        assert "/customers/{customerId}/contacts" in paths
        assert served.run_now("deactivate_inactive_customers") == 404
        assert served.run_now("invalidate_cached_profiles") == 404
        assert served.run_now("relay_outbox") == 202


def test_the_keys_of_the_local_issuer_are_public_only(sample: Sample) -> None:
    [key] = http.get(f"{sample.root}/local-issuer/keys").json()["keys"]

    assert {"kid", "n", "e", "kty", "use", "alg"} <= set(key)
    assert "d" not in key
    assert (sample.data / "host" / "issuer.pem").stat().st_mode & 0o077 == 0
    assert (sample.data / "host" / "keys.json").stat().st_mode & 0o077 == 0


def test_a_crowd_of_first_requests_finds_the_whole_product(tmp_path: Path, empty_database: Path) -> None:
    """Modules load at their first use, which may be many uses at once."""
    shutil.copy(empty_database, tmp_path / "customers.db")
    with Process(tmp_path) as served, served.client() as client, ThreadPoolExecutor(40) as crowd:
        paths = ["customers/search", f"customers/{uuid4()}", "health", "openapi.json", f"customers/{uuid4()}/history"]
        answers = list(crowd.map(lambda n: client.get(paths[n % 5]).status_code, range(80)))

    assert answers == [200, 404, 200, 200, 404] * 16
