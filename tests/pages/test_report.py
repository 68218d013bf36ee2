"""The report of an import, whatever its file and its customers are called."""

from uuid import uuid4

import httpx
from playwright.sync_api import Browser

from tests.pages.samples import HOSTILE, imported, path_of
from tests.support.browser import Visit, visiting
from tests.support.importing import csv_of
from tests.support.running import Running

MARKUP = "<img src=x onerror=alert(1)>"


def strange(visit: Visit) -> int:
    """How many elements there are that no template of ours has."""
    return visit.page.locator("main :is(img, script, b), main a:not([rel=noopener]), main [onerror]").count()


def test_what_a_tenant_typed_is_shown_as_text(browser: Browser, running: Running) -> None:
    name = f"{HOSTILE}.csv".replace('"', "").replace("/", "")
    header, chosen = "First name,Last name,<b>E-mail</b>,Phone,Company", '{"email": "<b>E-mail</b>"}'
    with running.client(subject=MARKUP) as api:
        shown = imported(api, csv_of(f"{MARKUP},L,{MARKUP},,{MARKUP}", header=header), name, mappings=chosen)
    dialogs: list[str] = []
    with visiting(browser, running, token=running.token()) as visit:
        visit.page.on("dialog", lambda one: dialogs.append(one.message))
        visit.page.goto(running.root + path_of(shown))

        assert visit.page.get_by_role("heading", level=1).inner_text() == f"Import of {shown['fileName']}"
        assert visit.page.title().startswith(f"Import of {shown['fileName']}")
        assert MARKUP in shown["fileName"]
        assert "{{ 7 * 7 }}" in shown["fileName"]
        assert f"by {MARKUP}" in visit.page.locator("main").inner_text()
        assert visit.page.locator("tbody.reasons td").all_inner_texts()[1] == "<b>E-mail</b>"
        assert (strange(visit), dialogs, visit.complaints) == (0, [], [])


def test_a_list_of_a_customer_whose_name_is_markup_has_a_report(
    browser: Browser, running: Running, api: httpx.Client
) -> None:
    customer = {"companyName": MARKUP, "type": "Enterprise", "primaryEmail": f"{uuid4().hex}@example.com"}
    assert api.post("customers", json=customer).status_code == 201
    shown = imported(api, csv_of(f"A,B,a@people.example.com,,{MARKUP}", f"A,B,none,,{MARKUP}"))
    with visiting(browser, running, token=running.token()) as visit:
        visit.page.goto(running.root + path_of(shown))

        assert "Created: 1 (50.0%)" in visit.page.locator("main").inner_text()
        assert visit.page.locator("tbody.errors tr").count() == 1
        assert strange(visit) == 0


def test_it_shows_what_became_of_the_rows(browser: Browser, running: Running, finished: dict[str, str]) -> None:
    with visiting(browser, running, token=running.token()) as visit:
        visit.page.goto(running.root + path_of(finished))

        said = visit.page.locator("main").inner_text()
        assert "Completed with errors" in said
        assert "Created: 1,173 (99.4%)" in said
        assert "Failed: 7 (0.6%)" in said
        assert visit.page.locator("svg.chart rect").count() == 2
        assert visit.page.locator("tbody.errors tr").count() == 7
        reasons = visit.page.locator("tbody.reasons tr").all_inner_texts()
        assert [one.split()[0] for one in reasons] == ["4", "3"]
        assert "Company That Is Not There" in reasons[1]
        columns = dict(row.split("\t")[:2] for row in visit.page.locator("tbody.columns tr").all_inner_texts())
        assert columns["First name"] == "First name"
        assert "can be taken back until" in said
        with visit.page.expect_popup() as opened:
            visit.page.get_by_role("link", name="All errors").click()
        assert opened.value.url.endswith("/errors")
