"""Files in containers: Azure Blob storage, or a folder."""

import hmac
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal, Protocol
from urllib.parse import quote


class NoSuchBlob(Exception):
    """There is no blob of this name."""


class BlobReplaced(NoSuchBlob):
    """The version that was being read is there no more."""


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

    def link(self, container: str, name: str, *, to: Purpose, until: datetime) -> str:
        """A URL that lets its bearer GET the blob, or PUT it, until then."""
        ...

    def check(self) -> None:
        """Raises if the files cannot be reached."""
        ...


class LocalBlobs:
    """Folders under `DATA/blobs`. Names beginning with `.` are files on their way, or not for others.

    Links lead to the local host, as Azure's lead to the storage account: good for one blob, one purpose and
    some time, by a signature whose key lies beside the containers in `.key`. That file is the contract between the two.
    """

    def __init__(self, root: Path, *, links: str) -> None:
        self._root, self._links = root, links.rstrip("/")

    def put(self, container: str, name: str, content: BinaryIO) -> str:
        file = self._file(container, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f".{file.name[:200]}.{secrets.token_hex(4)}")
        with draft.open("wb") as target:
            shutil.copyfileobj(content, target)
        draft.replace(file)
        return self.etag(container, name)

    def etag(self, container: str, name: str) -> str:
        try:
            status = self._file(container, name).stat()
        except FileNotFoundError:
            raise NoSuchBlob(name) from None
        return f"{status.st_mtime_ns:x}-{status.st_size:x}-{status.st_ino:x}"

    @contextmanager
    def opened(self, container: str, name: str) -> Iterator[BinaryIO]:
        try:
            file = self._file(container, name).open("rb")
        except (FileNotFoundError, IsADirectoryError):
            raise NoSuchBlob(name) from None
        with file:
            yield file

    def link(self, container: str, name: str, *, to: Purpose, until: datetime) -> str:
        self._file(container, name)
        end = int(until.timestamp())
        signature = hmac.new(self._key(), f"{to}\n{container}/{name}\n{end}".encode(), "sha256").hexdigest()
        return f"{self._links}/{container}/{quote(name)}?for={to}&until={end}&signature={signature}"

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

    def _file(self, container: str, name: str) -> Path:
        folder = (self._root / container).resolve()
        file = (folder / name).resolve()
        if not file.is_relative_to(folder) or file == folder:
            raise NoSuchBlob(name)
        return file
