"""The values a template is made of (ours; decisions "Communications")."""

from dataclasses import dataclass
from enum import StrEnum

from shared.kernel.values import ValueObject


class TemplateChannel(StrEnum):
    """By what its messages go."""

    EMAIL = "Email"
    SMS = "SMS"


class TextFormat(StrEnum):
    """What the body is written in."""

    TEXT = "Text"
    HTML = "Html"


@dataclass(frozen=True)
class Wording(ValueObject):
    """What is filled in."""

    subject: str | None
    """None: its messages have no subject."""
    body: str
    format: TextFormat = TextFormat.TEXT
