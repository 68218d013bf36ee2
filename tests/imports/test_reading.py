"""The reading process's own way, in this process: what it asks for, and what it tells."""

import io
import json
import os
import threading
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from pytest import mark, raises

from shared.imports.parsed_contacts import ParsedContact, from_wire
from shared.imports.reading import process
from shared.imports.reading.frames import ASK, END, HEADER, ROWS, read_frame, write_frame
from shared.imports.reading.limits import MAX_COLUMNS, MAX_LINE, MAX_PARTS
from shared.imports.reading.rows import Unreadable
from shared.imports.values import RowError
from tests.support.workbooks import far, workbook

MAPPINGS = {"firstName": "F", "lastName": "L", "email": "E"}


def told(content: bytes, name: str, *, columns: Sequence[str] | None = None, after: int = 0) -> tuple[Any, list[Any]]:
    """(format and columns, rows) as the process tells of a file. Raises what it raises."""
    (answers, give), (hear, questions) = os.pipe(), os.pipe()
    failure: list[Exception] = []
    wish = {
        "name": name,
        "format": None,
        "encoding": None,
        "size": len(content),
        "columns": columns,
        "wanted": [],
        "after": after,
        "chunk": 2,
    }

    def read() -> None:
        with open(questions, "wb") as out, open(answers, "rb") as incoming:
            try:
                process.read(wish, out, incoming)
            except Exception as wrong:
                failure.append(wrong)

    reader = threading.Thread(target=read)
    reader.start()
    header, rows = None, []
    with open(hear, "rb") as asked, open(give, "wb") as given:
        while not failure:
            try:
                kind, said = read_frame(asked)
            except EOFError:
                break
            if kind == ASK:
                offset, length = json.loads(said)
                write_frame(given, ASK, content[offset : offset + length])
            elif kind == HEADER:
                header = json.loads(said)
                write_frame(given, ASK, json.dumps([MAPPINGS, []]).encode())
            elif kind == ROWS:
                rows += [from_wire(row) for row in json.loads(said)[1]]
            elif kind == END:
                break
        reader.join()
    if failure:
        raise failure[0]
    return header, rows


def sheet(*rows: Sequence[object]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return made.getvalue()


ADA = ("Ada", "Lovelace", "ada@x.example.com")
SAME = {
    "csv": b"F,L,E\n%s\n" % ",".join(ADA).encode(),
    "semicolons": b"\xef\xbb\xbfF;L;E\r\n\r\n%s" % ";".join(ADA).encode(),
    "declared": b"sep=|\nF|L|E\n%s\n" % "|".join(ADA).encode(),
    "utf-16": ("F\tL\tE\n" + "\t".join(ADA)).encode("utf-16"),
    "quoted": b'F,L,E\n"Ada","Lovelace",ada@x.example.com\n',
    "json": json.dumps([{"F": ADA[0], "L": ADA[1], "E": ADA[2], "more": [1, {"a": None}]}]).encode(),
    "lines": b"\xef\xbb\xbf" + json.dumps({"F": ADA[0], "L": ADA[1], "E": ADA[2]}).encode() + b"\n",
    "xlsx": sheet(("F", "L", "E"), (), ADA),
}
ENDINGS = {"xlsx": "xlsx", "json": "json", "lines": "ndjson"}


@mark.parametrize("kind", SAME)
def test_one_contact_is_the_same_in_every_spelling(kind: str) -> None:
    (_, columns, *_), [(row, ada)] = told(SAME[kind], f"a.{ENDINGS.get(kind, 'csv')}")

    assert list(columns)[:3] == ["F", "L", "E"]
    assert row.number == 1
    assert isinstance(ada, ParsedContact)
    assert (ada.details.first_name, ada.details.last_name, ada.details.email) == ADA


@mark.parametrize("ending", ["csv", "json"])
def test_it_goes_on_behind_a_row_and_need_not_find_the_columns_again(ending: str) -> None:
    rows = [{"F": f"F{n}", "L": "L", "E": f"n{n}@x.example.com"} for n in range(7)]
    text = "\n".join(["F,L,E", *(",".join(row.values()) for row in rows)])
    content = json.dumps(rows) if ending == "json" else text

    (_, columns, *_), found = told(content.encode(), f"a.{ending}", columns=["F", "L", "E"], after=4)

    assert columns == ["F", "L", "E"]
    assert [row.number for row, _ in found] == [5, 6, 7]


BAD_ROWS: dict[str, tuple[bytes, str, str]] = {
    "too long": (b"F,L,E\n" + b"x" * (MAX_LINE + 1) + b"\n", "a.csv", "longer than"),
    "an open quote": (b'F,L,E\n"a\n', "a.csv", "never closed"),
    "no CSV": (b'F,L,E\na"b,"c"d,e\n', "a.csv", "not CSV"),
    "more cells": (b"F,L,E\na,b,c,d\n", "a.csv", "4 cells for 3"),
    "NUL": (b"F,L,E\na,b\x00,c\n", "a.csv", "NUL"),
    "many parts": (b'[{"F":1},{"F":' + b"[" + b"1," * MAX_PARTS + b"1]}]", "a.json", "keys and values"),
    "no object": (b'[{"F":1},7]', "a.json", "not an object"),
    "no JSON": (b'{"F": 1} {"F', "a.json", "not JSON from here on"),
    "a bare cell": (b"F,L,E\nx\n", "a.csv", "lastName is missing"),
}


@mark.parametrize("kind", BAD_ROWS)
def test_a_row_that_cannot_be_read_says_why(kind: str) -> None:
    content, name, why = BAD_ROWS[kind]

    *_, (_, error) = told(content, name)[1]

    assert isinstance(error, RowError)
    assert why in error.message


BAD_FILES: dict[str, tuple[bytes, str, str]] = {
    "empty": (b" ", "a.csv", "empty"),
    "old": (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "a.xlsx", "an old office program"),
    "another kind": (b"F,L,E", "a.xlsx", "looks like CSV"),
    "no header": (b",,\n", "a.csv", "header could not be read"),
    "many columns": (b"x," * (MAX_COLUMNS + 1), "a.csv", "columns"),
    "a long header": (b"x" * 40_000 + b",y\n", "a.csv", "more than 32,767"),
    "many keys": (b"\n".join(b'{"k%d":1}' % n for n in range(MAX_COLUMNS + 2)), "a.json", "columns"),
    "deep": (b"[" * 100, "a.json", "deeper than"),
    "digits": (b"[" + b"1" * 1001 + b"]", "a.json", "thousand digits"),
    "half a zip": (b"PK\x03\x04" + b"\x00" * 60, "a.xlsx", "cannot be read"),
    "far": (workbook(far(b"'")), "a.xlsx", "too far"),
    "elsewhere": (workbook(far(), name="xl/o/p.bin", target="o/p.bin"), "a.xlsx", "too far"),
    "with a space": (workbook(far(), name="xl/o/p q.bin", target="o/p%20q.bin"), "a.xlsx", "too far"),
    "an odd place": (workbook(b'<row><c r="1A"><v>1</v></c></row>'), "a.xlsx", "too far"),
    "a document type": (workbook(b"", shared=b"<!DOCTYPE x><sst/>"), "a.xlsx", "entities"),
    "no XML": (workbook(b"<row>"), "a.xlsx", "XML that cannot be read"),
    "an empty sheet": (workbook(b""), "a.xlsx", "no rows"),
}


@mark.parametrize("kind", BAD_FILES)
def test_a_file_that_cannot_be_read_says_why(kind: str) -> None:
    content, name, why = BAD_FILES[kind]

    with raises(Unreadable, match=why):
        told(content, name)


def test_a_parser_that_takes_too_much_memory_is_the_files_fault() -> None:
    def parse(*_: object) -> None:
        raise MemoryError

    with raises(Unreadable, match="384 MB"):
        process._parsing("It cannot be read", parse)


def test_a_list_is_asked_for_in_large_pieces() -> None:
    """Each question makes two processes wait for each other."""
    content, asked = b"Eve;Long;eve@mail.example.com\n" * 20_000, []

    class Counted(process.Remote):
        def readinto(self, buffer: Any) -> int:
            asked.append(len(buffer))
            rest = content[sum(asked[:-1]) :][: len(buffer)]
            buffer[: len(rest)] = rest
            return len(rest)

    remote = Counted(len(content), io.BytesIO(), io.BytesIO())
    with io.TextIOWrapper(process.ReadAhead(remote, process.BLOCK), newline="") as text:
        assert sum(1 for _ in text) == 20_000
    assert len(asked) <= 3
