"""Templates (ours; decisions "Communications")."""

from sqlalchemy import Column, Index, Integer, Table, Unicode, UnicodeText, Uuid

from shared.kernel.customer_data import NoCustomerData
from shared.platform.persistence.column_types import BY_LETTER, EnumType, UtcDateTime, metadata
from shared.platform.persistence.constraints import Unique
from shared.templates.model import TemplateNameTaken
from shared.templates.values import TemplateChannel, TextFormat

templates = Table(
    "Templates",
    metadata,
    Column("Id", Uuid, primary_key=True),
    Column("Name", Unicode(200), nullable=False),
    Column("Channel", EnumType(TemplateChannel, 20), nullable=False),
    Column("Format", EnumType(TextFormat, 20), nullable=False),
    Column("Subject", Unicode(500)),
    Column("Body", UnicodeText, nullable=False),
    Column("ContentVersion", Integer, nullable=False),
    Column("LiveNameKey", Unicode(200), info=BY_LETTER),  # null once it was deleted
    Column("CreatedAt", UtcDateTime, nullable=False),
    Column("CreatedBy", Unicode(100), nullable=False),
    Column("LastModifiedAt", UtcDateTime),
    Column("LastModifiedBy", Unicode(100)),
    Column("DeletedAt", UtcDateTime),
    Column("RowVersion", Integer, nullable=False),
    Index("IX_Templates_Name", "Name", "Id"),
)

NO_CUSTOMER_DATA = (NoCustomerData("Templates", "texts of the organisation's own, with placeholders"),)
UNIQUE = (Unique("UX_Templates_LiveNameKey", ("Templates.LiveNameKey",), TemplateNameTaken),)
"""Filtered, so the migration's alone."""
