"""What can be asked about templates."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.platform.persistence.aliases import AnyRow
from shared.platform.web.listing import Order, page_of
from shared.platform.web.paging import Page, Window
from shared.templates.mapping import TEMPLATE
from shared.templates.model import TemplateNotFound
from shared.templates.requests import TemplateQuery
from shared.templates.responses import TemplateResponse
from shared.templates.tables import templates

c = templates.c
LIVE = select(templates).where(c.DeletedAt.is_(None))
BY_NAME = Order((c.Name, c.Id))


def shown(row: AnyRow) -> TemplateResponse:
    """A row of the table."""
    return TemplateResponse.of(TEMPLATE.shown(row))


def load_template(session: Session, template_id: UUID) -> TemplateResponse:
    """A template. Raises TemplateNotFound."""
    row = session.execute(LIVE.where(c.Id == template_id)).one_or_none()
    if row is None:
        raise TemplateNotFound(template_id)
    return shown(row)


def list_templates(session: Session, asked: TemplateQuery, window: Window) -> Page[TemplateResponse]:
    """All templates, by name."""
    rows = LIVE.where(c.Channel == asked.channel) if asked.channel else LIVE
    return page_of(session, TemplateResponse, rows, BY_NAME, window, shown)
