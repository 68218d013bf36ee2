"""Where links to blobs lead, as a storage account serves them: GET and PUT, by signature and for a time."""

import asyncio
import hmac
import os
import time
from pathlib import Path

from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

BLOBS_PATH = "/blobs"
DRAFT = ".draft-"
"""Begins the names of files that are being written."""
PURPOSES = {"GET": "read", "HEAD": "read", "PUT": "write"}


class BlobLinks(Route):
    """Serves `DATA/blobs/<container>/<name>` to bearers of a link of the product's."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"{BLOBS_PATH}/{{container}}/{{name:path}}", self._answer, methods=["GET", "PUT"])
        self._root = root

    async def _answer(self, request: Request) -> Response:
        container, name = request.path_params["container"], request.path_params["name"]
        if not self._admitted(request, f"{container}/{name}"):
            return Response("The link is not good, or not any more.", 403)
        file = self._root / container / name
        if request.method == "PUT" and request.headers.get("x-ms-blob-type") != "BlockBlob":  # Azure takes no other
            return Response("MissingRequiredHeader: x-ms-blob-type must be BlockBlob.", 400)
        if request.method == "PUT":
            return await self._stored(request, file)
        if not file.is_file():
            return Response(status_code=404)
        return FileResponse(file, headers={"Content-Disposition": f'attachment; filename="{file.name}"'})

    def _admitted(self, request: Request, blob: str) -> bool:
        given, key = request.query_params, self._root / ".key"
        until, purpose = given.get("until", ""), PURPOSES[request.method]
        if (
            given.get("for") != purpose
            or not until.isdecimal()
            or len(until) > 12
            or int(until) < time.time()
            or not key.exists()
        ):
            return False
        expected = hmac.new(key.read_bytes(), f"{purpose}\n{blob}\n{until}".encode(), "sha256").hexdigest()
        return hmac.compare_digest(expected.encode(), given.get("signature", "").encode())

    async def _stored(self, request: Request, file: Path) -> Response:
        """Keeps the body as the blob, which appears when it is whole."""
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f"{DRAFT}{os.getpid()}.{time.monotonic_ns()}")
        try:
            with draft.open("wb") as target:
                async for block in request.stream():
                    await asyncio.to_thread(target.write, block)
        except ClientDisconnect:
            draft.unlink()
            return Response(status_code=400)
        except OSError:  # such as a full disk
            draft.unlink(missing_ok=True)
            return Response(status_code=503)
        draft.replace(file)
        return Response(status_code=201)
