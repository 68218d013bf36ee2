"""What every blob store does, whichever is chosen."""

import io
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pytest import FixtureRequest, MonkeyPatch, TempPathFactory, fixture, mark, raises

from shared.adapters import azure_blobs
from shared.adapters.azure_blobs import AzureBlobs
from shared.adapters.blobs import BlobReplaced, Blobs, LocalBlobs, NoSuchBlob
from shared.platform.resilience import BLOBS, Unreachable
from tests.support import http
from tests.support.circuits import LONG_SECONDS, rest_is_over
from tests.support.running import Running
from tests.support.services import Azurite

CONTAINER = "contact-imports"


@fixture(scope="module")
def azurite(tmp_path_factory: TempPathFactory) -> Iterator[Azurite]:
    from azure.storage.blob import BlobServiceClient

    with Azurite(tmp_path_factory.mktemp("azurite")) as server:
        BlobServiceClient.from_connection_string(server.connection_string).create_container(CONTAINER)
        yield server


@fixture(params=["local", "azure"])
def blobs(request: FixtureRequest) -> Blobs:
    if request.param == "azure":
        return AzureBlobs(request.getfixturevalue("azurite").connection_string)
    running: Running = request.getfixturevalue("running")  # whose host serves the links
    return LocalBlobs(running.data / "blobs", links=f"{running.root}/blobs")


def name_of(request: FixtureRequest) -> str:
    return f".contracts/{request.node.name}" if "local" in request.node.name else request.node.name


@fixture
def name(request: FixtureRequest) -> str:
    """A blob of the test's own; hidden from the local host's triggers."""
    return name_of(request)


def read(blobs: Blobs, name: str) -> bytes:
    with blobs.opened(CONTAINER, name) as file:
        return file.read()


def test_what_is_put_is_read(blobs: Blobs, name: str) -> None:
    etag = blobs.put(CONTAINER, name, io.BytesIO("Müller".encode()))

    assert read(blobs, name).decode() == "Müller"
    assert blobs.etag(CONTAINER, name) == etag
    blobs.check()


def test_each_version_has_its_etag(blobs: Blobs, name: str) -> None:
    first = blobs.put(CONTAINER, name, io.BytesIO(b"one"))
    time.sleep(0.01)
    second = blobs.put(CONTAINER, name, io.BytesIO(b"two"))

    assert first != second
    assert read(blobs, name) == b"two"


def test_a_file_can_be_sought_in(blobs: Blobs, name: str) -> None:
    content = b"".join(b"%07d\n" % n for n in range(1_500_000))  # 12 MB: several fetches
    blobs.put(CONTAINER, name, io.BytesIO(content))

    with blobs.opened(CONTAINER, name) as file:
        assert file.seek(0, io.SEEK_END) == len(content)
        file.seek(8 * 700_000)
        assert file.readline() == b"0700000\n"
        assert file.tell() == 8 * 700_001
        file.seek(0)
        assert sum(1 for _ in io.TextIOWrapper(file, "ascii")) == 1_500_000


def test_an_empty_file_is_a_file(blobs: Blobs, name: str) -> None:
    blobs.put(CONTAINER, name, io.BytesIO())

    assert read(blobs, name) == b""


def test_files_are_named_drafts_are_not(blobs: Blobs, request: FixtureRequest) -> None:
    name = f"of/{request.node.name}.csv"
    blobs.put(CONTAINER, name, io.BytesIO(b"x"))
    blobs.put_part(CONTAINER, f"{name}.to-come", "0001", b"x")

    assert [one for one in blobs.names(CONTAINER) if request.node.name in one] == [name]


def test_what_is_not_there_is_said_so(blobs: Blobs) -> None:
    with raises(NoSuchBlob):
        blobs.etag(CONTAINER, "nothing/here")
    with raises(NoSuchBlob), blobs.opened(CONTAINER, "nothing/here"):
        pass


def test_a_link_reads_and_nothing_else(blobs: Blobs, name: str) -> None:
    blobs.put(CONTAINER, name, io.BytesIO(b"content"))
    link = blobs.link(CONTAINER, name, to="read", until=datetime.now(UTC) + timedelta(minutes=5))

    assert http.get(link).content == b"content"
    assert http.put(link, content=b"x", headers={"x-ms-blob-type": "BlockBlob"}).status_code == 403
    assert http.get(re.sub(r"\b(sig|signature)=", r"\1=0", link)).status_code == 403
    assert http.get(link.partition("?")[0]).status_code in (403, 404, 409)


def test_a_link_to_write_takes_a_file_and_shows_none(blobs: Blobs, name: str) -> None:
    link = blobs.link(CONTAINER, name, to="write", until=datetime.now(UTC) + timedelta(minutes=5))

    assert http.put(link, content=b"sent", headers={"x-ms-blob-type": "BlockBlob"}).status_code == 201
    assert read(blobs, name) == b"sent"
    assert http.get(link).status_code == 403


def test_a_link_ends(blobs: Blobs, name: str) -> None:
    blobs.put(CONTAINER, name, io.BytesIO(b"content"))
    link = blobs.link(CONTAINER, name, to="read", until=datetime.now(UTC) - timedelta(seconds=2))

    assert http.get(link).status_code == 403


def test_a_blob_replaced_while_it_is_read_is_noticed(azurite: Azurite) -> None:
    blobs = AzureBlobs(azurite.connection_string)
    blobs.put(CONTAINER, "replaced", io.BytesIO(b"x" * 9_000_000))

    with blobs.opened(CONTAINER, "replaced") as file:
        file.read(10)
        blobs.put(CONTAINER, "replaced", io.BytesIO(b"y" * 9_000_000))
        with raises(BlobReplaced):
            file.read()


@mark.parametrize("escape", ["../x", "a/../../x", "/etc/passwd"])
def test_local_names_stay_in_their_container(tmp_path: Path, escape: str) -> None:
    with raises(NoSuchBlob):
        LocalBlobs(tmp_path, links="").put("c", escape, io.BytesIO(b"x"))


def test_a_store_that_died_is_said_so_then_left_alone_and_used_again_when_it_is_back(
    azurite: Azurite, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setattr(azure_blobs, "BLOBS", replace(BLOBS, tries=1, reset_after=LONG_SECONDS))
    blobs = AzureBlobs(azurite.connection_string)
    blobs.put(CONTAINER, "kept", io.BytesIO(b"kept"))
    azurite.stop()
    for _ in range(BLOBS.failures):
        with raises(Unreachable):
            blobs.etag(CONTAINER, "kept")
    with raises(Unreachable, match="left alone"):
        blobs.etag(CONTAINER, "kept")
    azurite.start()
    rest_is_over()

    assert read(blobs, "kept") == b"kept"
