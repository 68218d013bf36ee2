"""A real browser, headless, that reaches this machine and no other."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, sync_playwright

from tests.support.installing import installed
from tests.support.node import modules
from tests.support.running import Running
from tests.support.waiting import PATIENCE_SECONDS

SWITCHES = [
    *(f"--disable-{name}" for name in ("gpu", "quic", "background-networking", "component-update", "sync")),
    *("--no-sandbox", "--no-first-run"),
]
PHONE, DESK = 360, 1280
"""Widths of a window, in pixels."""
type Scheme = Literal["light", "dark"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed("chromium", "chromium"), args=SWITCHES)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A tab, and what it did that it should not."""

    context: BrowserContext
    page: Page
    outside: list[str] = field(default_factory=list)
    """Addresses it asked for elsewhere; it gets none of them."""
    complaints: list[str] = field(default_factory=list)
    """What the console says, and exceptions nobody caught."""

    def sideways(self) -> int:
        """By how many pixels the page is wider than its window."""
        wider: int = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        return wider

    def violations(self, *ignored: tuple[str, str]) -> list[str]:
        """What axe finds, as `rule: selector`, without `ignored` pairs of rule and selector."""
        self.page.evaluate(axe())
        options = {"resultTypes": ["violations"]}
        found: dict[str, Any] = self.page.evaluate("options => axe.run(document, options)", options)
        told = [
            (rule["id"], " ".join(map(str, node["target"])), node["failureSummary"])
            for rule in found["violations"]
            for node in rule["nodes"]
        ]
        return [f"{rule}: {target} ({why})" for rule, target, why in told if (rule, target) not in ignored]


@contextmanager
def visiting(
    browser: Browser, running: Running, *, width: int = DESK, scheme: Scheme = "light", token: str = ""
) -> Iterator[Visit]:
    """A tab of its own; with `token` every request carries it."""
    context = browser.new_context(
        viewport={"width": width, "height": 800 if width > PHONE else 740},
        color_scheme=scheme,
        extra_http_headers={"Authorization": f"Bearer {token}"} if token else {},
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE_SECONDS * 1000)
    visit = Visit(context, context.new_page())

    def only_here(route: Route) -> None:
        if route.request.url.startswith(f"{running.root}/"):
            route.continue_()
        else:
            visit.outside.append(route.request.url)
            route.abort()

    context.route("**/*", only_here)

    def listen(said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            visit.complaints.append(said.text)

    visit.page.on("console", listen)
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    yield visit
    context.close()


@cache
def axe() -> str:
    """The accessibility rules, as a script."""
    return (modules() / "axe-core" / "axe.min.js").read_text()
