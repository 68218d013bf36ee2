"""What can be done with templates, each in one transaction."""

from dataclasses import dataclass
from uuid import UUID

from shared.kernel.ids import new_id
from shared.kernel.values import Provided
from shared.platform.application.commands import Command, Versioned
from shared.platform.application.unit_of_work import UnitOfWork
from shared.templates.model import Template
from shared.templates.repository import TemplateRepository
from shared.templates.values import TemplateChannel, Wording


@dataclass(frozen=True)
class CreateTemplate(Command[Template]):
    """Raises TemplateNameTaken, Invalid."""

    name: str
    channel: TemplateChannel
    wording: Wording

    def handle(self, uow: UnitOfWork) -> Template:
        made = Template(new_id(), self.name, self.channel, self.wording, by=uow.actor, at=uow.now)
        return uow.repository(TemplateRepository).add(made)


@dataclass(frozen=True, kw_only=True)
class UpdateTemplate(Versioned[Template]):
    """Replaces the provided fields. Raises TemplateNotFound, TemplateNameTaken, Invalid, VersionConflict."""

    template_id: UUID
    provided: Provided

    def handle(self, uow: UnitOfWork) -> Template:
        template = uow.repository(TemplateRepository).get(self.template_id, expecting=self.expecting)
        template.update(self.provided, by=uow.actor, at=uow.now)
        return template


@dataclass(frozen=True, kw_only=True)
class DeleteTemplate(Versioned[Template]):
    """Raises TemplateNotFound, VersionConflict."""

    template_id: UUID

    def handle(self, uow: UnitOfWork) -> Template:
        template = uow.repository(TemplateRepository).get(self.template_id, expecting=self.expecting)
        template.delete(by=uow.actor, at=uow.now)
        return template
