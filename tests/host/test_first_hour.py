"""The first commands of somebody new, and what they say when something is not as it should be."""

import shutil
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from pytest import mark, raises

from infra.refusal import Refusal
from infra.settings_file import settings
from tests.support import http
from tests.support.commands import refusal, said
from tests.support.running import FOLDER, Process, free_port

IMPORT = "infra.local.import_file"


def test_ready_is_followed_by_what_serves_each_need_and_what_to_do_next(tmp_path: Path, empty_database: Path) -> None:
    shutil.copy(empty_database, tmp_path / "customers.db")
    with Process(tmp_path) as served:
        assert http.get(served.root, follow_redirects=False).headers["location"] == "/api/v1/docs"
        assert served.stop() == 0

    lines = [line.strip() for line in served.output.partition("ready ")[2].splitlines()[1:10]]
    needs, steps = ["database:", "events:", "files:", "audit:", "cache:", "tokens:"], ["docs:", "token:", "demo:"]
    assert [line.split()[0] for line in lines] == needs + steps
    assert lines[0].split() == ["database:", "SQLite", f"{tmp_path}/customers.db"]
    assert f"{served.root}/api/v1/docs in a browser" in lines[6]
    assert lines[7].split(",")[0] == f"token:     DATA={tmp_path} make token"
    assert served.output.splitlines()[-1] == "stopped"


def test_a_command_finds_the_system_of_its_data_whatever_its_port(tmp_path: Path, empty_database: Path) -> None:
    shutil.copy(empty_database, tmp_path / "customers.db")
    (tmp_path / "people.csv").write_text("Vorname;Nachname;E-Mail;Firma\nAda;L;ada@example.com;Nobody We Know\n")
    with Process(tmp_path) as served:
        done = said(IMPORT, str(tmp_path / "people.csv"), settings={"DATA": str(tmp_path), "PORT": str(free_port())})
        again = said("infra.local.demo", settings={"DATA": str(tmp_path)})

    assert done.returncode == 1, done.stderr  # since nothing was imported
    assert "0 imported, 1 failed" in done.stdout
    assert f"Report: {served.root}/api/v1/customers/contacts/imports/" in done.stdout
    assert f"Bearer $(DATA={tmp_path} make token)" in again.stdout


def test_a_list_is_not_dropped_where_another_system_answers(tmp_path: Path, empty_database: Path) -> None:
    served_data, other = tmp_path / "served", tmp_path / "other"
    served_data.mkdir()
    shutil.copy(empty_database, served_data / "customers.db")
    (tmp_path / "people.csv").write_text("Vorname;Nachname;E-Mail;Firma\nAda;L;ada@example.com;Aurora\n")
    with Process(served_data) as served:
        given = {"DATA": str(other), "PORT": str(served.port)}
        told = said(IMPORT, str(tmp_path / "people.csv"), settings=given)

    assert told.returncode == 1
    assert told.stderr.startswith("GET customers/contacts/imports?pageSize=1: 401 ")
    assert told.stderr.endswith("DATA=…\n")
    assert not list(other.glob("blobs/**/*.csv"))


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
    given = {"DATA": str(tmp_path)}
    issuer = "https://login.example.com"
    for module in ("print_token", "demo"):
        told = refusal(said(f"infra.local.{module}", settings=given | {"AUTH_ISSUER": issuer}))
        assert told.startswith(f"AUTH_ISSUER names {issuer}: tokens come from there. Leave the setting empty")

    assert said("infra.local.print_token", settings=given).stdout.count(".") == 2


@mark.parametrize(
    ("arguments", "told"),
    [
        (["--roles", "Boss"], "ROLES names Boss, which is no role; there are Viewer, SupportAgent,"),
        (["--roles", "Viewer,admin"], "ROLES names admin, which is no role; did you mean Admin?"),
        (["--roles", ""], "ROLES is empty: name some of Viewer, SupportAgent,"),
        (["--sub", " "], "SUB is empty: name who the token is for"),
    ],
)
def test_a_token_that_would_open_nothing_is_not_printed(tmp_path: Path, arguments: list[str], told: str) -> None:
    assert refusal(said("infra.local.print_token", *arguments, settings={"DATA": str(tmp_path)})).startswith(told)


@mark.parametrize("module", ["local.print_token", "local.demo", "migrations", "outbox"])
def test_a_command_refuses_a_wrong_setting_in_a_sentence(tmp_path: Path, module: str) -> None:
    told = refusal(said(f"infra.{module}", settings={"DATA": str(tmp_path), "DATABASE_URL": "customers.db"}))

    assert told.startswith("DATABASE_URL must be a URL")


@mark.parametrize("module", ["print_token", "print_host_key", "demo"])
def test_a_command_refuses_a_folder_that_is_none_in_a_sentence(tmp_path: Path, module: str) -> None:
    (tmp_path / "file").write_text("")

    told = refusal(said(f"infra.local.{module}", settings={"DATA": str(tmp_path / "file")}))

    assert told.startswith(f"DATA={tmp_path}/file can't be written to")


def test_migrations_say_what_the_database_has_now(tmp_path: Path, empty_database: Path) -> None:
    shutil.copy(empty_database, tmp_path / "customers.db")

    done = said("infra.migrations", settings={"DATA": str(tmp_path)})

    assert done.stdout.startswith(f"sqlite:///{tmp_path}/customers.db is up to date: 00")


def test_a_setting_that_is_nearly_ours_is_told_once(tmp_path: Path, empty_database: Path) -> None:
    shutil.copy(empty_database, tmp_path / "customers.db")
    with Process(tmp_path, settings={"REDIS_URI": "redis://localhost"}) as served:
        pass

    assert served.output.count("Did you mean REDIS_URL?") == 1


def test_entities_are_made_only_in_a_namespace_that_answers(tmp_path: Path) -> None:
    secret = "Endpoint=sb://127.0.0.1:9/;SharedAccessKeyName=a;SharedAccessKey=hunter2"
    for given in ({}, {"ServiceBusConnection": "x"}, {"ServiceBusConnection": secret}):
        told = refusal(said("infra.service_bus", settings={"DATA": str(tmp_path), **given}))
        assert "ServiceBusConnection" in told
        assert "hunter2" not in told


@mark.parametrize(
    ("content", "told"),
    [
        ("{", "local.settings.json is no JSON (Expecting property name"),
        ("[]", "local.settings.json must be JSON text with an object Values"),
        ('{"Values": {"PYTHON_THREADPOOL_THREAD_COUNT": 32}}', "PYTHON_THREADPOOL_THREAD_COUNT in local.settings.json"),
    ],
)
def test_a_file_of_settings_that_cannot_be_read_is_refused(tmp_path: Path, content: str, told: str) -> None:
    (tmp_path / "local.settings.json").write_text(content)

    with raises(Refusal) as refused:
        settings(tmp_path)
    assert str(refused.value).startswith(told)


def test_an_import_of_nothing_says_what_to_name(tmp_path: Path) -> None:
    given = {"DATA": str(tmp_path), "PORT": str(free_port())}
    named = {"": "Say which list", str(tmp_path): f"There is no file {tmp_path}", "no.csv": "There is no file no.csv"}
    for name, begins in named.items():
        told = refusal(said(IMPORT, name, settings=given))
        assert told.startswith(begins)
        assert told.endswith("make import FILE=people.csv")
    (tmp_path / "people.csv").write_text("E-Mail\n")
    assert "start the system with make run" in refusal(said(IMPORT, str(tmp_path / "people.csv"), settings=given))


def test_a_list_is_imported_as_it_was_asked_and_a_failure_ends_the_output(tmp_path: Path, empty_database: Path) -> None:
    shutil.copy(empty_database, tmp_path / "customers.db")
    people, nothing = tmp_path / "people.csv", tmp_path / "nothing.csv"
    people.write_text("First name,Last name,E-mail,Company\nAda,Lovelace,ada@example.com,Aurora\n")
    nothing.write_text("colour\nred\n")
    with Process(tmp_path) as served:
        given = {"DATA": str(tmp_path), "PORT": str(served.port)}
        tried = said(IMPORT, "--dry-run", "--unknown", "create", str(people), settings=given)
        refused = said(IMPORT, str(people), settings=given)
        made = said(IMPORT, "--mode", "upsert", "--unknown", "create", str(people), settings=given)
        failed = said(IMPORT, str(nothing), settings=given)

    assert "Dry run, nothing was changed. Completed: 1 imported, 0 failed" in tried.stdout
    assert (refused.returncode, refused.stdout.splitlines()[-1]) == (1, "Nothing of the list was imported.")
    assert "To have unknown customers made: UNKNOWN=create" in refused.stdout
    assert (made.returncode, "Completed: 1 imported, 0 failed" in made.stdout) == (0, True)
    assert failed.returncode == 1
    assert failed.stdout.splitlines()[-1].startswith("Failed: ")


def test_a_command_says_what_the_system_said(tmp_path: Path, empty_database: Path) -> None:
    """Such as one that was started with another issuer than the command's."""
    shutil.copy(empty_database, tmp_path / "customers.db")
    issuer = {"AUTH_ISSUER": "http://127.0.0.1:9/other", "AUTH_AUDIENCE": "other"}
    with Process(tmp_path, settings=issuer) as served:
        told = said("infra.local.demo", settings={"DATA": str(tmp_path), "PORT": str(served.port)})

    assert told.returncode == 1
    assert told.stderr.startswith("GET customers/search?pageSize=1: ")
    assert "another issuer, or another DATA?" in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_a_command_that_meets_another_program_on_the_port_says_so(tmp_path: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as other:
        Thread(target=other.serve_forever, daemon=True).start()
        given = {"DATA": str(tmp_path), "PORT": str(other.server_port)}
        told = said("infra.local.demo", settings=given)
        other.shutdown()

    assert told.returncode == 1
    assert told.stderr.startswith(f"PORT={other.server_port} is answered by something else")
    assert len(told.stderr.splitlines()) == 1


def test_the_demo_ends_with_what_to_look_at_and_starts_the_system_for_it(tmp_path: Path) -> None:
    port = free_port()
    done = said("infra.local.demo", settings={"DATA": str(tmp_path), "PORT": str(port)})

    assert done.returncode == 0, done.stderr
    assert f"Start the system with `DATA={tmp_path} PORT={port} make run`. Then look at:" in done.stdout
    for shown in ("/docs", "/report", "customers/search?query=oresund", "/history"):
        assert shown in done.stdout


def test_the_demo_says_why_the_system_does_not_start(tmp_path: Path) -> None:
    given = {"DATA": str(tmp_path), "PORT": str(free_port()), "REDIS_URL": "redis://127.0.0.1:9"}

    assert refusal(said("infra.local.demo", settings=given)).startswith("REDIS_URL names redis://127.0.0.1:9")
