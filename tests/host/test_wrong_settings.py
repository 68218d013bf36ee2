"""`make run` with a setting that can't work: one sentence with its name and what to do, no secret, exit status 2."""

import resource
import socket
import sys
from pathlib import Path

from pytest import mark

from tests.support import http
from tests.support.commands import refusal, said
from tests.support.installing import installed
from tests.support.running import Process, free_port
from tests.support.sample import Sample
from tests.support.sqlite import opened

START = "infra.start"
SECRET = "hunter2"
NOBODY = "127.0.0.1:9"
"""Where nothing listens: the port of a service that was given up before the web was made."""
BUS = f"SharedAccessKeyName=app;SharedAccessKey={SECRET}"
KEY = "AccountName=n;AccountKey=aHVudGVyMg=="

MALFORMED = [
    ("DATABASE_URL", f"postgresql:u:{SECRET}@host", "must be a URL such as"),
    ("DATABASE_READ_URL", f"mysql://u:{SECRET}@host/d", "none of sqlite, postgresql"),
    ("REDIS_URL", f"https://:{SECRET}@host", "must be a URL such as rediss://"),
    ("ServiceBusConnection", f"Endpoint=n;{BUS}", "must be a connection string such as"),
    ("ContactStorage", f"AccountName=n;AccountKey={SECRET}", "mistyped"),
    ("AuditStorage", f"DefaultEndpointsProtocol=ftp;{KEY}", "must be a connection string such as"),
    ("AUTH_ISSUER", "login.example.com", "must be an http or https URL"),
    ("AUTH_ISSUER", "https://YOUR-TENANT.ciamlogin.com/v2.0", "still says YOUR-TENANT: put your own"),
    ("CORS_ALLOWED_ORIGINS", "app.example.com", "an origin is SCHEME://HOST"),
    ("CustomerManagement__MaxPageSize", "ten", "must be a whole number from 1 to 100"),
    ("CustomerManagement__MaxPageSize", "5", "must be at most CustomerManagement__MaxPageSize, which is 5"),
    ("CustomerManagement__MaxContactPerCustomer", "5", "did you mean"),
    ("PORT", "http", "must be a whole number from 1 to 65,535"),
    ("PORT", "65536", "must be a whole number from 1 to 65,535"),
    ("PYTHON_THREADPOOL_THREAD_COUNT", "0", "must be a whole number from 1 to 1,000"),
    ("STORAGE_EVENTS", "contact-imports", "must be container=queue"),
    ("JOBS_SCHEDULE", "* * *", "needs six fields"),
]
UNREACHABLE = [
    ("DATABASE_URL", f"postgresql+psycopg://u:{SECRET}@{NOBODY}/d"),
    ("DATABASE_URL", f"mssql+pyodbc://u:{SECRET}@{NOBODY}/d"),
    ("DATABASE_URL", "sqlite:////nowhere/customers.db"),
    ("DATABASE_READ_URL", f"postgresql+psycopg://u:{SECRET}@nowhere.invalid/d"),
    ("REDIS_URL", f"redis://:{SECRET}@{NOBODY}"),
    ("ServiceBusConnection", f"Endpoint=sb://{NOBODY}/;{BUS}"),
    ("ServiceBusConnection__fullyQualifiedNamespace", NOBODY),
    ("ContactStorage", f"BlobEndpoint=http://{NOBODY}/n;{KEY}"),
    ("ContactStorage__blobServiceUri", f"https://{NOBODY}"),
    ("ContactStorage__queueServiceUri", f"https://{NOBODY}"),
    ("AuditStorage", f"TableEndpoint=http://{NOBODY}/n;{KEY}"),
    ("AuditStorage__tableServiceUri", f"https://{NOBODY}"),
    ("AUTH_ISSUER", f"http://{NOBODY}/issuer"),
    ("AUTH_JWKS_URL", f"http://{NOBODY}/keys"),
]
SHADOWS = [
    ("postgresql+psycopg://u:hunter2@host/d", "psycopg", "No module named 'psycopg'", "psycopg[binary]"),
    ("mssql+pyodbc://u:hunter2@host/d", "pyodbc", "libodbc.so.2: cannot open shared object file", "unixodbc"),
]


def started(data: Path, **settings: str) -> str:
    """The sentence that `make run` ends with."""
    return refusal(said(START, settings={"DATA": str(data), "PORT": str(free_port()), **settings}))


def no_large_files() -> None:
    """What this process writes ends as on a disk with half a megabyte."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))


def little_room() -> None:
    """As above, with room for the probe."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_060_000, 1_060_000))


@mark.parametrize(("name", "value", "wrong"), MALFORMED)
def test_a_malformed_value_is_refused(tmp_path: Path, name: str, value: str, wrong: str) -> None:
    sentence = started(tmp_path, **{name: value})

    assert name in sentence
    assert wrong in sentence
    assert SECRET not in sentence
    assert "aHVudGVyMg" not in sentence
    assert not (tmp_path / "customers.db").exists() or name in ("JOBS_SCHEDULE", "STORAGE_EVENTS")


@mark.parametrize(("name", "value"), UNREACHABLE)
def test_what_does_not_answer_is_refused(tmp_path: Path, name: str, value: str) -> None:
    if value.startswith("mssql"):
        installed("isql", "unixodbc")
    issuer = {"AUTH_ISSUER": "https://issuer.example.com"} if name == "AUTH_JWKS_URL" else {}
    sentence = started(tmp_path, **{name: value, **issuer})

    assert sentence.startswith(f"{name} names ")
    assert "which does not answer (" in sentence
    assert "leave the setting empty" in sentence
    assert SECRET not in sentence
    assert "aHVudGVyMg" not in sentence


def test_what_listens_and_says_nothing_is_not_waited_for(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"postgresql+psycopg://u:{SECRET}@127.0.0.1:{mute.getsockname()[1]}/d"
        sentence = started(tmp_path, DATABASE_URL=url)

    assert sentence.startswith("DATABASE_URL names postgresql+psycopg://127.0.0.1:")
    assert "(not within 5 seconds)" in sentence
    assert SECRET not in sentence


@mark.parametrize(("url", "driver", "error", "remedy"), SHADOWS)
def test_a_driver_that_is_not_installed_is_named(
    tmp_path: Path, url: str, driver: str, error: str, remedy: str
) -> None:
    (tmp_path / f"{driver}.py").write_text(f"raise ImportError({error!r})")
    sentence = started(tmp_path / "data", DATABASE_URL=url, PYTHONPATH=str(tmp_path))

    assert sentence.startswith(f"DATABASE_URL needs the driver {driver}, which is not installed ({error})")
    assert remedy in sentence


def test_an_odbc_driver_that_is_not_installed_is_named(tmp_path: Path) -> None:
    installed("isql", "unixodbc")  # what looks for drivers is there
    sentence = started(tmp_path, DATABASE_URL="mssql+pyodbc://u:hunter2@host/d?driver=No+Driver")

    assert sentence.startswith("DATABASE_URL needs the driver No Driver, which is not installed")


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    assert started(tmp_path / "file").startswith(f"DATA={tmp_path}/file can't be written to (File exists)")
    assert started(tmp_path / "file" / "data").startswith(f"DATA={tmp_path}/file/data can't be written to (Not a dir")


def test_a_disk_without_room_for_a_database_is_refused(tmp_path: Path) -> None:
    """The system's own limit on what may be written stands for the end of a disk."""
    done = said(START, limit=no_large_files, settings={"DATA": str(tmp_path), "PORT": str(free_port())})

    assert refusal(done).startswith(
        f"DATA={tmp_path} can't be written to (File too large): make it writable, make room"
    )


def test_a_disk_that_is_full_half_way_through_the_migrations_is_refused(tmp_path: Path) -> None:
    """The file of the probe is small; that of a database from elsewhere is not."""
    with opened(tmp_path / "customers.db") as database:
        database.execute("CREATE TABLE Filler AS SELECT randomblob(1048576) AS Bytes")
    done = said(START, limit=little_room, settings={"DATA": str(tmp_path), "PORT": str(free_port())})

    assert refusal(done).startswith(f"The database in DATA={tmp_path} can't be brought up to date (")


def test_a_damaged_file_of_the_hosts_is_refused(tmp_path: Path) -> None:
    (tmp_path / "servicebus.db").write_text("this is no database" * 100)

    assert started(tmp_path).startswith(f"DATA={tmp_path} can't be used (file is not a database)")
    (tmp_path / "servicebus.db").unlink()
    (tmp_path / "host" / "issuer.pem").write_text("this is no key")
    assert started(tmp_path).startswith(f"{tmp_path}/host/issuer.pem holds no RSA key: remove it")


def test_a_folder_that_another_host_works_on_is_refused(sample: Sample) -> None:
    assert started(sample.data).startswith(f"Another host is running on DATA={sample.data}: stop it")


def test_a_port_that_is_taken_is_refused_before_anything_is_migrated(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        sentence = started(tmp_path, PORT=str(port))

    assert sentence == f"PORT={port} is in use: stop what uses it, or choose another with PORT=…"
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_only_the_superuser_may_have_is_refused(tmp_path: Path) -> None:
    """Some systems give it to everybody; here nobody gets it."""
    (tmp_path / "sitecustomize.py").write_text(NO_LOW_PORTS)
    sentence = started(tmp_path / "data", PORT="80", PYTHONPATH=str(tmp_path))

    assert sentence == "PORT=80 is for the superuser alone: choose another from 1024 on with PORT=…"


NO_LOW_PORTS = """
import socket
import sys

class Socket(socket.socket):
    def bind(self, address):
        if address[1] < 1024:
            raise PermissionError(13, "Permission denied")
        super().bind(address)

socket.socket = Socket
"""


@mark.parametrize("text", [f"hunter {SECRET}", "InstrumentationKey=YOUR-KEY", f"IngestionEndpoint=https://{NOBODY}"])
def test_telemetry_that_is_wrong_is_told_and_stops_nothing(tmp_path: Path, text: str) -> None:
    given = {"APPLICATIONINSIGHTS_CONNECTION_STRING": text}
    command = (sys.executable, "-m", START)
    with Process(tmp_path, settings=given, command=command) as served:
        assert http.get(f"{served.root}/api/v1/health").status_code == 200

    assert "WARNING" in served.output
    assert "APPLICATIONINSIGHTS_CONNECTION_STRING" in served.output
    assert "Traceback" not in served.output
    assert SECRET not in served.output
