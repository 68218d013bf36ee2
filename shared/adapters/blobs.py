"""Files in containers: Azure Blob storage, or a folder."""

import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol


class NoSuchBlob(Exception):
    """There is no blob of this name."""


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


class LocalBlobs:
    """Folders under `DATA/blobs`. Names beginning with `.` are files on their way."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, container: str, name: str, content: BinaryIO) -> str:
        file = self._file(container, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f".{file.name}.{os.getpid()}")
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

    def _file(self, container: str, name: str) -> Path:
        folder = (self._root / container).resolve()
        file = (folder / name).resolve()
        if not file.is_relative_to(folder) or file == folder:
            raise NoSuchBlob(name)
        return file
