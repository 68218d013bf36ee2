"""Every page can be read by everybody: nothing axe finds, no scrolling sideways, no complaint of the browser."""

from typing import Any
from uuid import UUID, uuid4

import httpx
from playwright.sync_api import Browser
from pytest import fixture, mark

from shared.communications.links import token_of
from shared.communications.model import Communication
from shared.communications.values import Content, Direction
from shared.composition import app
from shared.customers.values import CommunicationType
from shared.kernel.clock import utc_now
from shared.kernel.ids import new_id
from tests.pages.samples import HOSTILE, imported, path_of
from tests.support.browser import DESK, PHONE, Scheme, Visit, visiting
from tests.support.importing import csv_of
from tests.support.running import NewCustomer, Running

DOCS = "/api/v1/docs"
OF_EACH_KIND = ("searchCustomers", "createCustomer", "updateCustomerPreferences", "removeContact", "importContacts")
"""An operation of each method and with each kind of body: Swagger UI has a colour and fields of its own for each."""
WINDOWS = mark.parametrize("width", [PHONE, DESK])
SCHEMES = mark.parametrize("scheme", ["light", "dark"])


def faults(visit: Visit) -> list[str]:
    """Whatever is wrong with what the tab shows."""
    found = visit.violations() + visit.complaints + visit.outside
    return found + ([f"{visit.sideways()} pixels too wide"] if visit.sideways() > 0 else [])


@fixture(scope="session")
def reports(api: httpx.Client, finished: dict[str, Any]) -> dict[str, str]:
    """The report's paths, by what became of the import."""
    company = "x" * 200
    return {
        "with errors": path_of(finished),
        "dry run": path_of(imported(api, csv_of(f"A,B,c,,{company}"), "dry.csv", dryRun="true")),
        "unreadable": path_of(imported(api, "no header at all", "nothing.csv")),
        "hostile": path_of(imported(api, csv_of(f"{HOSTILE},L,{HOSTILE},,{HOSTILE}"), f"{'w' * 120}.csv")),
    }


@WINDOWS
@SCHEMES
@mark.parametrize("kind", ["with errors", "dry run", "unreadable", "hostile"])
def test_a_report_has_no_violation(
    browser: Browser, running: Running, reports: dict[str, str], kind: str, width: int, scheme: Scheme
) -> None:
    with visiting(browser, running, width=width, scheme=scheme, token=running.token()) as visit:
        visit.page.goto(running.root + reports[kind])
        visit.page.get_by_role("heading", name="Import of").wait_for()

        assert faults(visit) == []


@WINDOWS
@SCHEMES
def test_the_report_of_complaints_has_no_violation(
    browser: Browser, running: Running, api: httpx.Client, new_customer: NewCustomer, width: int, scheme: Scheme
) -> None:
    path = f"customers/{new_customer()['id']}/complaints"
    made = api.post(path, json={"subject": "s", "description": "d"}).json()["id"]
    api.put(f"{path}/{made}", json={"rootCause": "<b>" + "w" * 90})
    with visiting(browser, running, width=width, scheme=scheme, token=running.token()) as visit:
        visit.page.goto(f"{running.root}/api/v1/complaints/report/page")
        visit.page.get_by_role("img", name="Complaints received by day").wait_for()

        assert faults(visit) == []


@WINDOWS
@SCHEMES
def test_the_sign_in_page_has_no_violation_before_and_after_a_wrong_token(
    browser: Browser, running: Running, finished: dict[str, Any], width: int, scheme: Scheme
) -> None:
    with visiting(browser, running, width=width, scheme=scheme) as visit:
        visit.page.goto(running.root + path_of(finished))
        visit.complaints.clear()  # the browser's own line about the 401 that the page is
        assert faults(visit) == []

        visit.page.get_by_label("Bearer token").fill("nonsense")
        visit.page.get_by_role("button", name="Open").click()
        visit.page.get_by_text("This token is not accepted.").wait_for()
        visit.complaints.clear()
        assert faults(visit) == []


@WINDOWS
@SCHEMES
def test_the_documentation_has_no_violation_closed_open_and_tried(
    browser: Browser, running: Running, width: int, scheme: Scheme
) -> None:
    with visiting(browser, running, width=width, scheme=scheme) as visit:
        visit.page.goto(running.root + DOCS)
        visit.page.locator(".opblock").first.wait_for()
        assert faults(visit) == []

        visit.page.get_by_role("button", name="Authorize", exact=True).first.click()
        visit.page.locator(".modal-ux").wait_for()
        assert faults(visit) == []
        visit.page.get_by_role("button", name="Close").first.click()

        for name in OF_EACH_KIND:
            operation = visit.page.locator(f".opblock[id$='-{name}']")
            operation.locator(".opblock-summary-control").click()
            operation.get_by_role("button", name="Try it out").click()
        visit.page.locator("[id$='-searchCustomers']").get_by_role("button", name="Execute").click()
        visit.page.locator("[id$='-searchCustomers'] .live-responses-table").wait_for()
        visit.complaints.clear()  # the 401 of a call without a token
        assert faults(visit) == []


@fixture(scope="module")
def link(api: httpx.Client, running: Running) -> str:
    """What stands behind `unsubscribe/` and `preferences/` in a message to a customer."""
    customer = {"companyName": HOSTILE, "type": "Enterprise", "primaryEmail": f"{uuid4().hex}@example.com"}
    id = UUID(api.post("customers", json=customer).json()["id"])
    content = Content("Hello", "Hello")
    message = Communication(new_id(), id, CommunicationType.EMAIL, Direction.OUTBOUND, content, by="a", at=utc_now())
    return token_of(app(), message)


@WINDOWS
@SCHEMES
def test_the_page_that_asks_how_content_somebody_is_has_no_violation_and_takes_one_answer(
    browser: Browser, running: Running, api: httpx.Client, new_customer: NewCustomer, width: int, scheme: Scheme
) -> None:
    path = f"customers/{new_customer()['id']}/complaints"
    path += "/" + api.post(path, json={"subject": "s", "description": "d"}).json()["id"]
    api.post(f"{path}/resolve", json={"resolution": "r"})
    token = api.get(f"{path}/satisfaction-link").json()["url"].rpartition("/")[2]
    with visiting(browser, running, width=width, scheme=scheme) as visit:
        visit.page.goto(f"{running.root}/api/v1/satisfaction/{token}")
        assert faults(visit) == []
        visit.page.get_by_label("very well").check()
        visit.page.get_by_label("What else").fill("<b>Quick</b>")
        visit.page.get_by_role("button", name="Send").click()
        visit.page.get_by_role("status").wait_for()
        assert faults(visit) == []
        assert api.get(path).json()["satisfactionComment"] == "<b>Quick</b>"
        visit.page.goto(f"{running.root}/api/v1/satisfaction/{token}")
        visit.page.get_by_text("answered already").wait_for()
        visit.complaints.clear()  # the browser's own line about the 410 that the page is
        assert faults(visit) == []


@WINDOWS
@SCHEMES
@mark.parametrize("page", ["unsubscribe", "preferences", "broken link"])
def test_a_recipients_page_has_no_violation_and_its_button_works(
    browser: Browser, running: Running, link: str, page: str, width: int, scheme: Scheme
) -> None:
    with visiting(browser, running, width=width, scheme=scheme) as visit:
        path = "unsubscribe/x" if page == "broken link" else f"{page}/{link}"
        visit.page.goto(f"{running.root}/api/v1/{path}")
        visit.page.get_by_role("heading", level=1).wait_for()
        if page == "broken link":
            visit.complaints.clear()  # the browser's own line about the 404 that the page is
        assert faults(visit) == []
        if page != "broken link":
            visit.page.get_by_role("button").click()
            visit.page.get_by_role("status").wait_for()
            assert faults(visit) == []
