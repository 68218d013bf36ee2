"""What the type checker does not let pass, where a mistake would otherwise answer with the wrong thing."""

from pathlib import Path

from mypy import api
from pytest import mark

from tests.support.running import FOLDER

pytestmark = mark.system  # a run of the checker takes as long as starting one

RIGHT = """
from shared.customers.responses import CustomerResponse, PreferencesResponse
from shared.platform.caching.rendered import Rendered
from shared.platform.web.reply import Reply


def fresh(response: CustomerResponse) -> Reply[CustomerResponse]:
    return Reply(response)


def cached(response: Rendered[CustomerResponse]) -> Reply[CustomerResponse]:
    return Reply(response)
"""
WRONG = RIGHT.replace("-> Reply[CustomerResponse]", "-> Reply[PreferencesResponse]")
UNKNOWN = "from shared import customers\n\ncustomers.comands\n"


def complaints(source: str, folder: Path) -> list[str]:
    file = folder / "checked.py"
    file.write_text(source)
    out, _, _ = api.run([str(file), "--config-file", str(FOLDER / "pyproject.toml"), "--no-error-summary"])
    return [line for line in out.splitlines() if "checked.py" in line and ": error:" in line]


def test_a_reply_with_another_response_than_the_route_declares_is_an_error(tmp_path: Path) -> None:
    assert complaints(RIGHT, tmp_path) == []
    assert len(complaints(WRONG, tmp_path)) == 2


def test_a_concept_has_no_module_that_is_not_there(tmp_path: Path) -> None:
    [complaint] = complaints(UNKNOWN, tmp_path)

    assert "comands" in complaint
