"""The local twins of the providers: a message is a file in a folder, for a developer and for tests to read."""

import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, ClassVar
from uuid import UUID

from shared.adapters import mime
from shared.adapters.delivery import Accepted, Limit, OutgoingEmail, OutgoingSms
from shared.adapters.delivery_calls import preparing


class LocalEmailOutbox:
    """Mails as `<id>.eml`, which mail programs open."""

    name: ClassVar[str] = "file"
    idempotent: ClassVar[bool] = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.limits: tuple[Limit, ...] = ()

    def send(self, message: OutgoingEmail) -> Accepted:
        """Raises Refused if the mail cannot be written, TryLater if the folder cannot."""
        _put(self._folder / f"{message.id}.eml", lambda target: mime.write(message, target))
        return Accepted(str(message.id))


class LocalSmsOutbox:
    """Text messages as `<id>.json`: `id`, `from`, `to`, `text`."""

    name: ClassVar[str] = "file"
    idempotent: ClassVar[bool] = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.limits: tuple[Limit, ...] = ()

    def send(self, message: OutgoingSms) -> Accepted:
        """Raises TryLater if the folder cannot be written."""
        told = {"id": str(message.id), "from": message.sender, "to": message.recipient, "text": message.text}
        content = json.dumps(told, ensure_ascii=False, indent=2)
        _put(self._folder / f"{message.id}.json", lambda target: target.write(content.encode()))
        return Accepted(str(message.id))


def forget(folder: Path, id: UUID) -> None:
    """Removes a message, if it is there."""
    for ending in ("eml", "json"):
        (folder / f"{id}.{ending}").unlink(missing_ok=True)


def _put(file: Path, write: Callable[[BinaryIO], object]) -> None:
    """The file appears whole or not at all; who watches the folder looks at no name that begins with a dot."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    with preparing():
        try:
            with _opened(draft) as target:
                write(target)
            draft.replace(file)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise


def _opened(file: Path) -> BinaryIO:
    """For writing, in a folder that is made if it is not there."""
    try:
        return file.open("wb")
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        return file.open("wb")
