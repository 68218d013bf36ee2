"""Templates by identity."""

from uuid import UUID

from shared.platform.persistence.repository import AggregateRepository, Versions
from shared.templates.model import Template, TemplateNotFound


class TemplateRepository(AggregateRepository[Template]):
    kind, not_found = Template, TemplateNotFound

    def get(self, id: UUID, *, expecting: Versions = None) -> Template:
        """As of any aggregate; a deleted one is as absent as none."""
        if super().get(id).deleted_at is not None:
            raise TemplateNotFound(id)
        return super().get(id, expecting=expecting)
