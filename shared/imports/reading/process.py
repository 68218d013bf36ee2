"""The process that reads one file: `python -m shared.imports.reading.process`. It trusts nothing of the file.

It has no network and no settings. What it needs of the file it asks for, and what it finds it answers, over its
standard streams, in frames: a letter, four bytes of length, and the content.
"""

import io
import json
import resource
import sys
from itertools import batched, chain, islice
from typing import Any, BinaryIO

from shared.contacts.list_files import FileFormat
from shared.imports.contact_parsing import RowParser
from shared.imports.parsed_contacts import to_wire
from shared.imports.reading.frames import ASK, END, ERROR, HEADER, ROWS, read_frame, write_frame
from shared.imports.reading.limits import MAX_ROWS, MEMORY
from shared.imports.reading.rows import Rows, Unreadable, samples_of

BLOCK = 1024 * 1024
"""How much of the file is asked for at a time."""

SAMPLE_ROWS = 50
"""Rows that are looked at for a value of each column before the header is told."""


class Remote(io.RawIOBase):
    """The file, which the other process has."""

    def __init__(self, size: int, questions: BinaryIO, answers: BinaryIO) -> None:
        self._size, self._questions, self._answers, self._place = size, questions, answers, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._place = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence])
        return self._place

    def readinto(self, buffer: Any) -> int:
        wanted = min(len(buffer), self._size - self._place)
        if wanted <= 0:
            return 0
        write_frame(self._questions, ASK, json.dumps([self._place, wanted]).encode())
        _, content = read_frame(self._answers)
        buffer[: len(content)] = content
        self._place += len(content)
        return len(content)


class ReadAhead(io.BufferedReader):
    """Fills its buffer also for `read1`, by which text is read: else that asks for a few thousand bytes each time."""

    def read1(self, size: int = -1, /) -> bytes:
        self.peek()
        return super().read1(size)


def read(wish: dict[str, Any], questions: BinaryIO, answers: BinaryIO) -> None:
    """Reads a file and tells its header; and, once it knows which column is which, its rows. Raises Unreadable."""
    from shared.imports.reading.formats import Known, opened

    file = ReadAhead(Remote(wish["size"], questions, answers), BLOCK)
    given = wish["format"] and FileFormat(wish["format"])
    known = Known(wish["encoding"], wish["columns"], wish["wanted"], wish["after"])
    format, rows = _parsing("The file cannot be read", opened, file, wish["name"], given, known)
    first = _parsing("The file cannot be read", list, islice(rows.rows, SAMPLE_ROWS))
    header = [format, list(rows.columns), rows.understood.to_json(), samples_of(first), rows.warnings.taken().to_wire()]
    write_frame(questions, HEADER, json.dumps(header).encode())
    _, told = read_frame(answers)
    mappings, guessed = json.loads(told)
    wish |= {"mappings": mappings, "guessed": guessed}
    rows = rows._replace(rows=chain(first, rows.rows))
    _parsing("The file cannot be read any further", _tell, rows, wish, questions)
    write_frame(questions, END, b"")


def _tell(rows: Rows, wish: dict[str, Any], questions: BinaryIO) -> None:
    parser = RowParser(wish["mappings"], wish["guessed"], rows.warnings)
    wanted = (row for row in rows.rows if row.number > wish["after"])
    for chunk in batched(wanted, wish["chunk"], strict=False):
        if chunk[-1].number > MAX_ROWS:
            raise Unreadable(f"The file has more than {MAX_ROWS:,} rows.")
        told = [to_wire(row, parser.parse(row)) for row in chunk]
        write_frame(questions, ROWS, json.dumps([rows.progress(), told, rows.warnings.taken().to_wire()]).encode())


def _parsing(problem: str, parse: Any, *given: Any) -> Any:
    """Parsers raise more kinds of error than they document; each of them is the file's fault."""
    try:
        return parse(*given)
    except Unreadable:
        raise
    except MemoryError:
        raise Unreadable(f"{problem}: that takes more than {MEMORY // 1024**2} MB of memory.") from None
    except Exception as wrong:
        raise Unreadable(f"{problem} ({type(wrong).__name__}).") from wrong


def main() -> None:
    """Reads the file that the first frame names."""
    questions, answers = sys.stdout.buffer, sys.stdin.buffer
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, wish = read_frame(answers)
    try:
        read(json.loads(wish), questions, answers)
    except Unreadable as wrong:
        write_frame(questions, ERROR, str(wrong).encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
