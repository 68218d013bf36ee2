"""The template: a named text with placeholders (ours; decisions "Communications")."""

from datetime import datetime
from uuid import UUID

from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.kernel.events import Aggregate, Change, Changes
from shared.kernel.text import fold
from shared.kernel.values import Provided, differences
from shared.templates.events import TemplateCreated, TemplateDeleted, TemplateUpdated
from shared.templates.values import TemplateChannel, TextFormat, Wording

LONGEST_SMS = 1_600
"""Ten parts of 160 letters: what providers take."""


class TemplateNotFound(NotFound):
    code = "TEMP-001"
    meaning = "Template not found"

    def __init__(self, id: UUID) -> None:
        super().__init__(f"Template {id} does not exist.")


class TemplateNameTaken(Conflict):
    code = "TEMP-002"
    meaning = "Template name already taken"

    def __init__(self) -> None:
        super().__init__("Another template already has this name.")


class DeliveryFailed(Conflict):
    code = "COMM-002"
    meaning = "The message could not be handed to its provider"

    def __init__(self, reason: str) -> None:
        super().__init__(f"{self.meaning}: {reason}")


class Template(Aggregate):
    """`content_version` rises with each change of the wording: messages say which they were made of."""

    def __init__(
        self, id: UUID, name: str, channel: TemplateChannel, wording: Wording, *, by: str, at: datetime
    ) -> None:
        """Raises Invalid."""
        _check(channel, wording)
        self.id, self.version, self.content_version = id, 0, 1
        self.name, self.channel, self.wording = name, channel, wording
        self.live_name_key: str | None = fold(name)
        self.created_at, self.created_by = at, by
        self.last_modified_at: datetime | None = None
        self.last_modified_by: str | None = None
        self.deleted_at: datetime | None = None
        event = TemplateCreated(template_id=id, name=name, channel=channel, created_at=at, created_by=by)
        self.record(event, {"template.name": Change(None, name), **differences("template", None, wording)})

    def update(self, provided: Provided, *, by: str, at: datetime) -> None:
        """Replaces the provided fields. Raises Invalid."""
        name = provided.get("name", self.name)
        wording = self.wording.replaced({field: value for field, value in provided.items() if field != "name"})
        _check(self.channel, wording)
        reworded = differences("template", self.wording, wording)
        changes: Changes = {**({"template.name": Change(self.name, name)} if name != self.name else {}), **reworded}
        if not changes:
            return
        self.name, self.wording, self.live_name_key = name, wording, fold(name)
        self.content_version += bool(reworded)
        self.last_modified_at, self.last_modified_by = at, by
        event = TemplateUpdated(
            template_id=self.id,
            changed_fields={path.rpartition(".")[2]: change.new for path, change in changes.items()},
            content_version=self.content_version,
            updated_at=at,
            updated_by=by,
        )
        self.record(event, changes)

    def delete(self, *, by: str, at: datetime) -> None:
        """Takes it out of use; its name is free again."""
        self.live_name_key, self.deleted_at = None, at
        self.record(TemplateDeleted(template_id=self.id, deleted_at=at, deleted_by=by), {})


def _check(channel: TemplateChannel, wording: Wording) -> None:
    """Raises Invalid for what the channel can't carry."""
    if channel is TemplateChannel.EMAIL and not wording.subject:
        raise Invalid.field("subject", "is needed for e-mail")
    if channel is TemplateChannel.SMS and wording.subject:
        raise Invalid.field("subject", "must be left out for SMS")
    if channel is TemplateChannel.SMS and wording.format is TextFormat.HTML:
        raise Invalid.field("format", "must be Text for SMS")
    if channel is TemplateChannel.SMS and len(wording.body) > LONGEST_SMS:
        raise Invalid.field("body", f"must have at most {LONGEST_SMS:,} characters for SMS")
