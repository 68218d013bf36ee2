"""Exports by identity."""

from shared.exports.model import ContactExport, ExportNotFound
from shared.platform.persistence.repository import AggregateRepository


class ExportRepository(AggregateRepository[ContactExport]):
    kind, not_found = ContactExport, ExportNotFound
