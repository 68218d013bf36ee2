"""Workbooks with a sheet of one's own making, stored where one likes."""

import io
import zipfile

import xlsxwriter

SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%b</sheetData></worksheet>'


def workbook(sheet: bytes, *, name: str = "xl/worksheets/sheet1.xml", target: str = "", shared: bytes = b"") -> bytes:
    """A workbook whose only sheet holds this, stored under this name."""
    plain, made = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(plain) as book:
        book.add_worksheet().write_row(0, 0, ["First name", "Last name", "E-mail"])
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            if part == "xl/_rels/workbook.xml.rels" and target:
                content = content.replace(b"worksheets/sheet1.xml", target.encode())
            if part == "xl/sharedStrings.xml":
                content = shared or content
            if part != "xl/worksheets/sheet1.xml":
                new.writestr(part, content)
        new.writestr(name, SHEET % sheet)
    return made.getvalue()


FAR = b"<row r=%(q)b1%(q)b/><row r=%(q)b1048576%(q)b><c r%(s)b=%(q)bXFD1048576%(q)b><v>1</v></c></row>"


def far(quote: bytes = b'"', space: bytes = b"") -> bytes:
    """Two cells as far apart as a worksheet goes."""
    return FAR % {b"q": quote, b"s": space}


def sheets(count: int) -> bytes:
    """A workbook of so many sheets, none of which is a list."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        for _ in range(count):
            page = book.add_worksheet()
            for row in range(50):
                page.write_row(row, 0, [f"word {row} {column}" for column in range(50)])
    return made.getvalue()


def archive(**parts: bytes) -> bytes:
    """A zip of these files; `__` in their names is a slash."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return made.getvalue()


ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="People">%s<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
MANIFEST = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def ods_of(rows: str) -> bytes:
    """An OpenDocument spreadsheet of one sheet."""
    return archive(
        mimetype=b"application/vnd.oasis.opendocument.spreadsheet",
        **{"content.xml": (ODS % rows).encode(), "META-INF__manifest.xml": MANIFEST},
    )
