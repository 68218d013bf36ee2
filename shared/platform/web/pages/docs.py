"""The API's own description as a page to read and try: Swagger UI from its package, so that it works offline."""

from collections.abc import Mapping
from pathlib import Path

from shared.platform.web.pages.rendering import PAGES, render
from shared.platform.web.pages.tokens import token_source
from shared.platform.web.reply import Reply
from shared.platform.web.roles import Role
from shared.settings import Settings

ASSETS: Mapping[str, str] = {
    "swagger-ui.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
    "docs.css": "text/css",
}
"""The page's files and their media types."""


def page(settings: Settings, root: str) -> Reply[bytes]:
    """The page; `root` is the path of the API."""
    own = "'self'"
    return render(
        "docs.html",
        script="docs.js",
        allow={"script-src": own, "style-src": own, "img-src": own, "connect-src": own},
        root=root,
        token=token_source(settings, [Role.ADMIN]),
    )


def asset(name: str) -> bytes:
    """One of ASSETS."""
    from swagger_ui_bundle import swagger_ui_path

    ours = PAGES / name
    folder: Path = PAGES if ours.exists() else swagger_ui_path
    return (folder / name).read_bytes()
