"""`make screenshots`: the pages' pictures in `docs/images/`, taken from the running product."""

import tempfile
from pathlib import Path
from typing import NamedTuple

from alembic import command

from infra.migrations import config
from tests.pages.samples import path_of, season
from tests.support.browser import PHONE, Scheme, Visit, chromium, visiting
from tests.support.running import FOLDER, Process

IMAGES = FOLDER / "docs" / "images"


class Picture(NamedTuple):
    """What to take: once `shown` is there, so many pixels from the page's top, or from `shown` if `from_there`."""

    name: str
    address: str
    shown: str
    height: int
    token: str = ""
    width: int = 900
    scheme: Scheme = "light"
    from_there: bool = False

    def taken(self, visit: Visit) -> Path:
        visit.page.set_viewport_size({"width": self.width, "height": self.height})
        visit.page.goto(self.address)
        visit.page.locator(self.shown).first.wait_for()
        if self.from_there:
            visit.page.evaluate("shown => document.querySelector(shown).scrollIntoView()", self.shown)
        file = IMAGES / f"{self.name}.png"
        visit.page.screenshot(path=file)
        return file


def main() -> None:
    """Takes them all, of a product of its own."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        command.upgrade(config(f"sqlite:///{data / 'customers.db'}"), "head")
        with Process(data) as running, running.client() as api, chromium() as browser:
            report, token = running.root + path_of(season(api)), running.token()
            for one in (
                Picture("import-report", report, "table", 720, token),
                Picture("import-report-phone", report, "table", 720, token, width=PHONE, scheme="dark"),
                Picture("sign-in", report, "form", 360),
                Picture("documentation", f"{running.root}/api/v1/docs", "h2.operations", 640, from_there=True),
            ):
                with visiting(browser, running, width=one.width, scheme=one.scheme, token=one.token) as visit:
                    file = one.taken(visit)
                print(f"{file.relative_to(FOLDER)}  {file.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
