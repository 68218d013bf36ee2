"""CONTRIBUTING says which places a new concept touches: one is added so, works, and is missed where it was forgotten.

The concept, `venues`, brings a table, events, a route, a consumer and a timer. Its own files lie beside this one.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from pytest import mark

from tests.support.running import FOLDER, Process
from tests.support.sqlite import opened
from tests.support.waiting import until

pytestmark = mark.system

VENUES = Path(__file__).parent / "venues"
MOST_PLACES = 7

type Edit = Callable[[str], str]


def after(line: str, added: str) -> Edit:
    """Adds text behind the first line that begins so."""
    return lambda text: re.sub(rf"^{re.escape(line)}.*\n", lambda found: found[0] + added, text, count=1, flags=re.M)


def both(first: Edit, second: Edit) -> Edit:
    return lambda text: second(first(text))


def imported_from(package: str) -> Edit:
    """Has the package's line of imports name the concept, too."""
    names = rf"^(from {package} import )(?:\((.*?),?\s*\)|([^(\n]+))$"
    return lambda text: re.sub(names, r"\1(\2\3, venues)", text, count=1, flags=re.M | re.S)


EDITS: Mapping[str, Edit] = {
    "shared/concepts.py": both(
        imported_from("shared"),
        after("    exports.CONCEPT,", "    venues.CONCEPT,\n"),
    ),
    "function_app.py": both(
        imported_from("blueprints"),
        after("    *(imports, exports,", "    venues,\n"),
    ),
    "local.settings.json.example": after(
        '    "HOUSEKEEPING_SCHEDULE"', '    "VENUE_REVIEW_SCHEDULE": "0 0 * * * *",\n'
    ),
    "docs/settings.md": after(
        "| `HOUSEKEEPING_SCHEDULE`", "| `VENUE_REVIEW_SCHEDULE` | `review_venues` | opens one | `0 0 * * * *` |\n"
    ),
    "docs/errors.md": lambda text: f'{text}\n### <a id="ven-001"></a>VEN-001\n\n### <a id="ven-002"></a>VEN-002\n',
}
"""What is missed by a test when it is forgotten."""
TOLD = {"docs/contract.md", "docs/security.md"}
"""What is written for people; `venues` has nothing to say there."""


def listed() -> set[str]:
    """The places that the guide lists."""
    section = (FOLDER / "CONTRIBUTING.md").read_text().partition("### A concept\n")[2].partition("\n## ")[0]
    return set(re.findall(r"^\d\. (?:`|\[)([\w./]+)", section, re.MULTILINE))


def newest() -> str:
    """The last of the product's own migrations."""
    return max(file.name for file in (FOLDER / "infra/migrations/versions").glob("[0-9]*.py"))[:4]


def grown(folder: Path, *, without: str = "") -> Path:
    """A copy of the product with `venues`, but for what was forgotten."""
    tracked = subprocess.run(["git", "ls-files"], cwd=FOLDER, capture_output=True, text=True, check=True).stdout
    for name in tracked.splitlines():
        if (FOLDER / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(FOLDER / name, folder / name)
    for file in VENUES.rglob("*.txt"):
        name = str(file.relative_to(VENUES)).removesuffix(".txt").replace("migrations/", "infra/migrations/versions/")
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(file.read_text().replace('"NEWEST"', f'"{newest()}"'))
    for place, edit in EDITS.items():
        if place != without:
            before = (folder / place).read_text()
            (folder / place).write_text(edit(before))
            assert edit(before) != before, place
    return folder


def failing(folder: Path) -> list[str]:
    """The tests of declarations and documents that fail there."""
    suites = ["tests/architecture/test_declarations.py", "tests/architecture/test_constraints.py", "tests/docs"]
    command = [sys.executable, "-m", "pytest", *suites, "-q", "-m", "not system", "-p", "no:xdist", "-p", "no:cov"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return re.findall(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE) or (
        [] if done.returncode == 0 else [done.stdout[-2000:] + done.stderr[-2000:]]
    )


def test_the_guide_lists_the_places_and_they_are_few() -> None:
    assert listed() == {*EDITS, *TOLD}
    assert len(listed()) <= MOST_PLACES


def test_a_concept_added_by_the_guide_works(tmp_path: Path) -> None:
    folder, data = grown(tmp_path / "app"), tmp_path / "data"
    subprocess.run(
        [sys.executable, "-m", "infra.migrations"], cwd=folder, env={"DATA": str(data), "PATH": "/usr/bin"}, check=True
    )

    with Process(data, folder=folder) as served, served.client() as api:
        opened_once, again = api.post("venues", json={"name": "Hall"}), api.post("venues", json={"name": "Hall"})
        assert (opened_once.status_code, again.status_code, again.json()["code"]) == (201, 409, "VEN-002")
        assert "/venues" in api.get("openapi.json").json()["paths"]
        wish = {"companyName": "Aurora", "type": "Individual", "primaryEmail": "a@example.com"}
        customer = api.post("customers", json=wish).json()["id"]
        until(lambda: customer in names(data))
        assert served.run_now("review_venues") == 202
        until(lambda: published(data) == {"Hall", customer, "Always"})
    assert names(data) == {"Hall", customer, "Always"}


def names(data: Path) -> set[str]:
    """What the venues are called."""
    with opened(data / "customers.db") as db:
        return {name for (name,) in db.execute("SELECT Name FROM Venues")}


def published(data: Path) -> set[str]:
    """The venues whose opening the bus has on their topic."""
    with opened(data / "servicebus.db") as bus:
        bodies = [str(body) for (body,) in bus.execute("SELECT Body FROM Sent WHERE Entity = 'venue-events'")]
    return {found for body in bodies for found in re.findall(r'"name":"([^"]*)"', body)}


def test_with_all_places_nothing_is_missed(tmp_path: Path) -> None:
    assert failing(grown(tmp_path)) == []


@mark.parametrize("place", EDITS)
def test_a_place_that_was_forgotten_is_missed(tmp_path: Path, place: str) -> None:
    assert failing(grown(tmp_path, without=place)) != []
