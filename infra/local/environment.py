"""The environment of everything local: what is set wins, then the settings file, then defaults."""

import os
import tempfile
from pathlib import Path
from shlex import quote

from infra.local.blob_links import BLOBS_PATH
from infra.local.issuer import AUDIENCE, ISSUER, KEYS_PATH
from infra.refusal import Refusal
from infra.settings_file import FOLDER, adopt, settings

DATA, PORT = ".local", 7071
"""Where nothing else is named."""
NEEDED_BYTES = 1024 * 1024
"""Room for a database without customers."""
WHOLE_NUMBERS = {"PORT": 65_535, "PYTHON_THREADPOOL_THREAD_COUNT": 1_000}
"""Settings that the host itself reads, and the most that each may be."""


def complete(folder: Path = FOLDER) -> Path:
    """Completes the environment from the settings file. Returns `DATA`, which exists then and has room.

    Raises Refusal.
    """
    adopt(folder)
    port()
    _whole_number("PYTHON_THREADPOOL_THREAD_COUNT", 1)
    data = Path(os.environ.get("DATA") or DATA).resolve()
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
    return _whole_number("PORT", PORT)


def make(target: str) -> str:
    """How somebody in another terminal makes this target for this `DATA`, and runs at this port."""
    usual = settings()
    named = ""
    if os.environ["DATA"] != str(Path(usual.get("DATA") or DATA).resolve()):
        named += f"DATA={quote(os.environ['DATA'])} "
    if target == "run" and port() != int(usual.get("PORT") or PORT):
        named += f"PORT={port()} "
    return f"{named}make {target}"


def _whole_number(name: str, usual: int) -> int:
    text, most = os.environ.get(name) or str(usual), WHOLE_NUMBERS[name]
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and 1 <= int(text) <= most):
        raise Refusal(f"{name} must be a whole number from 1 to {most:,}; it is {text[:40]!r}.")
    return int(text)


def point_to_host(port: int) -> None:
    """Has the app trust the local issuer and link to the local blobs, unless the settings name others."""
    if not os.environ.get("PUBLIC_URL"):
        os.environ["PUBLIC_URL"] = f"http://127.0.0.1:{port}"
    os.environ.setdefault("LOCAL_BLOBS_URL", f"http://127.0.0.1:{port}{BLOBS_PATH}")
    if not os.environ.get("AUTH_ISSUER"):
        os.environ["AUTH_ISSUER"], os.environ["AUTH_AUDIENCE"] = ISSUER, AUDIENCE
        os.environ["AUTH_JWKS_URL"] = f"http://127.0.0.1:{port}{KEYS_PATH}"
