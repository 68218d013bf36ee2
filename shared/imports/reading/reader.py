"""A file read in a process of its own: what a parser may take of memory and time is bounded, whatever the file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import IO, TYPE_CHECKING, NamedTuple

from shared.contacts.list_files import FileFormat
from shared.imports.parsed_contacts import ParsedContact, from_wire
from shared.imports.reading.frames import ASK, END, ERROR, HEADER, read_frame, write_frame
from shared.imports.reading.limits import MEMORY, READERS, SILENCE_SECONDS
from shared.imports.reading.rows import Unreadable
from shared.imports.understanding import Remarks, Understood, Warnings
from shared.imports.values import FileRow, Mappings, RowError

if TYPE_CHECKING:
    from typing import BinaryIO

CHUNK = 2000
"""Rows that are handed over together."""
ITS_OWN_FAULT = (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGILL, signal.SIGFPE)
"""How a parser dies of a file; of another signal it dies because somebody ended it."""

_turns = threading.BoundedSemaphore(READERS)


class ReaderDied(Exception):
    """The reading process was ended from outside; the file may be read again."""


class Chunk(NamedTuple):
    """Some rows, in the file's order, with what each describes; and how much of the file is read with them, 0 to 1."""

    rows: Sequence[tuple[FileRow, ParsedContact | RowError]]
    progress: float
    warnings: Warnings


@dataclass
class ReadFile:
    """A file as it is being read."""

    format: FileFormat
    columns: Sequence[str]
    understood: Understood
    remarks: Remarks
    """A value of each column that has one, and what there is to say of the list as a whole."""
    chunks: Callable[[Mappings, Collection[str]], Iterator[Chunk]]
    """Its rows, once it is known which columns are which field, and which were only guessed. Call and iterate once.

    Raises Unreadable and ReaderDied.
    """


@contextmanager
def reading(
    file: BinaryIO,
    name: str,
    given: FileFormat | None,
    *,
    encoding: str | None = None,
    columns: Sequence[str] | None = None,
    wanted: Collection[str] = (),
    after: int = 0,
) -> Iterator[ReadFile]:
    """Opens a file for its rows beyond number `after`; what is known, such as `columns`, need not be found out again.

    `wanted` are columns that somebody named.

    Raises Unreadable, ReaderDied, and what `file` raises.
    """
    size = file.seek(0, os.SEEK_END)
    known = {"format": given, "encoding": encoding, "columns": columns, "wanted": list(wanted)}
    wish = {"name": name, "size": size, **known, "after": after, "chunk": CHUNK}
    with _turns, _Process() as process:
        process.send(json.dumps(wish).encode())
        kind, content = process.answer(file)
        assert kind == HEADER
        format, columns, understood, samples, warnings = json.loads(content)
        remarks = Remarks(samples, Warnings.from_wire(warnings))
        chunks = partial(_chunks, process, file)
        yield ReadFile(FileFormat(format), columns, Understood.from_json(understood), remarks, chunks)


def _chunks(process: _Process, file: BinaryIO, mappings: Mappings, guessed: Collection[str]) -> Iterator[Chunk]:
    process.send(json.dumps([dict(mappings), list(guessed)]).encode())
    while True:
        kind, content = process.answer(file)
        if kind == END:
            return
        progress, rows, warnings = json.loads(content)
        yield Chunk([from_wire(row) for row in rows], progress, Warnings.from_wire(warnings))


class _Process:
    """One reading process. It knows where Python finds its modules, and no setting of ours."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "shared.imports.reading.process"]
        environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1"}
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,  # who stops the app by a signal to its group decides for itself when this one ends
        )
        self._slow = False

    def __enter__(self) -> _Process:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(BrokenPipeError):  # what it was not told, it need not know
                self._stream(stream).close()

    def send(self, content: bytes) -> None:
        """Hands a frame over. Raises Unreadable or ReaderDied if nobody takes it any more."""
        try:
            write_frame(self._stream(self._process.stdin), ASK, content)
        except BrokenPipeError:
            raise self._death() from None

    def answer(self, file: BinaryIO) -> tuple[bytes, bytes]:
        """The next frame that is no question, once the questions before it are answered from the file."""
        while True:
            kind, content = self._frame()
            if kind == ERROR:
                raise Unreadable(content.decode())
            if kind != ASK:
                return kind, content
            offset, length = json.loads(content)
            file.seek(offset)
            self.send(file.read(length))

    def _frame(self) -> tuple[bytes, bytes]:
        watch = threading.Timer(SILENCE_SECONDS, self._end)
        watch.daemon = True
        watch.start()
        try:
            return read_frame(self._stream(self._process.stdout))
        except EOFError:
            raise self._death() from None
        finally:
            watch.cancel()

    def _end(self) -> None:
        self._slow = True
        self._process.kill()

    def _death(self) -> Exception:
        """What it died of."""
        code = self._process.wait()
        if self._slow:
            return Unreadable(f"The file cannot be read: a row took more than {SILENCE_SECONDS:.0f} seconds.")
        if -code in ITS_OWN_FAULT or code > 0:
            return Unreadable(
                f"The file cannot be read: that takes more than {MEMORY // 1024**2} MB of memory. "
                "Divide it, or save a workbook as CSV."
            )
        return ReaderDied(f"The reading process ended ({code}).")

    def _stream(self, stream: IO[bytes] | None) -> BinaryIO:
        assert stream is not None
        return stream  # type: ignore[return-value]
