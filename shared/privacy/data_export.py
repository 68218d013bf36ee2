"""Everything that is held about a customer or a contact, in one JSON document, written some objects at a time."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from shared.contacts.errors import ContactNotFound
from shared.contacts.merging import ids_of
from shared.contacts.queries import was_contact
from shared.customers.queries import load_customer, merged_from
from shared.kernel.naming import iso, to_json
from shared.privacy.queries import is_erased

if TYPE_CHECKING:
    from shared.platform.app import App
    from shared.platform.portability import Holding

PLAIN_BYTES = 8 * 1024 * 1024
"""What is larger is sent compressed: a long history has repetitions, and is held in memory while it is sent."""
RECIPIENTS = "Consumers of this business's own event topics; nobody else."


class Document(NamedTuple):
    """The document as it is sent."""

    content: bytes
    is_compressed: bool


def data_export(app: App, holdings: Sequence[Holding], customer_id: UUID, contact_id: UUID | None) -> Document:
    """Everything that is held, also of a contact that was removed. Raises CustomerNotFound, ContactNotFound."""
    whole = _Growing()
    _must_be_there(app, customer_id, contact_id)
    for piece in _pieces(app, holdings, *_ids(app, customer_id, contact_id)):
        whole.add(piece)
    _must_be_there(app, customer_id, contact_id)  # still: else a part of it could not be read any more
    return whole.document()


def _must_be_there(app: App, customer_id: UUID, contact_id: UUID | None) -> None:
    with app.database.reading() as session:
        load_customer(session, customer_id)
        if contact_id and (not was_contact(session, customer_id, contact_id) or is_erased(session, contact_id)):
            raise ContactNotFound(contact_id)


def _ids(app: App, customer_id: UUID, contact_id: UUID | None) -> tuple[list[UUID], list[UUID | None]]:
    """The ids under which something of a customer, or of one contact, is held; its own first."""
    with app.database.reading() as session:
        merged = [id for id in merged_from(session, customer_id) if not is_erased(session, id)]
        return [customer_id, *merged], [*ids_of(session, contact_id)] if contact_id else [None]


def _pieces(
    app: App, holdings: Sequence[Holding], customer_ids: Sequence[UUID], contact_ids: Sequence[UUID | None]
) -> Iterator[bytes]:
    customer_id, contact_id = customer_ids[0], contact_ids[0]
    head = {
        "generatedAt": iso(app.clock()),
        "customerId": str(customer_id),
        "contactId": contact_id and str(contact_id),
        "explained": {one.what: one.explained for one in holdings},
        "recipients": RECIPIENTS,
    }
    yield json.dumps(head, ensure_ascii=False).encode()[:-1]
    for one in holdings:
        yield b',"%b":[' % one.what.encode()
        items = (
            item for whose in customer_ids for contact in contact_ids for item in one.read(app.database, whose, contact)
        )
        for number, item in enumerate(items):
            yield (b",\n" if number else b"\n") + to_json(item)
        yield b"]"
    yield b"}\n"


class _Growing:
    """Bytes that are compressed from a size on."""

    def __init__(self) -> None:
        self._plain, self._packed = bytearray(), io.BytesIO()
        self._packer: gzip.GzipFile | None = None

    def add(self, piece: bytes) -> None:
        if self._packer is not None:
            self._packer.write(piece)
            return
        self._plain += piece
        if len(self._plain) > PLAIN_BYTES:
            self._packer = gzip.GzipFile(fileobj=self._packed, mode="wb", compresslevel=6, mtime=0)
            self._packer.write(bytes(self._plain))
            self._plain.clear()

    def document(self) -> Document:
        if self._packer is None:
            return Document(bytes(self._plain), is_compressed=False)
        self._packer.close()
        return Document(self._packed.getvalue(), is_compressed=True)
