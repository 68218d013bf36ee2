"""Exports by identity."""

from shared.exports.model import ContactExport, ExportNotFound
from shared.platform.persistence.repository import Store


class ExportRepository(Store[ContactExport]):
    kind, missing = ContactExport, ExportNotFound
