"""What the host itself remembers under `DATA/host`: timers, keys, the local issuer's key."""

import fcntl
import json
import os
import secrets
import sqlite3
import time
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from infra.refusal import Refusal

LOCK = "lock"
"""The file that the folder's host holds; where it listens stands in it."""
ATTEMPTS = 10
"""A command that looks whether the folder has a host holds the file too, for an instant."""


class InUse(Refusal):
    """Another host works on this folder."""


class State:
    """The host's own folder."""

    def __init__(self, data: Path) -> None:
        self.folder = data / "host"
        self.folder.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(self.folder / "state.db", isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("CREATE TABLE IF NOT EXISTS Timers (Function TEXT PRIMARY KEY, Last TEXT, Due TEXT)")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS Receipts"
            " (Function TEXT, Blob TEXT, ETag TEXT, PRIMARY KEY (Function, Blob, ETag))"
        )

    def take(self, root: str = "") -> None:
        """Makes this process the folder's only host, and notes where it listens. Raises InUse."""
        lock = (self.folder / LOCK).open("a+")
        for _ in range(ATTEMPTS):
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(0.02)
        else:
            raise InUse(
                f"Another host is running on DATA={self.folder.parent}: stop it, or choose another folder with DATA=…"
            )
        lock.truncate(0)
        lock.write(root)
        lock.flush()
        self._lock = lock  # held until the process ends

    def timer(self, function: str) -> tuple[datetime | None, datetime | None]:
        """When the function's timer last fired, and when it should fire next."""
        row = self._db.execute("SELECT Last, Due FROM Timers WHERE Function = ?", (function,)).fetchone()
        last, due = row or (None, None)
        return (datetime.fromisoformat(last) if last else None), (datetime.fromisoformat(due) if due else None)

    def set_timer(self, function: str, last: datetime | None, due: datetime) -> None:
        """Remembers a timer across restarts."""
        moments = (function, last.isoformat() if last else None, due.isoformat())
        self._db.execute("INSERT OR REPLACE INTO Timers VALUES (?, ?, ?)", moments)

    def has_receipt(self, function: str, blob: str, etag: str) -> bool:
        """Whether the function has had this version of the blob."""
        found = self._db.execute(
            "SELECT 1 FROM Receipts WHERE Function = ? AND Blob = ? AND ETag = ?", (function, digest(blob), etag)
        )
        return found.fetchone() is not None

    def add_receipt(self, function: str, blob: str, etag: str) -> None:
        """Notes that the function has had this version of the blob."""
        self._db.execute("INSERT OR IGNORE INTO Receipts VALUES (?, ?, ?)", (function, digest(blob), etag))

    def host_key(self) -> str:
        """The key that opens function-level routes and `/admin`; made at its first use."""
        file = self.folder / "keys.json"
        made = json.dumps({"master": secrets.token_urlsafe(32)})
        return str(json.loads(kept_once(file, made.encode()))["master"])


def digest(name: str) -> str:
    """What a file is remembered by: its name may be a person's."""
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()


def listens_at(data: Path) -> str | None:
    """Where the host of this folder listens, such as `http://127.0.0.1:7071`; None if none is running."""
    try:
        with (data / "host" / LOCK).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return (data / "host" / LOCK).read_text() or None
    except FileNotFoundError:
        pass
    return None


def kept_once(file: Path, content: bytes) -> bytes:
    """The file's content; written, readable by its owner only, if there was none, whoever comes first."""
    if not file.exists():
        draft = file.with_name(f".{file.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_bytes(content)
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_bytes()
