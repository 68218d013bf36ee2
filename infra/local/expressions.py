"""`%NAME%` in a binding stands for an app setting."""

import os
import re

from infra.refusal import Refusal


class MissingSetting(Refusal):
    """A binding names a setting that is not given."""


def resolved(text: str) -> str:
    """The text with every `%NAME%` replaced. Raises MissingSetting."""

    def setting(match: re.Match[str]) -> str:
        if not (value := os.environ.get(match[1])):
            raise MissingSetting(f"{match[1]} is not set, and {text!r} needs it: see local.settings.json.example.")
        return value

    return re.sub(r"%([^%]+)%", setting, text)
