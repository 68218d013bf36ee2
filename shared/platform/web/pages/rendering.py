"""A template and its values as an answer, under a policy that names its stylesheet and its script by their hashes."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from shared.kernel.naming import PRODUCT
from shared.platform.web.reply import Reply

if TYPE_CHECKING:
    from jinja2 import Environment

PAGES = Path(__file__).parent
SHARED = PAGES.parents[2]
NOTHING: Mapping[str, str] = MappingProxyType({})


def render(
    template: str,
    *,
    script: str = "",
    allow: Mapping[str, str] = NOTHING,
    refresh: int | None = None,
    **values: object,
) -> Reply[bytes]:
    """A page, kept by nobody. Values are shown as text, whatever they hold.

    `template` is a path under `shared/`, or a file of this folder; `script` is a file of this folder that the page
    runs. `allow` adds sources to the directives of the policy. With `refresh` the page renews itself after so many
    seconds. Raises jinja2.UndefinedError if the template names a value that is not given.
    """
    from markupsafe import Markup

    program = _file(script) if script else ""
    html = _environment().get_template(template).render(script=Markup(program), **values)  # noqa: S704 - a file of ours
    headers = {"Content-Security-Policy": _policy(program, allow), "Cache-Control": "no-store"}
    if refresh is not None:
        headers["Refresh"] = str(refresh)
    return Reply(html.encode("utf-8", "replace"), headers=headers)


def refusal(status: int, title: str, reason: str, headers: Mapping[str, str] = NOTHING) -> Reply[bytes]:
    """A page that says why there is no other."""
    page = render("refusal.html", title=title, reason=reason)
    return Reply(page.body, status=status, headers={**page.headers, **headers})


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # only where a page is shown
    from markupsafe import Markup

    made = Environment(
        loader=FileSystemLoader([SHARED, PAGES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(product=PRODUCT, style=Markup(_file("style.css")))  # noqa: S704 - a file of ours
    return made


@cache
def _file(name: str) -> str:
    return (PAGES / name).read_text()


def _policy(program: str, allow: Mapping[str, str]) -> str:
    """Nothing but what is named. No attribute may bring style or script: charts are coloured by classes."""
    sources = {
        "default-src": "'none'",
        "style-src": _hash(_file("style.css")),
        "script-src": _hash(program) if program else "",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    for directive, more in allow.items():
        sources[directive] = f"{sources.get(directive, '').replace("'none'", '')} {more}".strip()
    return "; ".join(f"{directive} {given}" for directive, given in sources.items() if given)


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
