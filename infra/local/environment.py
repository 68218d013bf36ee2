"""The environment of everything local: what is set wins, then the settings file, then defaults."""

import json
import os
import tempfile
from pathlib import Path

from infra.local.blob_links import BLOBS_PATH
from infra.local.issuer import AUDIENCE, ISSUER, KEYS_PATH
from infra.refusal import Refusal

FOLDER = Path(__file__).parents[2]
NEEDED_BYTES = 1024 * 1024
"""Room for a database without customers."""
WHOLE_NUMBERS = {"PORT": 65_535, "PYTHON_THREADPOOL_THREAD_COUNT": 1_000}
"""Settings that the host itself reads, and the most that each may be."""


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


def complete(folder: Path = FOLDER) -> Path:
    """Completes the environment from the settings file. Returns `DATA`, which exists then and has room.

    Raises Refusal.
    """
    for name, value in settings(folder).items():
        os.environ.setdefault(name, value)
    port()
    _whole_number("PYTHON_THREADPOOL_THREAD_COUNT", 1)
    data = Path(os.environ.get("DATA") or ".local").resolve()
    os.environ["DATA"] = str(data)
    try:
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data) as probe:
            probe.write(bytes(NEEDED_BYTES))
            probe.flush()
    except OSError as wrong:
        raise Refusal(
            f"DATA={data} can't be written to ({wrong.strerror}): make it writable, make room,"
            " or choose another folder with DATA=…"
        ) from None
    return data


def port() -> int:
    """Where the host listens. Raises Refusal."""
    return _whole_number("PORT", 7071)


def _whole_number(name: str, usual: int) -> int:
    text, most = os.environ.get(name) or str(usual), WHOLE_NUMBERS[name]
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and 1 <= int(text) <= most):
        raise Refusal(f"{name} must be a whole number from 1 to {most:,}; it is {text[:40]!r}.")
    return int(text)


def point_to_host(port: int) -> None:
    """Has the app trust the local issuer and link to the local blobs, unless the settings name others."""
    os.environ.setdefault("LOCAL_BLOBS_URL", f"http://127.0.0.1:{port}{BLOBS_PATH}")
    if not os.environ.get("AUTH_ISSUER"):
        os.environ["AUTH_ISSUER"], os.environ["AUTH_AUDIENCE"] = ISSUER, AUDIENCE
        os.environ["AUTH_JWKS_URL"] = f"http://127.0.0.1:{port}{KEYS_PATH}"
