"""Lists as JSON: lines of which one is bad, objects within objects, other encodings, and what APIs answer."""

import json
from typing import Any
from uuid import UUID

from pytest import mark

from shared.imports import queries
from shared.platform.web.paging import Window
from tests.support.importing import Importer
from tests.support.world import World

pytestmark = mark.system  # many files: seconds together


def person(name: str, **more: Any) -> dict[str, Any]:
    return {"firstName": name, "lastName": "Müller", "email": f"{name.lower()}@x.example.com", **more}


def names(world: World, customer: UUID) -> set[str]:
    return {f"{one['firstName']} {one['lastName']}" for one in world.contacts(customer)}


INA, TOM = person("Ina"), person("Tom")
BOTH = {"Ina Müller", "Tom Müller"}
BAD_LINES = ["{oops}", '{"firstName": "Ina", }', "[1]", "7", '{"a": ' * 300 + "1" + "}" * 300, "x" * 1_000_001]


@mark.parametrize("bad", BAD_LINES)
@mark.parametrize("place", [0, 1, 2])
def test_a_bad_line_costs_itself_and_the_rows_behind_it_are_read(
    world: World, importer: Importer, customer: UUID, bad: str, place: int
) -> None:
    if place == 0 and bad[0] != "{":
        return  # a file that begins so is no list of lines
    lines = [json.dumps(INA), "", json.dumps(TOM)]
    lines.insert(place + (place == 2), bad)

    done = importer("\n".join(lines), "a.ndjson", customer_id=customer)

    assert names(world, customer) == BOTH
    assert importer.counts(done) == (3, 2, 1)
    with world.app.database.reading() as session:
        [error] = queries.errors_of(session, done.import_id, Window(1, 9, None, "")).items
    assert (error.row, error.line, error.code) == (place + 1, lines.index(bad) + 1, "IMP-004")


def test_an_object_within_an_object_is_read_by_dotted_names(world: World, importer: Importer, customer: UUID) -> None:
    row = {
        "name": {"firstName": "Ina", "lastName": "Müller"},
        "email": "ina@x.example.com",
        "position": {"title": "CEO"},
    }
    mappings = {"firstName": "name.firstName", "lastName": "name.lastName", "email": "email"}

    done = importer(json.dumps([row]), "a.json", customer_id=customer, mappings=mappings)

    assert names(world, customer) == {"Ina Müller"}
    assert done.understood
    assert [(one.column, one.sample) for one in done.understood.columns] == [
        ("name.firstName", "Ina"),
        ("name.lastName", "Müller"),
        ("email", "ina@x.example.com"),
        ("position.title", "CEO"),
    ]


@mark.parametrize("lines", [True, False])
def test_nothing_is_written_as_python_writes_it(world: World, importer: Importer, customer: UUID, lines: bool) -> None:
    row = person("Ina", position=[{"title": "CEO"}, [True, None, 1.5]], tags=["a", True, None, 2.0])

    done = importer(json.dumps(row if lines else [row]), "a.json", customer_id=customer)

    [one] = world.contacts(customer)
    assert one["position"] == '[{"title": "CEO"}, [true, null, 1.5]]'.replace("1.5", '"1.5"')
    assert one["tags"] == ["a", "true", "2"]
    assert done.status == "Completed"


@mark.parametrize("encoding", ["latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32"])
@mark.parametrize("shape", ["array", "lines", "page", "an indented page"])
def test_json_of_other_encodings_is_read(
    world: World, importer: Importer, customer: UUID, encoding: str, shape: str
) -> None:
    dumped = json.dumps([INA, TOM], ensure_ascii=False)
    content = {
        "array": dumped,
        "lines": "\n".join(json.dumps(one, ensure_ascii=False) for one in (INA, TOM)),
        "page": f'{{"items": {dumped}}}',
        "an indented page": json.dumps({"items": [INA, TOM]}, ensure_ascii=False, indent=2),
    }[shape]

    done = importer(content.encode(encoding), "a.json", customer_id=customer)

    assert names(world, customer) == BOTH
    assert importer.counts(done) == (2, 2, 0)


def test_not_a_number_is_an_empty_cell_of_a_line(world: World, importer: Importer, customer: UUID) -> None:
    importer(json.dumps(person("Ina", phone=float("nan"))), "a.ndjson", customer_id=customer)

    assert [one["phone"] for one in world.contacts(customer)] == [None]


def test_not_a_number_ends_an_array_with_an_error(world: World, importer: Importer, customer: UUID) -> None:
    done = importer(json.dumps([INA, person("Tom", phone=float("nan"))]), "a.json", customer_id=customer)

    assert names(world, customer) == {"Ina Müller"}
    assert importer.errors(done) == [(2, "IMP-004", "The file is not JSON from here on, or ends in the middle")]


@mark.parametrize("content", ["[]", " [ ] ", '{"items": []}'])
def test_a_list_of_nothing_says_so(importer: Importer, content: str) -> None:
    done = importer(content, "a.json")

    assert done.status == "Failed"
    assert "No column was recognised as" not in (done.failure_reason or "") or content.startswith("{")


def test_an_array_in_a_text_file_is_read(world: World, importer: Importer, customer: UUID) -> None:
    done = importer(json.dumps([INA, TOM]), "a.txt", customer_id=customer)

    assert names(world, customer) == BOTH
    assert done.format == "JSON"


PAGES: dict[str, dict[str, Any]] = {
    "items": {"items": [INA, TOM], "totalCount": 2},
    "contacts": {"total": 2, "contacts": [INA, TOM]},
    "behind another": {"links": {"next": "https://x.example.com"}, "data": {"people": [INA, TOM]}},
}


@mark.parametrize("indent", [None, 2])
@mark.parametrize("kind", PAGES)
def test_what_an_api_answers_is_read_and_told(
    world: World, importer: Importer, customer: UUID, kind: str, indent: int | None
) -> None:
    done = importer(json.dumps(PAGES[kind], indent=indent), "a.json", customer_id=customer)

    assert names(world, customer) == BOTH
    assert [one.code for one in done.warnings or ()] == ["PartsIgnored"]


def test_one_person_with_a_list_of_objects_is_no_page(world: World, importer: Importer, customer: UUID) -> None:
    for indent in (None, 2):
        importer(json.dumps(person(f"Ina{indent}", orders=[{"id": 1}]), indent=indent), "a.json", customer_id=customer)

    assert names(world, customer) == {"InaNone Müller", "Ina2 Müller"}
