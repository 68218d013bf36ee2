"""Files in Azure Blob storage: an account by connection string, or by address and identity."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, BinaryIO

from shared.adapters.blobs import BlobReplaced, NoSuchBlob, Purpose
from shared.adapters.credential import client_of
from shared.platform.resilience import BLOBS, Circuit

if TYPE_CHECKING:
    from azure.storage.blob import BlobClient, BlobServiceClient

READ_BYTES = 4 * 1024 * 1024
"""How much of a file is fetched at a time."""


class AzureBlobs:
    """Containers of an account; they are there already, the infrastructure makes them."""

    def __init__(self, account: str) -> None:
        """`account`: a connection string, or `https://<name>.blob.core.windows.net`."""
        self._account = account
        self._circuit = Circuit("Blob storage", BLOBS, passes=(NoSuchBlob,))
        self._opening = threading.Lock()
        self._service: BlobServiceClient | None = None
        self._delegation: tuple[datetime, Any] | None = None

    def put(self, container: str, name: str, content: BinaryIO) -> str:
        stored = self._circuit.call(lambda: self._blob(container, name).upload_blob(content, overwrite=True))
        return str(stored["etag"])

    def etag(self, container: str, name: str) -> str:
        return str(self._properties(container, name).etag)

    @contextmanager
    def opened(self, container: str, name: str) -> Iterator[BinaryIO]:
        found = self._properties(container, name)
        blob = self._blob(container, name)

        def part(offset: int, length: int) -> bytes:
            return self._circuit.call(_part, blob, found.etag, offset, length)

        with io.BufferedReader(_Remote(found.size, part), READ_BYTES) as file:
            yield file

    def put_part(self, container: str, name: str, part: str, content: bytes) -> None:
        self._circuit.call(lambda: self._blob(container, name).stage_block(part, content))

    def join(self, container: str, name: str, parts: Sequence[str]) -> str:
        from azure.storage.blob import BlobBlock

        blocks = [BlobBlock(part) for part in parts]
        stored = self._circuit.call(lambda: self._blob(container, name).commit_block_list(blocks))
        return str(stored["etag"])

    def delete(self, container: str, name: str) -> None:
        self._circuit.call(_delete, self._blob(container, name))

    def names(self, container: str, *, folder: str = "") -> Iterator[str]:
        begins = f"{folder}/" if folder else None
        yield from self._circuit.call(
            lambda: list(self._opened().get_container_client(container).list_blob_names(name_starts_with=begins))
        )

    def link(self, container: str, name: str, *, to: Purpose, until: datetime) -> str:
        from azure.storage.blob import BlobSasPermissions, generate_blob_sas

        blob = self._blob(container, name)
        permission = BlobSasPermissions(read=True) if to == "read" else BlobSasPermissions(create=True, write=True)
        key = getattr(blob.credential, "account_key", None)
        assert blob.account_name
        signature = generate_blob_sas(
            blob.account_name,
            container,
            name,
            permission=permission,
            expiry=until,
            account_key=key,
            user_delegation_key=None if key else self._delegation_key(until),
        )
        return f"{blob.url}?{signature}"

    def remove_drafts(self) -> bool:
        return True  # parts that were never joined go by themselves, after a week

    def tags(self, container: str, name: str) -> Mapping[str, str]:
        return self._circuit.call(_tags, self._blob(container, name))

    def check(self) -> None:
        self._circuit.call(lambda: self._opened().get_service_properties())

    def _properties(self, container: str, name: str) -> Any:
        return self._circuit.call(_properties, self._blob(container, name))

    def _delegation_key(self, until: datetime) -> Any:
        """A key signed by our identity, good for an hour beyond what is asked."""
        now = datetime.now(UTC)
        if self._delegation is None or self._delegation[0] < until:
            end = max(until, now) + timedelta(hours=1)
            key = self._circuit.call(lambda: self._opened().get_user_delegation_key(now - timedelta(minutes=5), end))
            self._delegation = end, key
        return self._delegation[1]

    def _blob(self, container: str, name: str) -> BlobClient:
        return self._opened().get_blob_client(container, name)

    def _opened(self) -> BlobServiceClient:
        from azure.storage.blob import BlobServiceClient, ExponentialRetry

        with self._opening:
            if self._service is None:
                options: dict[str, Any] = {
                    "connection_timeout": BLOBS.connect_timeout,
                    "read_timeout": BLOBS.read_timeout,
                    "retry_policy": ExponentialRetry(0, 1, retry_total=BLOBS.tries - 1, random_jitter_range=1),
                }
                self._service = client_of(
                    BlobServiceClient, BlobServiceClient.from_connection_string, self._account, **options
                )
            return self._service


def _properties(blob: BlobClient) -> Any:
    from azure.core.exceptions import ResourceNotFoundError

    try:
        return blob.get_blob_properties()
    except ResourceNotFoundError:
        raise NoSuchBlob(blob.blob_name) from None


def _tags(blob: BlobClient) -> Mapping[str, str]:
    from azure.core.exceptions import ResourceNotFoundError

    try:
        return dict(blob.get_blob_tags())
    except ResourceNotFoundError:
        raise NoSuchBlob(blob.blob_name) from None


def _delete(blob: BlobClient) -> None:
    from azure.core.exceptions import ResourceNotFoundError

    with suppress(ResourceNotFoundError):
        blob.delete_blob()


def _part(blob: BlobClient, etag: str, offset: int, length: int) -> bytes:
    """So much of this version of the blob."""
    from azure.core import MatchConditions
    from azure.core.exceptions import ResourceModifiedError, ResourceNotFoundError

    try:
        return blob.download_blob(
            offset=offset, length=length, etag=etag, match_condition=MatchConditions.IfNotModified, max_concurrency=1
        ).readall()
    except ResourceNotFoundError:
        raise NoSuchBlob(blob.blob_name) from None
    except ResourceModifiedError:
        raise BlobReplaced("The file was replaced while it was read.") from None


class _Remote(io.RawIOBase):
    """A blob to read and seek in, fetched piece by piece."""

    def __init__(self, size: int, part: Any) -> None:
        self._size, self._part, self._place = size, part, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._place = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence])
        return self._place

    def readinto(self, buffer: Any) -> int:
        length = min(len(buffer), self._size - self._place)
        if length <= 0:
            return 0
        content = self._part(self._place, length)
        buffer[: len(content)] = content
        self._place += len(content)
        return len(content)
