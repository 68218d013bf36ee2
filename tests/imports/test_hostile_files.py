"""Files made to do harm: each ends its own import with a sentence, and nothing else."""

import io
import os
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pytest import mark, raises
from sqlalchemy import select

from shared.imports import queries
from shared.imports.names import CONTAINER
from shared.imports.reading.limits import MEMORY
from shared.imports.reading.reader import ReaderDied, reading
from shared.imports.tables import contact_imports
from shared.platform.web.paging import Window
from tests.support.importing import Importer, csv_of, people
from tests.support.workbooks import far, sheets, workbook
from tests.support.world import World

HEAD = b"First name,Last name,E-mail\n"
SHARED = b"<sst>" + b"<si/>" * 4_000_000 + b"</sst>"

HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a sheet that reaches far, in single quotes": ("xlsx", lambda: workbook(far(b"'"))),
    "a sheet that reaches far, with a space before =": ("xlsx", lambda: workbook(far(space=b" "))),
    "a sheet that reaches far, with a prefix": (
        "xlsx",
        lambda: workbook(b'<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="1048576"/>'),
    ),
    "a sheet that reaches far, stored elsewhere": (
        "xlsx",
        lambda: workbook(far(), name="xl/other/place.bin", target="other/place.bin"),
    ),
    "a sheet that reaches far, stored at the top": (
        "xlsx",
        lambda: workbook(far(), name="top.xml", target="/top.xml"),
    ),
    "millions of cells without a place": (
        "xlsx",
        lambda: workbook(b"".join(b"<row>" + b"<c><v>1</v></c>" * 480 + b"</row>" for _ in range(10_000))),
    ),
    "millions of texts that cells share": (
        "xlsx",
        lambda: workbook(b"<row><c><v>1</v></c></row>", shared=SHARED),
    ),
    "half a million brackets": ("json", lambda: b"[" * 500_000),
    "half a million braces": ("json", lambda: b'{"a":' * 500_000),
    "brackets within a row": ("json", lambda: b'[{"firstName":' + b"[" * 500_000),
    "two hundred thousand keys": (
        "json",
        lambda: b"[{" + b",".join(b'"k%d":1' % n for n in range(200_000)) + b"}]",
    ),
    "a different key in each of many rows": ("json", lambda: b"\n".join(b'{"k%d":1}' % n for n in range(5_000))),
    "a text of a hundred million letters": ("json", lambda: b'[{"firstName":"' + b"x" * 100_000_000 + b'"}]'),
    "a line of a hundred million letters": ("csv", lambda: HEAD + b"x" * 100_000_000),
    "a line of zeros": ("csv", lambda: HEAD + b"\x00" * 50_000_000),
    "a header of ten million letters": ("csv", lambda: b",".join(b"c%d" % n for n in range(1_300_000)) + b"\n1\n"),
    "a hundred thousand open quotes": ("csv", lambda: HEAD + b'"x\n' * 20_000),
    "ten million quotes in a line": ("csv", lambda: HEAD + b'"' * 10_000_000),
    "an open quote before many lines of quoted cells": (
        "csv",
        lambda: HEAD + (b'"x,y,z\n' + b'"a","b","c"\n' * 20_000) * 3,
    ),
    "ten thousand columns": ("csv", lambda: b",".join(b"c%d" % n for n in range(10_000)) + b"\n1\n"),
    "a hundred sheets": ("xlsx", lambda: sheets(100)),
    "letters of no encoding": ("csv", lambda: HEAD + bytes(range(128, 256)) * 400_000),
    "a line of many letters of no UTF-8": ("csv", lambda: HEAD + b"\xe9" * 100_000_000),
}


@mark.system
@mark.parametrize("kind", HOSTILE)
def test_no_file_ends_the_app_or_takes_its_memory(world: World, importer: Importer, kind: str) -> None:
    ending, made = HOSTILE[kind]
    content = made()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    done = importer(content, f"a.{ending}")

    assert done.status in ("Failed", "CompletedWithErrors")
    assert done.failure_reason if done.status == "Failed" else importer.errors(done)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * 1024
    world.has_customer("Aurora")
    assert importer(csv_of(*people(1))).status == "Completed"


def test_a_parser_that_says_nothing_is_ended(importer: Importer, monkeypatch: Any) -> None:
    monkeypatch.setattr("shared.imports.reading.reader.SILENCE_SECONDS", 0.0)

    done = importer(csv_of(*people(1)))

    assert done.status == "Failed"
    assert "seconds" in (done.failure_reason or "")


def test_the_reading_process_has_a_limit_and_none_of_our_settings(monkeypatch: Any) -> None:
    monkeypatch.setenv("AUTH_ISSUER", "a secret")
    started, real = list[Any](), subprocess.Popen

    def noted(*given: Any, **named: Any) -> Any:
        started.append(real(*given, **named))
        return started[-1]

    monkeypatch.setattr("shared.imports.reading.reader.subprocess.Popen", noted)
    with reading(io.BytesIO(csv_of(*people(1)).encode()), "a.csv", None):
        process = Path(f"/proc/{started[0].pid}")
        limits, environment = (process / "limits").read_text(), (process / "environ").read_bytes()

    assert f"Max address space         {MEMORY} " in limits
    assert b"AUTH_ISSUER" not in environment
    assert started[0].poll() is not None


def test_a_reading_process_that_is_killed_says_nothing_about_the_file(monkeypatch: Any) -> None:
    real = subprocess.Popen

    def killed(*given: Any, **named: Any) -> Any:
        process = real(*given, **named)
        process.kill()
        process.wait()
        return process

    monkeypatch.setattr("shared.imports.reading.reader.subprocess.Popen", killed)

    with raises(ReaderDied), reading(io.BytesIO(csv_of(*people(1)).encode()), "a.csv", None):
        pass


def fifo(place: Path) -> None:
    os.mkfifo(place)


def device_link(place: Path) -> None:
    place.symlink_to("/dev/zero")


def link_outside(place: Path) -> None:
    place.symlink_to("/etc/hostname")


DROPPED: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "a pipe": ("pipe.csv", fifo, "no file"),
    "a device": ("device.csv", device_link, "no file"),
    "a link": ("link.csv", link_outside, "no file"),
    "a name of bytes that are no text": ("b\udcffd.csv", lambda place: place.write_text(csv_of()), "name"),
}


@mark.parametrize("kind", DROPPED)
def test_what_can_not_be_imported_becomes_an_import_that_says_why(world: World, importer: Importer, kind: str) -> None:
    name, make, reason = DROPPED[kind]
    folder = world.app.settings.data / "blobs" / CONTAINER
    folder.mkdir(parents=True, exist_ok=True)
    make(folder / name)

    for _ in range(2):
        importer.noticed(name)

    [one] = listed(world)
    assert (one.status, one.processed_records) == ("Failed", 0)
    assert reason in (one.failure_reason or "")


@mark.parametrize(
    "name", ["x" * 245 + ".csv", "two\nlines.csv", "tab\t.csv", "ü" * 120 + ".csv", "🎪.csv", "' OR 1=1 --.csv"]
)
def test_any_name_that_is_text_will_do(world: World, importer: Importer, name: str) -> None:
    world.has_customer("Aurora")

    assert importer.drop(csv_of(*people(2)), name).status == "Completed"
    assert len(listed(world)) == 1


def listed(world: World) -> list[Any]:
    with world.app.database.reading() as session:
        assert session.scalars(select(contact_imports.c.Id)).all()
        return list(queries.list_imports(session, Window(1, 10, None, ""), now=world.now).items)


@mark.parametrize(
    ("sidecar", "reason"),
    [
        (b'{"email": "\\ud800"}', "email is no name of a column"),
        (b"[" * 100_000, "cannot be used"),
        (b"[" * 100_001, "more than 100,000 bytes"),
        (b'{"shoeSize": "x"}', "'shoeSize' is none of"),
        (b'{"email": 7}', "email is no name of a column"),
        (b'{"email": "%b"}' % (b"x" * 201), "email is no name of a column"),
        (b'["email"]', "no object"),
        (b"\xff\xfe\x00", "cannot be used"),
        (b"not json", "cannot be used"),
    ],
)
def test_a_mapping_beside_a_file_that_makes_no_sense_ends_its_import(
    world: World, importer: Importer, sidecar: bytes, reason: str
) -> None:
    world.app.blobs.put(CONTAINER, "list.csv.mapping.json", io.BytesIO(sidecar))

    done = importer.drop(csv_of(*people(1)), "list.csv")

    assert done.status == "Failed"
    assert reason in (done.failure_reason or "")
    assert [one.status for one in listed(world)] == ["Failed"]
