"""Files to import, and what became of them."""

import io
import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from shared.imports import queries
from shared.imports.arrivals import note_file
from shared.imports.names import CONTAINER
from shared.imports.responses import ImportResponse, RowErrorResponse
from shared.imports.tables import contact_imports
from shared.imports.values import Options
from shared.kernel.ids import new_id
from shared.platform.web.paging import PageQuery
from tests.support.world import World


class Importer:
    """Imports files in a world."""

    def __init__(self, world: World) -> None:
        self.world = world

    def __call__(self, content: bytes | str, name: str = "list.csv", **options: Any) -> ImportResponse:
        """Uploads a file and works it off."""
        from shared.imports.commands import StartImport

        id = new_id()
        blob = f"{id}/{name}"
        self.world.send(StartImport(name, blob, Options(**options), id))
        self.put(blob, content)
        self.noticed(blob)
        return self.shown(id)

    def drop(self, content: bytes | str, name: str) -> ImportResponse:
        """Drops a file into the container and has it noticed."""
        self.put(name, content)
        self.noticed(name)
        with self.world.app.database.reading() as session:
            id = session.scalars(
                select(contact_imports.c.Id)
                .where(contact_imports.c.BlobName == name)
                .order_by(contact_imports.c.CreatedAt.desc(), contact_imports.c.ProcessedRecords)
            ).first()
        assert id
        return self.shown(id)

    def noticed(self, blob: str) -> None:
        """Storage tells of a file, and it is worked off."""
        note_file(self.world.app, blob)
        self.world.works()

    def put(self, blob: str, content: bytes | str) -> None:
        self.world.app.blobs.put(CONTAINER, blob, io.BytesIO(content.encode() if isinstance(content, str) else content))

    def shown(self, id: UUID) -> ImportResponse:
        with self.world.app.database.reading() as session:
            return queries.load_import(session, id, now=self.world.now)

    def errors(self, done: ImportResponse) -> list[tuple[int, str, str]]:
        """Row, code and message of each failed row."""
        return [(error.row, error.code, error.message) for error in self._errors(done)]

    def columns_at_fault(self, done: ImportResponse) -> list[str | None]:
        """The column of each failed row that its error names."""
        return [error.column for error in self._errors(done)]

    def _errors(self, done: ImportResponse) -> Sequence[RowErrorResponse]:
        part = PageQuery.model_validate({"pageSize": 100}).within(self.world.app.settings.business, of="errors")
        with self.world.app.database.reading() as session:
            return queries.errors_of(session, done.import_id, part).items

    def counts(self, done: ImportResponse) -> tuple[int | None, int, int]:
        """Total, successful, failed; which always add up."""
        assert done.processed_records == done.successful_records + done.failed_records
        with self.world.app.database.reading() as session:
            rows = queries.outcome_count(session, done.import_id)
        assert rows == done.processed_records
        return done.total_records, done.successful_records, done.failed_records


def csv_of(*rows: str, header: str = "First name,Last name,E-mail,Phone,Company") -> str:
    """A file of these rows."""
    return "\n".join([header, *rows]) + "\n"


def people(count: int, company: str = "Aurora", start: int = 0) -> list[str]:
    """So many good rows."""
    return [f"First{n},Last{n},p{n}@people.example.com,,{company}" for n in range(start, start + count)]


def json_of(*rows: dict[str, Any]) -> str:
    return json.dumps(rows)
