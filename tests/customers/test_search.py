"""Finding customers."""

import random
from itertools import pairwise

from pytest import mark, raises

from shared.customers.commands import DeactivateCustomer, UpdateContactInfo, UpdateProfile
from shared.kernel.errors import Invalid
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

    first, third, beyond = (world.search("feldspar", page=page, pageSize=2) for page in (1, 3, 9_000_000_000))

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
    with raises(Invalid):
        world.search("gneiss", cursor=cursor, page=2)
