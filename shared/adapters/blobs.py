"""Files in containers: Azure Blob storage, or a folder."""

import hashlib
import hmac
import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal, Protocol
from urllib.parse import quote


class NoSuchBlob(Exception):
    """There is no blob of this name."""


class NotAFile(NoSuchBlob):
    """What goes by this name has no content: a folder's pipe, a device, a link to elsewhere."""


class BlobReplaced(NoSuchBlob):
    """The version that was being read is there no more."""


DRAFT = ".draft-"
"""Begins the names of files that are being written."""
DRAFT_LIFE_SECONDS = 2 * 60 * 60
"""Nobody writes on one for so long: an upload's link is good for an hour."""

TEST_VIRUS = rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
"""All that the local twin takes for malware: it has no scanner (eicar.org)."""

type Purpose = Literal["read", "write"]


class Blobs(Protocol):
    """Containers of named files; each version of a file has its own ETag."""

    def put(self, container: str, name: str, content: BinaryIO) -> str:
        """Stores a file; it appears whole or not at all. Returns its ETag."""
        ...

    def etag(self, container: str, name: str) -> str:
        """The present version. Raises NoSuchBlob."""
        ...

    def opened(self, container: str, name: str) -> AbstractContextManager[BinaryIO]:
        """The content, to read and seek in. Raises NoSuchBlob."""
        ...

    def put_part(self, container: str, name: str, part: str, content: bytes) -> None:
        """Stores a part of a file to come. A file's parts have names of one length; nobody stores one twice."""
        ...

    def join(self, container: str, name: str, parts: Sequence[str]) -> str:
        """Makes the file of these parts, for all to see, and again if asked again. Returns its ETag."""
        ...

    def delete(self, container: str, name: str) -> None:
        """Removes the file, if it is there."""
        ...

    def names(self, container: str, *, folder: str = "") -> Iterator[str]:
        """The names of all files, or of those in a folder, in no order."""
        ...

    def remove_drafts(self) -> bool:
        """Removes what is left of files that were not written to their end, and of those that were. Says True."""
        ...

    def link(self, container: str, name: str, *, to: Purpose, until: datetime) -> str:
        """A URL that lets its bearer GET the blob, or PUT it, until then."""
        ...

    def tags(self, container: str, name: str) -> Mapping[str, str]:
        """What is written on the file, such as what a scan for malware found. Raises NoSuchBlob."""
        ...

    def check(self) -> None:
        """Raises if the files cannot be reached."""
        ...


class LocalBlobs:
    """Folders under `DATA/blobs`. Names beginning with `.` are files on their way, or not for others.

    Tags are those of Microsoft Defender for Storage, if it scanned at once and knew one virus.

    Links lead to the local host, as Azure's lead to the storage account: good for one blob, one purpose and
    some time, by a signature whose key lies beside the containers in `.key`. That file is the contract between the two.
    """

    def __init__(self, root: Path, *, links: str) -> None:
        self._root, self._links = root, links.rstrip("/")

    def put(self, container: str, name: str, content: BinaryIO) -> str:
        file = self._file(container, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f"{DRAFT}{secrets.token_hex(8)}")
        try:
            with draft.open("wb") as target:
                shutil.copyfileobj(content, target)
            draft.replace(file)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        return self.etag(container, name)

    def etag(self, container: str, name: str) -> str:
        try:
            status = self._file(container, name).lstat()
        except OSError:
            raise NoSuchBlob(name) from None
        if not stat.S_ISREG(status.st_mode):
            raise NotAFile(name)
        return f"{status.st_mtime_ns:x}-{status.st_size:x}-{status.st_ino:x}"

    @contextmanager
    def opened(self, container: str, name: str) -> Iterator[BinaryIO]:
        self.etag(container, name)
        try:
            file = self._file(container, name).open("rb")
        except FileNotFoundError:
            raise NoSuchBlob(name) from None
        with file:
            yield file

    def put_part(self, container: str, name: str, part: str, content: bytes) -> None:
        folder = self._parts(container, name)
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"{DRAFT}{secrets.token_hex(8)}"
        draft.write_bytes(content)
        draft.replace(folder / part)

    def join(self, container: str, name: str, parts: Sequence[str]) -> str:
        folder = self._parts(container, name)
        draft = self._file(container, name).with_name(f"{DRAFT}{secrets.token_hex(8)}")
        draft.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as target:
            for part in parts:
                with (folder / part).open("rb") as source:
                    shutil.copyfileobj(source, target)
        draft.replace(self._file(container, name))
        return self.etag(container, name)  # the parts go with other drafts: who dies now will ask again

    def delete(self, container: str, name: str) -> None:
        shutil.rmtree(self._parts(container, name), ignore_errors=True)
        with suppress(FileNotFoundError):
            self._file(container, name).unlink()

    def names(self, container: str, *, folder: str = "") -> Iterator[str]:
        root = self._root / container
        for file in (root / folder).rglob("*"):
            if file.is_file() and not any(part.startswith(".") for part in file.relative_to(root).parts):
                yield file.relative_to(root).as_posix()

    def remove_drafts(self) -> bool:
        for left in (*self._root.glob(f"*/**/{DRAFT}*"), *self._root.glob("*/.parts/*")):
            with suppress(OSError):
                if time.time() - left.lstat().st_mtime > DRAFT_LIFE_SECONDS:
                    shutil.rmtree(left) if left.is_dir() else left.unlink()
        return True

    def link(self, container: str, name: str, *, to: Purpose, until: datetime) -> str:
        self._file(container, name)
        end = int(until.timestamp())
        signature = hmac.new(self._key(), f"{to}\n{container}/{name}\n{end}".encode(), "sha256").hexdigest()
        return f"{self._links}/{container}/{quote(name)}?for={to}&until={end}&signature={signature}"

    def tags(self, container: str, name: str) -> Mapping[str, str]:
        with self.opened(container, name) as file:
            found = "Malicious" if TEST_VIRUS in file.read(4096) else "No threats found"
        return {"Malware Scanning scan result": found}

    def check(self) -> None:
        self._root.mkdir(parents=True, exist_ok=True)

    def _key(self) -> bytes:
        file = self._root / ".key"
        if not file.exists():
            self._root.mkdir(parents=True, exist_ok=True)
            draft = file.with_name(f".key.{secrets.token_hex(4)}")
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_hex(32))
            with suppress(FileExistsError):
                os.link(draft, file)
            draft.unlink()
        return file.read_bytes()

    def _parts(self, container: str, name: str) -> Path:
        """Where the parts of a file lie that is to come."""
        return self._root / container / ".parts" / hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()

    def _file(self, container: str, name: str) -> Path:
        """Where the file lies; its folder may be no link that leads out of the container."""
        folder = (self._root / container).resolve()
        file = folder / name
        try:
            within = file.parent.resolve().is_relative_to(folder)
        except OSError:
            within = False
        if not within or file.name in ("", "..") or file == folder:
            raise NoSuchBlob(name)
        return file
