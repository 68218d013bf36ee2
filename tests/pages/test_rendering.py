"""Templates: what they show is text, what they lack is an error, and they come along wherever the product goes."""

import re
from base64 import b64encode
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path

from jinja2 import UndefinedError
from pytest import MonkeyPatch, mark, raises

from shared.platform.web.pages import docs, rendering
from shared.settings import Settings
from tests.support.running import FOLDER

FILES = [
    file
    for kind in ("html", "css", "js")
    for file in sorted((FOLDER / "shared").rglob(f"*.{kind}"))
]  # fmt: skip


def test_a_value_that_is_not_given_is_an_error() -> None:
    with raises(UndefinedError, match="'token' is undefined"):
        rendering.render("token.html")


def test_no_template_lets_a_value_be_markup() -> None:
    assert [file.name for file in FILES if re.search(r"\|\s*safe\b|autoescape", file.read_text())] == []


def test_inline_parts_are_those_whose_hashes_the_policy_names(settings: Settings) -> None:
    page = docs.page(settings, "/api/v1/")

    policy, html = page.headers["Content-Security-Policy"], page.content().decode()
    inline = re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", html, re.DOTALL)
    assert len(inline) == 2
    for part in inline:
        assert f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'" in policy
    assert re.findall(r"\s(?:style|on\w+)=", html) == []


def test_templates_are_found_from_any_folder(settings: Settings, tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    rendering._environment.cache_clear()
    rendering._file.cache_clear()
    monkeypatch.chdir(tmp_path)

    assert b"<h1>API</h1>" in docs.page(settings, "/api/v1/").content()
    assert docs.asset("docs.css").startswith(b"/*")
    assert len(docs.asset("swagger-ui-bundle.js")) > 1_000_000


@mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(FOLDER)))
def test_every_file_of_a_page_is_packed_for_azure(file: Path) -> None:
    ignored = [line.rstrip("/") for line in (FOLDER / ".funcignore").read_text().splitlines() if line]
    path = file.relative_to(FOLDER)
    places = [*(str(place) for place in [path, *path.parents]), *path.parts]

    assert [(rule, place) for rule in ignored for place in places if fnmatch(place, rule)] == []


def test_swagger_ui_is_in_no_folder_of_ours() -> None:
    assert [file.name for file in FILES if "swagger" in file.name] == []
    assert max(file.stat().st_size for file in FILES) < 10_000
