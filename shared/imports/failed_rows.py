"""The rows that were not imported, as a file like the one they came from."""

import codecs
import csv
import io
import json
from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from shared.contacts.list_files import FileFormat, guarded, workbook_in
from shared.imports import queries
from shared.imports.model import ContactImport

ADDED = ["code", "message"]
"""What is wrong with a row, in two columns more."""


def file_of(session: Session, import_id: UUID) -> tuple[str, bytes]:
    """(file name, content) for an import's failed rows. Raises ImportNotFound."""
    return rendered(*queries.failed_rows(session, import_id))


def rendered(one: ContactImport, rows: Iterator[dict[str, str]]) -> tuple[str, bytes]:
    """(file name, content): the cells to the letter, even bytes that are no UTF-8; `code` and `message` beside them."""
    stem = one.file_name.rpartition(".")[0] or one.file_name
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_") else "_" for letter in stem)
    columns = [column for column in one.columns or () if column not in ADDED] + ADDED
    match one.format:
        case FileFormat.JSON:
            return f"{plain}-failed.json", _json(rows)
        case FileFormat.EXCEL:
            return f"{plain}-failed.xlsx", _excel(columns, rows)
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(columns)
    table.writerows(_guarded(columns, rows))
    return f"{plain}-failed.csv", codecs.BOM_UTF8 + text.getvalue().encode("utf-8", "surrogateescape")


def _json(rows: Iterator[dict[str, str]]) -> bytes:
    return b"[" + b",".join(b"\n" + json.dumps(row).encode() for row in rows) + b"\n]\n"


def _excel(columns: Sequence[str], rows: Iterator[dict[str, str]]) -> bytes:
    content = io.BytesIO()
    with workbook_in(content) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, columns)
        for number, row in enumerate(_guarded(columns, rows), 1):
            sheet.write_row(number, 0, row)
    return content.getvalue()


def _guarded(columns: Sequence[str], rows: Iterator[dict[str, str]]) -> Iterator[list[str]]:
    for row in rows:
        yield [guarded(row.get(column, "")) for column in columns]
