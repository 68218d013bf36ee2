"""Finding customers."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any
from uuid import UUID

from pytest import MonkeyPatch, mark, raises
from sqlalchemy import select

from shared.customers.commands import DeactivateCustomer, SuspendCustomer, UpdateContactInfo, UpdateProfile
from shared.customers.repository import CustomerRepository
from shared.customers.search import search_row
from shared.customers.tables import customer_search
from shared.customers.values import CustomerSegment, CustomerType
from shared.kernel.errors import Invalid
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from tests.support.world import World


@mark.parametrize(
    "query",
    [
        "muller",
        "MÜLLER",
        "sohne mul",
        "info@mueller",
        "mueller-soehne.example",
        "+49 30 1234567",
        "030 123",
        "4930123",
        "second@example.org",
    ],
)
def test_a_customer_is_found_by_the_beginnings_of_its_words(world: World, query: str) -> None:
    world.has_customer(
        "Müller & Söhne GmbH",
        "info@mueller-soehne.example",
        primary_phone="+49301234567",
        secondary_email="second@example.org",
    )
    world.has_customer("Somebody Else")

    assert world.found(query) == ["Müller & Söhne GmbH"]


def test_a_customer_is_found_by_its_number(world: World) -> None:
    customer = world.has_customer("Numbered")
    number = world.shown(customer)["customerNumber"]

    assert world.found(number)[0] == "Numbered"
    assert "Numbered" in world.found(number.removeprefix("CUST-"))


@mark.parametrize(
    "query", ["100%", "50_50", "a'b", "[x]", "jam*", '"quoted"', "x AND y", "near(", "-minus", "c:d", "^hat"]
)
def test_what_query_languages_make_much_of_is_plain_text_here(world: World, query: str) -> None:
    world.has_customer(f"Prefix {query} suffix")
    world.has_customer("100 50 a b x jam quoted y near minus c d hat nothing else")

    assert f"Prefix {query} suffix" in world.found(query)


@mark.parametrize("query", ["%", "_", "*", "'", '"', "[", "--", "!?", " . "])
def test_a_search_of_punctuation_finds_nothing_rather_than_everything(world: World, query: str) -> None:
    world.has_customer("Anybody")

    assert world.found(query) == ([] if query.strip() else ["Anybody"])


def test_exact_hits_come_first_then_names_that_begin_so_then_by_name_and_id(world: World) -> None:
    for name in ("The Quartz Hall", "Quartz Arena", "Quartz", "Alpha Quartz"):
        world.has_customer(name)

    assert world.found("quartz") == ["Quartz", "Quartz Arena", "Alpha Quartz", "The Quartz Hall"]


def test_an_exact_email_ranks_before_everything(world: World) -> None:
    world.has_customer("Opal opal@opal.example.com fans")
    world.has_customer("Zebra", "opal@opal.example.com")

    assert world.found("opal@opal.example.com")[0] == "Zebra"


def test_filters_narrow_and_archived_customers_show_only_when_asked_for(world: World) -> None:
    quiet = world.has_customer("Basalt One")
    world.has_customer("Basalt Two")
    world.send(DeactivateCustomer(quiet, reason="r"))

    assert world.found("basalt", status="Inactive") == ["Basalt One"]
    assert world.found("basalt", status="Archived") == []
    assert world.found("basalt", type="Individual") == []
    assert world.found("basalt", type="Enterprise", segment="Standard") == ["Basalt One", "Basalt Two"]


def test_a_changed_customer_is_found_by_what_it_is_now(world: World) -> None:
    customer = world.has_customer("Granite", "old@granite.example.com")

    world.send(UpdateProfile(customer, provided={"company_name": "Marble"}))
    world.send(UpdateContactInfo(customer, provided={"primary_email": "new@marble.example.com"}))

    assert world.found("granite") == []
    assert world.found("marble") == world.found("new@marble") == ["Marble"]


def test_pages_add_up_and_a_page_past_the_end_is_empty(world: World) -> None:
    for number in range(5):
        world.has_customer(f"Feldspar {number}")

    first, third, beyond = (world.search("feldspar", page=page, pageSize=2) for page in (1, 3, 5_000))

    assert (first.total_count, first.total_pages, first.page_size) == (5, 3, 2)
    assert [item.company_name for item in third.items] == ["Feldspar 4"]
    assert third.next_cursor is None
    assert (beyond.items, beyond.total_count) == ((), 5)


def test_a_cursor_continues_truly_while_rows_come_and_go(world: World) -> None:
    random.seed(7)
    names = [f"Mica {random.randrange(10**6):06d}" for _ in range(30)]
    ids = {name: world.has_customer(name) for name in names}
    seen, cursor, step = [], None, 0
    while True:
        page = world.search("mica", pageSize=4, **({"cursor": cursor} if cursor else {}))
        seen += [item.company_name for item in page.items]
        step += 1
        if (cursor := page.next_cursor) is None:
            break
        assert page.page == step
        world.has_customer("Mica 000000")  # in front of where we are
        world.send(DeactivateCustomer(ids[sorted(names)[0]], reason="r")) if step == 1 else None

    assert seen == sorted(names)
    assert all(one < other for one, other in pairwise(seen))


def test_a_cursor_is_good_for_its_own_query_only(world: World) -> None:
    for number in range(3):
        world.has_customer(f"Gneiss {number}")
    cursor = world.search("gneiss", pageSize=1).next_cursor

    for wrong in ({"query": "other", "cursor": cursor}, {"query": "gneiss", "cursor": "bm9uc2Vuc2U"}):
        with raises(Invalid):
            world.search(**wrong)
    assert world.search("gneiss", cursor=cursor, page=7, pageSize=1) == world.search(
        "gneiss", cursor=cursor, pageSize=1
    )


def test_of_very_many_hits_the_best_come_first_and_cursors_lead_to_all(world: World, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr("shared.customers.listing.MOST_RANKED", 5)
    for number in range(9):
        world.has_customer(f"Zeta Onyx {number}")
    for number in range(7):
        world.has_customer(f"Onyx {9 - number}")
    world.has_customer("Onyx")

    by_number = [name for page in range(1, 6) for name in world.found("onyx", page=page, pageSize=4)]
    seen, cursor = list[str](), None
    while page := world.search("onyx", pageSize=4, **({"cursor": cursor} if cursor else {})):
        seen += [item.company_name for item in page.items]
        if (cursor := page.next_cursor) is None:
            break

    assert seen == by_number
    assert seen[:6] == ["Onyx", "Onyx 3", "Onyx 4", "Onyx 5", "Onyx 6", "Zeta Onyx 0"]
    assert sorted(seen) == sorted(world.found("onyx", pageSize=100))
    assert len(set(seen)) == 17


def test_a_count_ends_at_ten_thousand_and_says_so(world: World, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr("shared.customers.listing.MOST_COUNTED", 3)
    monkeypatch.setattr("shared.platform.web.paging.MOST_COUNTED", 3)
    for number in range(3):
        world.has_customer(f"Onyx {number}")

    exact = world.search("onyx")
    world.has_customer("Onyx 4")
    more = world.search("onyx", pageSize=2)

    assert (exact.total_count, exact.total_count_is_lower_bound) == (3, False)
    assert (more.total_count, more.total_count_is_lower_bound, more.total_pages) == (3, True, 2)
    assert world.search("").total_count_is_lower_bound


def test_an_address_is_found_whole_or_by_its_domain_and_not_by_a_word_of_the_domain(world: World) -> None:
    world.has_customer("Quartz", "ada.lovelace@opal-events.example.com")
    world.has_customer("Opal Events", "info@gmail.com")

    for found in ("lovelace", "ada.lovelace@", "ada.lovelace@opal", "@opal-events.example", "opal-events.example.com"):
        assert world.found(found) == ["Quartz"], found
    for nothing in ("com", "example", "gmail", "lovelace@opal-events.example.com extra"):
        assert world.found(nothing) == [], nothing
    assert world.found("opal") == ["Opal Events"]
    assert world.found("@gmail.com") == world.found("gmail.com") == ["Opal Events"]


@mark.parametrize("query", ["\ufdfa" * 200, "a " * 100, "@" * 200, "a@b " * 50, "[x] 1%/_", "\u33ff" * 200, "." * 200])
def test_no_query_is_too_much(world: World, query: str) -> None:
    world.has_customer("Aurora")

    assert world.found(query) in ([], ["Aurora"])


@dataclass(frozen=True)
class Reindexed(Command[tuple[dict[str, Any], dict[str, Any]]]):
    """What the search row of a customer should be, and what it is."""

    customer_id: UUID

    def handle(self, uow: UnitOfWork) -> tuple[dict[str, Any], dict[str, Any]]:
        wanted = search_row(uow.repository(CustomerRepository).get(self.customer_id))
        columns = [customer_search.c[name] for name in wanted]
        found = uow.session.execute(select(*columns).where(customer_search.c.CustomerId == self.customer_id)).one()
        return dict(wanted), dict(found._mapping)


CHANGES: dict[str, Callable[[UUID], Command[Any]]] = {
    **{
        f"profile {name}": partial(lambda name, value, id: UpdateProfile(id, provided={name: value}), name, value)
        for name, value in {
            "company_name": "Borealis",
            "industry": "Music",
            "type": CustomerType.GOVERNMENT,
            "segment": CustomerSegment.VIP,
            "website": "https://b.example.com",
        }.items()
    },
    **{
        f"contact {name}": partial(lambda name, value, id: UpdateContactInfo(id, provided={name: value}), name, value)
        for name, value in {
            "primary_email": "new@b.example.com",
            "secondary_email": "second@b.example.com",
            "primary_phone": "+49301234568",
            "secondary_phone": "+49301234569",
            "website": "https://c.example.com",
        }.items()
    },
    "deactivated": lambda id: DeactivateCustomer(id, reason="r"),
    "suspended": lambda id: SuspendCustomer(id, reason=None),
}


@mark.parametrize("change", CHANGES)
def test_the_search_row_follows_each_change(world: World, change: str) -> None:
    customer = world.has_customer("Aurora")

    world.send(CHANGES[change](customer))

    wanted, found = world.send(Reindexed(customer))
    assert found == wanted
