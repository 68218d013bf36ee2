"""The package that a workbook is: known to be harmless before a parser sees it, and its parts by their usual names."""

import posixpath
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from typing import BinaryIO
from urllib.parse import unquote
from xml.parsers import expat

from shared.imports.reading.limits import MAX_AREA, MAX_UNPACKED, MAX_WIDTH
from shared.imports.reading.rows import Unreadable

BROKEN_ZIP = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError)
ROOT, OFFICE_DOCUMENT = "_rels/.rels", "/officeDocument"
USUAL = {"/sharedStrings": "sharedStrings.xml", "/styles": "styles.xml"}
"""Parts whose names the parser takes for granted, by how their relation's type ends."""
OTHER_PARTS = ("sharedstrings.xml", "styles.xml")
ODS = "content.xml"
TOO_FAR = "The worksheet reaches to row {:,}, column {:,}: that is too far."

type Attributes = Mapping[str, str]


def harmless(file: BinaryIO) -> BinaryIO:
    """The workbook, its parts under their usual names. Raises Unreadable if it is not harmless.

    It must not unpack to far more than it is, bring its own entities, or reach too far.
    """
    try:
        with zipfile.ZipFile(file) as package:
            if sum(entry.file_size for entry in package.infolist()) > MAX_UNPACKED:
                raise Unreadable(f"The workbook unpacks to more than {MAX_UNPACKED // 1024**2} MB.")
            parts = parts_of(package)
            if ODS in parts and ROOT not in parts:
                _measure_ods(package, parts[ODS])
                return file
            workbook, relations = _relations(package, parts)
            targets = {posixpath.basename(unquote(target)) for _, target in relations} | set(OTHER_PARTS)
            for name in package.namelist():
                if unquote(posixpath.basename(_plain(name))) in targets:
                    _measure(package, name)
            return _renamed(package, _new_names(workbook, relations, parts)) or file
    except BROKEN_ZIP as wrong:
        raise Unreadable(f"The workbook cannot be read: {wrong}.") from wrong
    except expat.ExpatError as wrong:
        raise Unreadable(f"The workbook holds XML that cannot be read: {wrong}.") from wrong


def parts_of(package: zipfile.ZipFile) -> dict[str, str]:
    """The parts by their names as `_plain` has them."""
    return {_plain(name): name for name in package.namelist()}


def sheet_parts(package: zipfile.ZipFile, parts: Mapping[str, str]) -> list[str | None]:
    """The parts of the sheets in their order; None for one that has none."""
    workbook, _ = _relations(package, parts)
    folder, name = posixpath.split(workbook)
    targets, ids = dict[str, str](), list[str]()

    def relation(element: str, attributes: Attributes) -> None:
        if element_name(element) == "Relationship":
            target = attributes.get("Target", "").replace("\\", "/")
            path = _plain(posixpath.normpath(posixpath.join("/", folder, target)))
            targets[attributes.get("Id", "")] = parts.get(path, "")

    def sheet(element: str, attributes: Attributes) -> None:
        if element_name(element) == "sheet":
            ids.append(next((value for name, value in attributes.items() if name.endswith(":id")), ""))

    if related := parts.get(posixpath.join(folder, "_rels", f"{name}.rels")):
        tokenize(package, related, relation)
    tokenize(package, parts[workbook], sheet)
    return [targets.get(id) or None for id in ids]


def _plain(name: str) -> str:
    """A part's name as it is compared: some programs write backslashes, and capitals."""
    return name.replace("\\", "/").lstrip("/").lower()


def _relations(package: zipfile.ZipFile, parts: Mapping[str, str]) -> tuple[str, list[tuple[str, str]]]:
    """The workbook's part, and (type, target) of what belongs to it; names as `_plain` has them."""
    roots = _related(package, parts.get(ROOT), "")
    workbook = next((target for type, target in roots if type.endswith(OFFICE_DOCUMENT)), "xl/workbook.xml")
    if workbook not in parts:  # it may have its usual name by now
        workbook = posixpath.join(posixpath.dirname(workbook), "workbook.xml")
    if workbook not in parts:
        raise Unreadable("The file is a zip archive, but no workbook.")
    tokenize(package, parts[workbook], lambda *_: None)
    folder, name = posixpath.split(workbook)
    return workbook, _related(package, parts.get(posixpath.join(folder, "_rels", f"{name}.rels")), folder)


def _related(package: zipfile.ZipFile, part: str | None, folder: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []

    def relation(element: str, attributes: Attributes) -> None:
        if element_name(element) == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            found.append((attributes.get("Type", ""), _plain(posixpath.normpath(posixpath.join("/", folder, target)))))

    if part:
        tokenize(package, part, relation)
    return found


def _new_names(workbook: str, relations: list[tuple[str, str]], parts: Mapping[str, str]) -> dict[str, str]:
    """Part → its usual name, of those that have another."""
    folder, name = posixpath.split(workbook)
    wanted = {workbook: posixpath.join(folder, "workbook.xml")}
    wanted[posixpath.join(folder, "_rels", f"{name}.rels")] = posixpath.join(folder, "_rels/workbook.xml.rels")
    for type, target in relations:
        if target not in parts:
            wanted[unquote(target)] = target  # as an address is written, which the parser takes for the name
        for ending, usual in USUAL.items():
            if type.endswith(ending):
                wanted[target] = posixpath.join(folder, usual)
    return {parts[old]: new for old, new in wanted.items() if old in parts and old != new.lower()}


def _renamed(package: zipfile.ZipFile, names: Mapping[str, str]) -> BinaryIO | None:
    """The package with other names for some parts; None if there are none."""
    if not names:
        return None
    made = tempfile.TemporaryFile()  # noqa: SIM115 - the workbook is read from it
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for entry in package.infolist():
            name = names.get(entry.filename, entry.filename)
            if name in names.values() and entry.filename not in names:
                continue  # a part that nothing names, under the name of one that something does
            with package.open(entry) as source, new.open(name, "w") as target:
                while block := source.read(1 << 20):
                    target.write(block)
    return made


def _measure(package: zipfile.ZipFile, part: str) -> None:
    """How far the cells of a part reach: the parser allocates the whole rectangle. Raises Unreadable if too far."""
    row = column = rows = columns = count = 0

    def start(element: str, attributes: Attributes) -> None:
        nonlocal row, column, rows, columns, count
        match element_name(element):
            case "v" | "is" | "f":  # a cell that is only formatted takes no place
                if row > rows or column > columns:
                    rows, columns = max(rows, row), max(columns, column)
            case "c":
                letters, digits = _place(attributes.get("r", ""))
                row, column = _number(digits, row), _column_number(letters) if letters else column + 1
                return
            case "row":
                row, column = _number(attributes.get("r"), row + 1), 0
                return
            case "si":  # a text that cells share
                count += 1
            case _:
                return
        if columns > MAX_WIDTH or rows * columns > MAX_AREA or count > MAX_AREA:
            raise Unreadable(TOO_FAR.format(rows, columns))

    tokenize(package, part, start)


def _measure_ods(package: zipfile.ZipFile, part: str) -> None:
    """As `_measure`, of an OpenDocument sheet, whose rows and cells may say how often they are repeated."""
    rows = row_repeat = columns = column = used = 0

    def start(element: str, prefixed: Attributes) -> None:
        nonlocal rows, row_repeat, columns, column, used
        attributes = {element_name(name): value for name, value in prefixed.items()}
        match element_name(element):
            case "table":
                rows = columns = row_repeat = used = 0
            case "table-row":
                rows, column, used = rows + row_repeat, 0, 0
                row_repeat = _number(attributes.get("number-rows-repeated"), 1)
            case "table-cell" | "covered-table-cell":
                column += _number(attributes.get("number-columns-repeated"), 1)
                if "value-type" in attributes:
                    used = column
            case "p":
                used = max(used, column)
            case _:
                return
        columns = max(columns, used)
        if columns > MAX_WIDTH or (used and (rows + row_repeat) * columns > MAX_AREA):
            raise Unreadable(TOO_FAR.format(rows + row_repeat, columns))

    tokenize(package, part, start)


def tokenize(
    package: zipfile.ZipFile,
    part: str,
    start: Callable[[str, Attributes], None],
    text: Callable[[str], None] | None = None,
) -> None:
    """Calls `start` for each element, and `text` for what stands between.

    Raises ExpatError; Unreadable if the part declares a document type.
    """

    def doctype(*_: object) -> None:
        raise Unreadable("The workbook declares XML entities, which are not read.")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = start, doctype
    if text:
        parser.CharacterDataHandler = text
    with package.open(part) as file:
        while block := file.read(1 << 20):
            parser.Parse(block)
    parser.Parse(b"", True)


def mentions(package: zipfile.ZipFile, part: str, pattern: re.Pattern[bytes], longest: int) -> bool:
    """Whether a part has a match of a pattern, none of which is longer than so many bytes."""
    before = b""
    with package.open(part) as file:
        while block := file.read(1 << 20):
            if pattern.search(before + block):
                return True
            before = block[-longest:]
    return False


def element_name(element: str) -> str:
    return element.rpartition(":")[2]


def _place(reference: str) -> tuple[str, str]:
    """A1 → A, 1."""
    letters = reference.rstrip("0123456789")
    return letters, reference[len(letters) :]


def _number(digits: str | None, otherwise: int) -> int:
    return int(digits) if digits and digits.isdecimal() and len(digits) < 10 else otherwise


def row_place(number: str | None, before: int) -> int:
    """The row of an element, from 0; the next one if it does not say."""
    return _number(number, before + 2) - 1


def cell_place(reference: str, before: int) -> int:
    """The column of a cell, from 0; the next one if it does not say."""
    letters, _ = _place(reference)
    return _column_number(letters) - 1 if letters else before + 1


@cache
def _column_number(letters: str) -> int:
    """A → 1, Z → 26, AA → 27; what is no column of letters is one too many."""
    number = 0
    for letter in letters.upper()[:4]:
        number = number * 26 + ord(letter) - 64
    return number if letters.isascii() and letters.isalpha() else MAX_WIDTH + 1
