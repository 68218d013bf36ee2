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
@mark.parametrize(
    "cells",
    [
        {"lastName": [{"v": "Berg"}]},
        {"firstName": ["Ina", "Maria"]},
        {"position": [{"v": "CEO"}, [True, None, 1.5]]},
        {"tags": [{"id": 1}, {"id": 2}]},
        {"tags": ["a", ["b"]]},
    ],
)
def test_a_list_where_a_text_should_be_is_an_error_and_never_written_as_json(
    importer: Importer, customer: UUID, cells: dict[str, Any], lines: bool
) -> None:
    row = person("Ina", **cells)

    done = importer(json.dumps(row if lines else [row]), "a.json", customer_id=customer)

    assert [code for _, code, _ in importer.errors(done)] == ["IMP-003"]
    assert importer.columns_at_fault(done) == list(cells)


@mark.parametrize("lines", [True, False])
def test_lists_are_read_where_several_values_may_be(
    world: World, importer: Importer, customer: UUID, lines: bool
) -> None:
    row = {
        "firstName": ["Ina"],
        "lastName": "Müller",
        "emails": [{"value": "ina@x.example.com", "type": "work"}],
        "phones": [{"type": "mobile", "number": "+49 171 7654321"}, {"type": "work", "number": "+49 30 1234567"}],
        "tags": [{"id": 1, "name": "VIP"}, None, {"id": 2, "name": "a;b"}],
    }

    done = importer(json.dumps(row if lines else [row]), "a.json", customer_id=customer)

    [one] = world.contacts(customer)
    assert (one["firstName"], one["email"], one["phone"]) == ("Ina", "ina@x.example.com", "+491717654321")
    assert one["tags"] == ["VIP", "a;b"]
    assert [warning.column for warning in done.warnings or ()] == ["phones"]


def test_numbers_and_truths_are_tags_as_json_writes_them(world: World, importer: Importer, customer: UUID) -> None:
    importer(json.dumps([person("Ina", tags=["a", True, None, 2.0])]), "a.json", customer_id=customer)

    assert [one["tags"] for one in world.contacts(customer)] == [["a", "true", "2"]]


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
    why = "The file is not JSON from here on, or ends in the middle; correct it, and import it again"
    assert importer.errors(done) == [(2, "IMP-004", why)]


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
    "keyed": {"contacts": {"-Nx1": INA, "-Nx2": TOM}},
    "keyed, alone": {"1": INA, "2": TOM},
    "behind a list of links": {"links": [{"rel": "self", "href": "x"}], "items": [INA, TOM]},
    "of two lists of people": {"teamA": [INA], "teamB": [TOM]},
    "with a name of its own": {"name": "My list", "contacts": [INA, TOM]},
    "deep": {"response": {"result": {"contacts": [INA, TOM]}}},
    "HubSpot": {"results": [{"id": "1", "properties": INA}, {"id": "2", "properties": TOM}]},
    "JSON:API": {"data": [{"type": "contacts", "attributes": INA}, {"type": "contacts", "attributes": TOM}]},
    "Elasticsearch": {"hits": {"hits": [{"_id": "1", "_source": INA}, {"_id": "2", "_source": TOM}]}},
    "GraphQL": {"data": {"contacts": {"edges": [{"node": INA}, {"node": TOM}]}}},
    "behind another": {"links": {"next": "https://x.example.com"}, "data": {"people": [INA, TOM]}},
}


@mark.parametrize("indent", [None, 2])
@mark.parametrize("kind", PAGES)
def test_what_an_api_answers_is_read_and_told(
    world: World, importer: Importer, customer: UUID, kind: str, indent: int | None
) -> None:
    done = importer(json.dumps(PAGES[kind], indent=indent), "a.json", customer_id=customer)

    assert names(world, customer) == BOTH
    assert "PartsIgnored" in {one.code for one in done.warnings or ()}


def test_one_person_with_a_list_of_objects_is_no_page(world: World, importer: Importer, customer: UUID) -> None:
    for indent in (None, 2):
        importer(json.dumps(person(f"Ina{indent}", orders=[{"id": 1}]), indent=indent), "a.json", customer_id=customer)

    assert names(world, customer) == {"InaNone Müller", "Ina2 Müller"}


def test_what_stands_beside_the_rows_is_named_with_its_count(importer: Importer, customer: UUID) -> None:
    done = importer(json.dumps({"companies": [{"id": 1}, {"id": 2}], "contacts": [INA]}), "a.json")

    [warning] = [one for one in done.warnings or () if one.code == "PartsIgnored"]
    message = "The rows are those of 'contacts' (1) in the file; what else the file says was not read: 'companies' (2)."
    assert warning.message == message


def test_who_comes_and_what_was_ordered_are_one_row(importer: Importer, customer: UUID) -> None:
    done = importer(json.dumps({"attendee": INA, "order": {"id": 1}}), "a.json", customer_id=customer)

    assert importer.counts(done) == (1, 1, 0)


COLUMNS = {key: [one[key] for one in (INA, TOM)] for key in INA}


@mark.parametrize(
    "columns",
    [
        COLUMNS,
        {key: dict(enumerate(values)) for key, values in COLUMNS.items()},
        {"columns": list(COLUMNS), "index": [0, 1], "data": [list(one.values()) for one in (INA, TOM)]},
    ],
)
@mark.parametrize("indent", [None, 2])
def test_a_file_of_columns_is_refused_with_what_to_do(
    importer: Importer, customer: UUID, columns: dict[str, Any], indent: int | None
) -> None:
    done = importer(json.dumps(columns, indent=indent), "a.json", customer_id=customer)

    assert (done.failure_reason or "").startswith("The file holds a list of values for each column; write an object")


@mark.parametrize("name", ["a.json", "a.ndjson"])
def test_a_key_that_is_there_twice_with_two_values_is_an_error_of_its_row(
    world: World, importer: Importer, customer: UUID, name: str
) -> None:
    twice = json.dumps(TOM)[:-1] + ', "email": "other@x.example.com"}'
    same = json.dumps(INA)[:-1] + ', "firstName": "Ina"}'
    content = f"[{same}, {twice}]" if name == "a.json" else f"{same}\n{twice}"

    done = importer(content, name, customer_id=customer)

    assert names(world, customer) == {"Ina Müller"}
    assert importer.errors(done) == [(2, "IMP-004", "The row has the key 'email' twice, with two values; keep one")]


@mark.parametrize("name", ["a.json", "a.ndjson"])
def test_half_a_letter_is_an_error_of_its_row(world: World, importer: Importer, customer: UUID, name: str) -> None:
    half, whole = json.dumps(person("Ina", position="a\ud800b")), json.dumps(person("Tom", position="😀"))
    content = f"[{half}, {whole}]" if name == "a.json" else f"{half}\n{whole}"

    done = importer(content, name, customer_id=customer)

    assert [one["position"] for one in world.contacts(customer)] == ["😀"]
    assert [(row, code) for row, code, _ in importer.errors(done)] == [(1, "IMP-004")]


@mark.parametrize("end", [",\n", ",\r\n"])
def test_lines_may_end_in_commas(world: World, importer: Importer, customer: UUID, end: str) -> None:
    done = importer(json.dumps(INA) + end + json.dumps(TOM) + end, "a.ndjson", customer_id=customer)

    assert names(world, customer) == BOTH
    assert importer.counts(done) == (2, 2, 0)


@mark.parametrize(
    ("content", "why"),
    [
        ('[\n{"firstName": 0301234567}]', "The file is not JSON from line 2, character 16 on"),
        ("[{'firstName': 'Ina'}]", "The file is not JSON from line 1, character 3 on"),
        ('[{"firstName": NaN}]', "The file is not JSON; a value such as NaN is none: write null"),
        ('[["First name", "Last name"], ["Ina", "Berg"]]', "The row is not an object; write it as in"),
        ("[null]", "The row is not an object; write it as in"),
        ("[1, 2, 3]", "The row is not an object; write it as in"),
        ("{}", "The rows are objects without keys"),
        ("var contacts = [];", "JSON begins with [ or {: take away what stands before"),
        ("42", "JSON begins with [ or {: take away what stands before"),
    ],
)
def test_a_file_without_a_row_says_what_is_wrong_with_it(importer: Importer, content: str, why: str) -> None:
    assert why in (importer(content, "a.json").failure_reason or "")
