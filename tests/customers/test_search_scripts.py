"""Finding customers in scripts that put no spaces between words."""

from pytest import mark

from shared.contacts.commands import AddContact
from shared.contacts.values import ContactDetails
from shared.customers.search_words import plain_words
from tests.support.world import World

NAMES = {
    "株式会社田中商事": ["田中", "株式", "商事", "田", "事", "会社田中商", "株式会社田中商事"],
    "北京国际会议中心有限公司": ["国际", "会议中心", "有限公司", "京国", "北京国际会议中心有限公司"],
    "서울국제행사주식회사": ["국제", "행사", "주식회사", "울국", "사"],
    "บริษัทกรุงเทพอีเวนต์จำกัด": ["กรุงเทพ", "อีเวนต์", "จำกัด", "บริษัท"],
    "トーキョーイベント": ["イベント", "ｲﾍﾞﾝﾄ", "キョー"],
    "ABC株式会社XYZ2024": ["abc", "株式", "xyz", "abc株式", "会社xyz2024"],
    "𠮷野家": ["野家", "𠮷", "𠮷野"],
}


@mark.parametrize(("name", "query"), [(name, query) for name, queries in NAMES.items() for query in queries])
def test_a_name_is_found_by_any_part(world: World, name: str, query: str) -> None:
    world.has_customer(name)
    world.has_customer("大阪 Other 부산 เชียงใหม่ カナ")

    assert world.found(query) == [name]


OTHERWISE = ["中田", "田商", "田中商会", "株式会社田中商会有限公司", "商事株式", "北京国际会议中心有限商会"]


@mark.parametrize("query", OTHERWISE)
def test_letters_in_another_order_find_nothing(world: World, query: str) -> None:
    world.has_customer("株式会社田中商事")
    world.has_customer("北京国际会议中心有限公司")

    assert world.found(query) == []


def test_a_mark_divides_no_word_and_a_korean_syllable_is_one_letter() -> None:
    assert plain_words("สวัสดี 서울") == ["สวสด", "서울"]


def test_words_of_several_scripts_are_all_wanted(world: World) -> None:
    world.has_customer("株式会社田中商事 Berlin")
    world.has_customer("株式会社田中商事 Paris")

    assert world.found("田中 ber") == ["株式会社田中商事 Berlin"]


def test_a_contacts_name_is_found_by_any_part(world: World) -> None:
    customer = world.has_customer("Aurora")
    world.send(AddContact(customer, ContactDetails("太郎", "山田中村", "t@scripts.example.com")))

    assert world.found("田中") == world.found("太郎") == ["Aurora"]


def test_the_longest_name_is_found_by_its_end(world: World) -> None:
    world.has_customer("東" * 196 + "京会議所")

    assert len(world.found("京会議所")) == len(world.found("東" * 100 + "京会議所")) == 1
    assert world.found("京会議所東") == []
