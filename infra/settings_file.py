"""The settings file of a developer, which the host and every command read alike; what the environment has wins."""

import json
import os
from pathlib import Path

from infra.refusal import Refusal

FOLDER = Path(__file__).parents[1]


def settings(folder: Path = FOLDER) -> dict[str, str]:
    """The app settings of `local.settings.json`, else of its example, which runs as it is. Raises Refusal."""
    own, example = folder / "local.settings.json", folder / "local.settings.json.example"
    file = own if own.exists() else example
    try:
        given = json.loads(file.read_text("utf-8"))["Values"]
    except json.JSONDecodeError as wrong:
        raise Refusal(f"{file.name} is no JSON ({wrong.msg}, line {wrong.lineno}): mend it, or remove it.") from None
    except (OSError, UnicodeDecodeError, KeyError, TypeError):
        raise Refusal(f"{file.name} must be JSON text with an object Values: begin anew from {example.name}.") from None
    if not isinstance(given, dict):
        raise Refusal(f"Values in {file.name} must be an object: begin anew from {example.name}.")
    for name, value in given.items():
        if not isinstance(value, str) or "\0" in value:
            raise Refusal(f"{name} in {file.name} must be a text in quotation marks, as environment variables are.")
    return {name: value for name, value in given.items() if value}


def adopt(folder: Path = FOLDER) -> None:
    """Has the environment say what the file says, where it says nothing itself. Raises Refusal."""
    for name, value in settings(folder).items():
        os.environ.setdefault(name, value)
