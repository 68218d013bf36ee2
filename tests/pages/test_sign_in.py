"""The sign-in page: whose it is, what to paste, and why a token was not taken."""

from dataclasses import replace
from typing import Any

from playwright.sync_api import Browser, Page
from pytest import mark

from shared.platform.web.pages import sign_in
from shared.platform.web.roles import Role
from shared.settings import Settings
from tests.pages.samples import path_of
from tests.support.browser import visiting
from tests.support.running import Running

HINT = "make token ROLES=CustomerManager"


def paste(page: Page, token: str) -> None:
    """Into the form, and opens."""
    page.get_by_label("Bearer token").fill(token)
    page.get_by_role("button", name="Open").click()


def test_it_names_the_product_and_says_what_to_paste(
    browser: Browser, running: Running, finished: dict[str, Any]
) -> None:
    with visiting(browser, running) as visit:
        visit.page.goto(running.root + path_of(finished))

        assert visit.page.title() == "Sign in · Contact & Customer Management"
        said = visit.page.locator("body").inner_text()
        assert said.startswith("Contact & Customer Management")
        assert "an access token with one of the roles CustomerManager or Admin" in said
        assert f"{HINT} prints a token" in said
        assert visit.page.get_by_role("status").inner_text() == ""


@mark.parametrize(
    "elsewhere",
    [
        {"deployed": True, "auth_issuer": "https://login.example.com", "auth_audience": "api://customers"},
        {"auth_issuer": "https://login.example.com", "auth_audience": "api://customers"},
        {"auth_issuer": "", "auth_audience": ""},
    ],
)
def test_only_the_local_host_hints_at_make_token(settings: Settings, elsewhere: dict[str, Any]) -> None:
    local = replace(settings, auth_issuer="http://local-issuer.localhost")

    here = sign_in.page(local, [Role.CUSTOMER_MANAGER]).content().decode()
    there = sign_in.page(replace(settings, **elsewhere), [Role.CUSTOMER_MANAGER]).content().decode()

    assert HINT in here
    assert "make token" not in there
    assert (elsewhere["auth_issuer"] or "the issuer") in there
    assert elsewhere["auth_audience"] in there


@mark.parametrize(
    ("token", "told"),
    [
        ("two words", "This is not a token: it has spaces or characters no token has."),
        ("tökén", "This is not a token: it has spaces or characters no token has."),
        ("nonsense", "This token is not accepted. The token is not"),
        ("expired", "This token has expired. Get a new one."),
        ("of a viewer", "This token is valid, but its roles do not open this page. This needs one of the roles"),
    ],
)
def test_a_wrong_token_is_answered_in_words(
    browser: Browser, running: Running, finished: dict[str, Any], token: str, told: str
) -> None:
    made = {"expired": running.token(lifetime=-600), "of a viewer": running.token(["Viewer"])}
    with visiting(browser, running) as visit:
        visit.page.goto(running.root + path_of(finished))
        paste(visit.page, made.get(token, token))

        visit.page.get_by_role("status").filter(has_text=told).wait_for()
        assert visit.page.locator("iframe").count() == 0
        assert visit.page.evaluate("sessionStorage.length") == 0


def test_an_import_that_is_not_there_is_told_from_a_wrong_token(browser: Browser, running: Running) -> None:
    nowhere = path_of({"importId": "00000000-0000-0000-0000-000000000000"})
    with visiting(browser, running) as visit:
        visit.page.goto(running.root + nowhere)
        paste(visit.page, running.token())

        visit.page.get_by_role("status").filter(has_text="This token is valid, but there is nothing").wait_for()


def test_a_right_token_opens_the_page_and_stays_in_the_tab(
    browser: Browser, running: Running, finished: dict[str, Any]
) -> None:
    address = running.root + path_of(finished)
    with visiting(browser, running) as visit:
        visit.page.goto(address)
        paste(visit.page, f" Bearer {running.token()} ")  # as it is copied from elsewhere
        shown = visit.page.frame_locator("iframe")
        shown.get_by_role("heading", name="Import of season-2027.csv").wait_for()
        assert visit.page.title().startswith("Import of season-2027.csv")
        assert visit.page.locator("iframe").get_attribute("sandbox") == "allow-popups allow-popups-to-escape-sandbox"

        visit.page.reload()
        shown.get_by_role("heading", name="Import of season-2027.csv").wait_for()

        other = visit.context.new_page()
        other.goto(address)
        other.get_by_label("Bearer token").wait_for()
        assert other.locator("iframe").count() == 0
