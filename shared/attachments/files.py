"""What a file is, whatever it is called; and the short links to it."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

from shared.attachments.model import NotScanned
from shared.attachments.names import COMMUNICATION_ATTACHMENTS
from shared.kernel.errors import Invalid
from shared.platform.web.problem import TooLarge

if TYPE_CHECKING:
    from shared.platform.app import App

LARGEST = 25_000_000
"""Bytes of one file."""
LINK_LIFE = timedelta(minutes=5)
HEAD_BYTES = 8_192
"""What a file's kind is told by."""
OTHER = "application/octet-stream"
PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
"""How files begin that a machine runs."""
RUN_BY_NAME = frozenset(
    {
        *("exe", "dll", "com", "scr", "pif", "msi", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "wsh"),
        *("hta", "jar", "lnk", "reg", "cpl", "chm", "iso", "img", "vhd", "apk", "sh", "html", "htm", "svg", "xhtml"),
    }
)
"""What mail programs and browsers run when somebody opens it."""
PAGES = frozenset({"text/html", "application/xhtml+xml", "image/svg+xml"})
"""What a browser runs: shown as text, if it is some."""
SCAN_TAG, CLEAN = "Malware Scanning scan result", "No threats found"
"""What Microsoft Defender for Storage writes on a blob (learn.microsoft.com, "Malware scanning results")."""


def blob_name(customer_id: UUID, attachment_id: UUID) -> str:
    """Where a file lies: nothing that its sender chose is in it."""
    return f"{customer_id}/{attachment_id}"


def checked(name: str, content: BinaryIO) -> tuple[str, int]:
    """What a file is, by its content, and its size in bytes. Raises Invalid, TooLarge."""
    size = content.seek(0, os.SEEK_END)
    content.seek(0)
    head = content.read(HEAD_BYTES)
    content.seek(0)
    if size > LARGEST:
        raise TooLarge(LARGEST)
    if not size:
        raise Invalid.field("file", "must not be empty")
    endings = {part.strip().casefold() for part in name.split(".")[1:]}
    if head.startswith(PROGRAMS) or endings & RUN_BY_NAME:
        raise Invalid.field("file", "must not be a program, a script or a page")
    return media_type(name, head), size


def media_type(name: str, head: bytes) -> str:
    """What a file is, by how it begins; its name only chooses between kinds that begin alike."""
    import puremagic

    try:
        found = [one for one in puremagic.magic_string(head) if one.mime_type]
    except (puremagic.PureError, ValueError):
        found = []
    ending = f".{name.rpartition('.')[2].casefold()}"
    kinds = [str(one.mime_type) for one in found if one.extension.casefold() == ending]
    if head.startswith(b"PK\x03\x04"):
        return kinds[0] if kinds else "application/zip"
    kinds += [str(one.mime_type) for one in found]
    if kinds and kinds[0] not in PAGES:
        return kinds[0]
    return "text/plain" if _is_text(head) else OTHER


def _is_text(head: bytes) -> bool:
    try:
        text = head.decode()
    except UnicodeDecodeError as wrong:
        if wrong.start < len(head) - 3:
            return False
        text = head[: wrong.start].decode()
    return all(letter.isprintable() or letter in "\r\n\t" for letter in text)


def link(app: App, name: str) -> tuple[str, datetime]:
    """A link to a file, for some minutes. Raises NotScanned."""
    refuse_unscanned(app, name)
    until = app.clock() + LINK_LIFE
    return app.blobs.link(COMMUNICATION_ATTACHMENTS, name, to="read", until=until), until


def refuse_unscanned(app: App, name: str) -> None:
    """Where files are scanned, only what was found clean goes anywhere. Raises NotScanned."""
    if app.settings.malware_scanning:
        result = app.blobs.tags(COMMUNICATION_ATTACHMENTS, name).get(SCAN_TAG, "it was not scanned yet")
        if result != CLEAN:
            raise NotScanned(result)
