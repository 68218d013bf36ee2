"""The environment of everything local: what is set wins, then the settings file, then defaults."""

import json
import os
import sys
import tempfile
from pathlib import Path

from infra.local.blob_links import BLOBS_PATH
from infra.local.issuer import AUDIENCE, ISSUER, KEYS_PATH

FOLDER = Path(__file__).parents[2]


def settings(folder: Path = FOLDER) -> dict[str, str]:
    """The app settings of `local.settings.json`, else of its example, which runs as it is."""
    own, example = folder / "local.settings.json", folder / "local.settings.json.example"
    given: dict[str, str] = json.loads((own if own.exists() else example).read_text())["Values"]
    return {name: value for name, value in given.items() if value}


def complete(folder: Path = FOLDER) -> Path:
    """Completes the environment from the settings file. Returns `DATA`, which exists then and can be written to."""
    for name, value in settings(folder).items():
        os.environ.setdefault(name, value)
    data = Path(os.environ.get("DATA") or ".local").resolve()
    os.environ["DATA"] = str(data)
    try:
        data.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=data).close()
    except OSError as wrong:
        sys.exit(f"DATA={data} can't be written to ({wrong.strerror}). Make it writable, or choose another folder.")
    return data


def port() -> int:
    """Where the host listens."""
    return int(os.environ.get("PORT") or 7071)


def point_to_host(port: int) -> None:
    """Has the app trust the local issuer and link to the local blobs, unless the settings name others."""
    os.environ.setdefault("LOCAL_BLOBS_URL", f"http://127.0.0.1:{port}{BLOBS_PATH}")
    if not os.environ.get("AUTH_ISSUER"):
        os.environ["AUTH_ISSUER"], os.environ["AUTH_AUDIENCE"] = ISSUER, AUDIENCE
        os.environ["AUTH_JWKS_URL"] = f"http://127.0.0.1:{port}{KEYS_PATH}"
