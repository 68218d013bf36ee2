"""The template and its table."""

from shared.platform.persistence.mapping import Fields, map_aggregate
from shared.templates.model import Template
from shared.templates.tables import templates
from shared.templates.values import Wording

c = templates.c

TEMPLATE = Fields(
    {
        "id": c.Id,
        "name": c.Name,
        "channel": c.Channel,
        "content_version": c.ContentVersion,
        "live_name_key": c.LiveNameKey,
        "created_at": c.CreatedAt,
        "created_by": c.CreatedBy,
        "last_modified_at": c.LastModifiedAt,
        "last_modified_by": c.LastModifiedBy,
        "deleted_at": c.DeletedAt,
        "version": c.RowVersion,
    },
    {"wording": (Wording, {"subject": c.Subject, "body": c.Body, "format": c.Format})},
)


def map_aggregates() -> None:
    """Teaches SQLAlchemy the template."""
    map_aggregate(Template, templates, TEMPLATE, key=c.Id)
