"""The documentation page: read, signed in to, and tried."""

from collections.abc import Iterator
from itertools import batched
from typing import Any

import httpx
from playwright.sync_api import Browser, Locator, Page, expect
from pytest import fixture

from tests.support import http
from tests.support.browser import Visit, visiting
from tests.support.running import Running
from tests.support.waiting import PATIENCE_SECONDS


@fixture
def visit(browser: Browser, running: Running) -> Iterator[Visit]:
    with visiting(browser, running) as opened:
        opened.page.goto(f"{running.root}/api/v1/docs")
        opened.page.locator(".opblock").first.wait_for()
        yield opened


def authorize(page: Page, token: str) -> None:
    """Pastes a token where the page says."""
    page.get_by_role("button", name="Authorize", exact=True).first.click()
    dialog = page.locator(".modal-ux")
    dialog.locator("input").fill(token)
    dialog.get_by_role("button", name="Authorize").click()
    page.get_by_role("button", name="Close").first.click()


def tried(page: Page, name: str) -> Locator:
    """An operation, executed as it is; returns its answer."""
    operation = page.locator(f".opblock[id$='-{name}']")
    if not operation.locator(".opblock-body").count():
        operation.locator(".opblock-summary-control").click()
        operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    return operation.locator(".live-responses-table .response-col_status")


def test_it_has_our_title_and_says_how_to_get_a_token(visit: Visit) -> None:
    assert visit.page.title() == "API · Contact & Customer Management"
    assert visit.page.get_by_role("heading", level=1).inner_text() == "API"
    assert visit.page.locator("header").inner_text() == "Contact & Customer Management"
    assert "make token ROLES=Admin prints a token" in visit.page.locator(".callout").first.inner_text()
    assert visit.outside == []
    assert visit.complaints == []


def test_operations_are_grouped_by_concept(visit: Visit, api: httpx.Client) -> None:
    paths = api.get("openapi.json").json()["paths"].values()
    tags = dict.fromkeys(operation["tags"][0] for path in paths for operation in path.values())

    groups = visit.page.locator("h3.opblock-tag")

    assert sorted(groups.evaluate_all("all => all.map(one => one.dataset.tag)")) == sorted(tags)
    assert {"Customers", "Contacts", "Imports", "Exports"} <= set(tags)
    assert visit.page.locator(".opblock").count() == sum(len(path) for path in paths)


def test_no_text_shows_its_markup(visit: Visit, api: httpx.Client) -> None:
    document = api.get("openapi.json").json()
    shown = visit.page.locator("body").inner_text()
    some: dict[str, Any] = {}
    visit.page.route("**/openapi.json", lambda route: route.fulfill(json={**document, "paths": some}))
    for at_once in batched(
        document["paths"].items(), 4, strict=False
    ):  # the page draws all it shows anew with each that is opened
        some.clear()
        some.update(at_once)
        visit.page.reload()
        operations = visit.page.locator(".opblock-summary-control")
        operations.first.wait_for()
        operations.evaluate_all("all => all.forEach(one => one.click())")
        count = sum(len(path) for path in some.values())
        expect(visit.page.locator(".opblock-body")).to_have_count(count, timeout=PATIENCE_SECONDS * 1000)
        shown += visit.page.locator("body").inner_text()

    assert len(shown) > 10_000
    assert [line for line in shown.splitlines() if "`" in line] == []


def test_try_it_out_works_with_a_token_and_says_what_is_wrong_without(visit: Visit, running: Running) -> None:
    status = tried(visit.page, "searchCustomers")
    status.filter(has_text="401").wait_for()

    authorize(visit.page, running.token(["Viewer"]))
    tried(visit.page, "searchCustomers").filter(has_text="200").wait_for()

    answer = visit.page.locator("[id$='-searchCustomers'] .live-responses-table pre").first.inner_text()
    assert '"totalCount"' in answer


def test_the_token_stays_in_its_tab_until_it_is_taken_back(visit: Visit, running: Running) -> None:
    authorize(visit.page, running.token())
    visit.page.reload()
    visit.page.locator(".opblock").first.wait_for()
    tried(visit.page, "searchCustomers").filter(has_text="200").wait_for()

    assert visit.page.evaluate("localStorage.length") == 0
    visit.page.get_by_role("button", name="Authorize", exact=True).first.click()
    visit.page.get_by_role("button", name="Logout").click()
    assert visit.page.evaluate("sessionStorage.length") == 0


def test_its_policy_allows_nothing_inline_but_what_it_names(running: Running) -> None:
    policy = http.get(f"{running.root}/api/v1/docs").headers["content-security-policy"]

    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
