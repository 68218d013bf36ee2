"""`%NAME%` in a binding stands for an app setting."""

import os
import re


class MissingSetting(Exception):
    """A binding names a setting that is not given."""


def resolved(text: str) -> str:
    """The text with every `%NAME%` replaced. Raises MissingSetting."""

    def setting(match: re.Match[str]) -> str:
        if not (value := os.environ.get(match[1])):
            raise MissingSetting(f"The setting {match[1]} is needed by {text!r}.")
        return value

    return re.sub(r"%([^%]+)%", setting, text)
