"""Where the keys are kept that encrypt all others: a file under `DATA`, or Azure Key Vault (specification §9.3)."""

import base64
import json
import os
import threading
from pathlib import Path
from typing import NamedTuple, Protocol

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from shared.kernel.ids import new_id


class Wrapped(NamedTuple):
    """A key that only the vault can read."""

    by: str
    """The vault's key and its version."""
    key: bytes


class KeyVault(Protocol):
    """A vault with one key of several versions, which never leaves it."""

    def wrap(self, key: bytes) -> Wrapped:
        """Encrypts a key under the present version. Raises Unreachable."""
        ...

    def unwrap(self, wrapped: Wrapped) -> bytes:
        """The inverse, whatever the version. Raises Unreachable; ValueError for what this vault did not wrap."""
        ...

    def rotate(self) -> None:
        """Makes a new present version; the ones before still unwrap. Raises Unreachable."""
        ...

    def check(self) -> None:
        """Raises if the vault does not answer."""
        ...


class LocalKeyVault:
    """A file with the versions of the key, readable by its owner alone."""

    def __init__(self, file: Path) -> None:
        self._file, self._guard = file, threading.Lock()

    def wrap(self, key: bytes) -> Wrapped:
        versions = self._versions()
        version = [*versions][-1]
        return Wrapped(version, aes_key_wrap(versions[version], key))

    def unwrap(self, wrapped: Wrapped) -> bytes:
        try:
            return aes_key_unwrap(self._versions()[wrapped.by], wrapped.key)
        except (KeyError, InvalidUnwrap):
            raise ValueError(f"{self._file} has not wrapped this key") from None

    def rotate(self) -> None:
        versions = self._versions()
        with self._guard:
            self._write({**versions, str(new_id()): os.urandom(32)})

    def check(self) -> None:
        self._versions()

    def _versions(self) -> dict[str, bytes]:
        with self._guard:
            try:
                return self._read()
            except FileNotFoundError:
                return self._begun()

    def _read(self) -> dict[str, bytes]:
        return {version: base64.b64decode(key) for version, key in json.loads(self._file.read_text()).items()}

    def _begun(self) -> dict[str, bytes]:
        """The first version; of two processes that begin at once, one wins."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        first = {str(new_id()): os.urandom(32)}
        draft = self._draft(first)
        try:
            os.link(draft, self._file)
        except FileExistsError:
            first = self._read()
        draft.unlink()
        return first

    def _write(self, versions: dict[str, bytes]) -> None:
        self._draft(versions).replace(self._file)

    def _draft(self, versions: dict[str, bytes]) -> Path:
        draft = self._file.with_name(f"{self._file.name}.{new_id()}")
        content = json.dumps({version: base64.b64encode(key).decode() for version, key in versions.items()})
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return draft
