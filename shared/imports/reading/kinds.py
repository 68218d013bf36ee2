"""What a file is that is no list, by how it begins, and what to save it as."""

import re
import zipfile
from typing import BinaryIO

from shared.imports.reading.encodings import text_of

SAVE = "Save it as .xlsx or as CSV in UTF-8."
BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", f"a PDF document. Ask for the list that it was made of, or copy its table into a spreadsheet. {SAVE}"),
    (b"\x1f\x8b", "a gzip archive. Unpack it, and import what is in it."),
    (b"BZh", "a bzip2 archive. Unpack it, and import what is in it."),
    (b"\xfd7zXZ\x00", "an xz archive. Unpack it, and import what is in it."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive. Unpack it, and import what is in it."),
    (b"Rar!", "a RAR archive. Unpack it, and import what is in it."),
    (b"\x28\xb5\x2f\xfd", "a zstd archive. Unpack it, and import what is in it."),
    (b"\x89PNG", "a picture (PNG). A list needs text: type it, or have a program recognise it."),
    (b"\xff\xd8\xff", "a picture (JPEG). A list needs text: type it, or have a program recognise it."),
    (b"GIF8", "a picture (GIF). A list needs text: type it, or have a program recognise it."),
    (b"II*\x00", "a picture (TIFF). A list needs text: type it, or have a program recognise it."),
    (b"MM\x00*", "a picture (TIFF). A list needs text: type it, or have a program recognise it."),
    (b"{\\rtf", f"a text document (RTF). Copy its table into a spreadsheet. {SAVE}"),
    (b"SQLite format 3\x00", f"a database (SQLite). Export the table. {SAVE}"),
    (b"\x00\x01\x00\x00Standard", f"a database (Access). Export the table. {SAVE}"),
    (b"PAR1", f"a Parquet file. {SAVE}"),
    (b"!BDN", "a mailbox of Outlook (.pst). In Outlook: File, Open & Export, Import/Export, to CSV."),
    (b"MSCF", "a cabinet archive. Unpack it, and import what is in it."),
    (b"\x04\x22\x4d\x18", "an lz4 archive. Unpack it, and import what is in it."),
    (b"$FL2", f"a file of SPSS (.sav). {SAVE}"),
    (b"Obj\x01", f"an Avro file. {SAVE}"),
    (b"ARROW1", f"a Feather file (Arrow). {SAVE}"),
    (b"FEA1", f"a Feather file. {SAVE}"),
    (b"ORC", f"an ORC file. {SAVE}"),
    (b"\x93NUMPY", f"an array of NumPy. {SAVE}"),
    (b"\x80\x04\x95", f"a pickle of Python. {SAVE}"),
    (b"\x80\x05\x95", f"a pickle of Python. {SAVE}"),
    (b"\x00\x00\x01\x00", "a picture (icon). A list needs text: type it, or have a program recognise it."),
    (b"8BPS", "a picture (Photoshop). A list needs text: type it, or have a program recognise it."),
    (b"ID3", "a sound (MP3), and no list of contacts."),
    (b"\x09\x00\x04\x00", f"a workbook of Excel 2 (.xls). {SAVE}"),
    (b"\x09\x02\x06\x00", f"a workbook of Excel 3 (.xls). {SAVE}"),
    (b"\x09\x04\x06\x00", f"a workbook of Excel 4 (.xls). {SAVE}"),
    (b"\x09\x08\x06\x00", f"a workbook of Excel 5 (.xls). {SAVE}"),
    (b"\x09\x08\x08\x00", f"a workbook of Excel 5 (.xls). {SAVE}"),
    (b"MZ", "a program. It is not read."),
    (b"\x7fELF", "a program. It is not read."),
)
MAIL = "a mail. Save the list that is attached to it, and import that."
DATABASE = f"a dump of a database (SQL). Export the table of contacts. {SAVE}"
MBOX = re.compile(r"From \S+@\S+ +\w{3} \w{3} ")
MAIL_BEFORE = re.compile(
    r"(?:[A-Z][A-Za-z-]+: [^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){1,40}?(?:From|Subject|MIME-Version): "
)
"""A mail whose first headers are others: dates, and those of programs."""
YAML = re.compile(r"(?:---\s*\n)?(?:\w+:\s*\n\s*)?- \w+: [^\n]*(?:\n +\w+: |\s*$)|---\s*\n\w+: ")
MARKDOWN = re.compile(r"\|[^\r\n]*\|[ \t]*\r?\n\|(?:\s*:?-{3,}:?\s*\|)+")
DBF = re.compile(rb"[\x03\x30\x31\x83\x8b\xf5].[\x01-\x0c][\x01-\x1f].{8}", re.DOTALL)
PLAIN = (b"%PDF", b"!BDN", b"\x04\x22\x4d\x18", b"{\\rtf", b"BZh", b"GIF8")
TEXTS: tuple[tuple[str, str], ...] = (
    (
        "BEGIN:VCARD",
        "a file of vCards. Import it into an address book, such as Google Contacts or Outlook, and export CSV.",
    ),
    ("BEGIN:VCALENDAR", "a calendar (iCalendar), and no list of contacts."),
    *((f"{header}: ", MAIL) for header in ("From", "Received", "Delivered-To", "Return-Path", "X-Mozilla-Status")),
    ("%PDF", f"a PDF document. Ask for the list that it was made of, or copy its table into a spreadsheet. {SAVE}"),
    ("-- MySQL dump", DATABASE),
    ("-- MariaDB dump", DATABASE),
    ("-- PostgreSQL database dump", DATABASE),
    ("--\n-- PostgreSQL database dump", DATABASE),
    ("INSERT INTO ", DATABASE),
    ("CREATE TABLE ", DATABASE),
    ("ID;P", f"a workbook as text (SYLK). Open it in a spreadsheet program. {SAVE}"),
    ("version: 1\n", f"a directory (LDIF). Have the program export CSV. {SAVE}"),
    ("MIME-Version: ", "a web page or a mail (MIME). Open it in a spreadsheet program. " + SAVE),
    ("dn: ", f"a directory (LDIF). Have the program export CSV. {SAVE}"),
)
PARTS: tuple[tuple[str, str], ...] = (
    ("Index/Document.iwa", f"a Numbers, Pages or Keynote document. In Numbers: File, Export To, Excel or CSV. {SAVE}"),
    ("Index.zip", f"a Numbers, Pages or Keynote document. In Numbers: File, Export To, Excel or CSV. {SAVE}"),
    ("index.apxl", "a Keynote document. Copy its table into a spreadsheet. " + SAVE),
    ("word/document.xml", f"a Word document. Copy its table into a spreadsheet. {SAVE}"),
    ("ppt/presentation.xml", f"a PowerPoint presentation. Copy its table into a spreadsheet. {SAVE}"),
    ("xl/workbook.bin", f"a binary workbook (.xlsb). {SAVE}"),
)
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
COMPOUND = b"\xd0\xcf\x11\xe0"
STREAMS = (
    ("EncryptedPackage", "an encrypted workbook. Save it without a password."),
    ("WordDocument", f"a Word document (.doc). Copy its table into a spreadsheet. {SAVE}"),
    ("PowerPoint Document", f"a PowerPoint presentation (.ppt). Copy its table into a spreadsheet. {SAVE}"),
    ("__substg1.0_", "an Outlook message (.msg). Save the list that is attached to it, and import that."),
)
"""What a compound file is, by the names of its streams."""
SHEETS = ("Workbook", "Book")
"""Streams of a workbook in the old format."""


def other_kind(file: BinaryIO, head: bytes) -> str | None:
    """What a file is, in words, if it is no list. It may be a zip archive or a compound file that holds a workbook."""
    for beginning, what in BEGINNINGS:
        if head.startswith(beginning) and (b"\x00" in head or beginning in PLAIN or not beginning.isascii()):
            return what  # a text may begin with the letters of a few
    if head[4:8] == b"ftyp":
        return "a picture or a film. A list needs text: type it, or have a program recognise it."
    if (head.startswith(b"RIFF") and head[8:12] == b"WEBP") or (head.startswith(b"BM") and head[6:10] == bytes(4)):
        return "a picture. A list needs text: type it, or have a program recognise it."
    if head[257:262] == b"ustar":
        return "a tar archive. Unpack it, and import what is in it."
    if DBF.match(head) and b"\x00" in head[12:32] and b"\r" in head[32:]:
        return f"a table of dBASE (.dbf). {SAVE}"
    if head.startswith(b"PK\x03\x04"):
        return _archive(file)
    return _compound(file) if head.startswith(COMPOUND) else _text(text_of(head).lstrip("\ufeff \t\r\n"))


def _text(text: str) -> str | None:
    for beginning, what in TEXTS:
        if text[: len(beginning)].casefold() == beginning.casefold():
            return what
    if MBOX.match(text) or MAIL_BEFORE.match(text):
        return MAIL
    if YAML.match(text):
        return f"a file of YAML. {SAVE}"
    if MARKDOWN.match(text):
        return f"a table of Markdown. Copy it into a spreadsheet. {SAVE}"
    start = text[:2000].casefold()
    if not start.startswith("<"):
        return None
    if "<workbook" in start or "office:spreadsheet" in start or "excel.sheet" in start:
        return f"a workbook as XML. Open it in a spreadsheet program. {SAVE}"
    if "<html" in start or "<table" in start or "<!doctype html" in start or "<body" in start or "<meta" in start:
        return f"a web page (HTML), even if it is called .xls. Open it in a spreadsheet program. {SAVE}"
    return f"an XML file. {SAVE}"


def _archive(file: BinaryIO) -> str | None:
    try:
        with zipfile.ZipFile(file) as package:
            names = set(package.namelist())
            for part, what in PARTS:
                if part in names:
                    return what
            entry = package.getinfo("mimetype") if "mimetype" in names else None
            kind = package.read(entry)[:200].decode("ascii", "replace") if entry and entry.file_size < 200 else ""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        return None  # what is wrong with it tells who reads it
    if kind.startswith(OPEN_DOCUMENT) and not kind.startswith(f"{OPEN_DOCUMENT}spreadsheet"):
        return f"an OpenDocument file, but no spreadsheet. Copy its table into a spreadsheet. {SAVE}"
    if kind == "application/epub+zip":
        return f"a book (EPUB). Copy its table into a spreadsheet. {SAVE}"
    is_workbook = kind or any(
        name.lower().replace("\\", "/").startswith(("_rels/", "xl/", "[content")) for name in names
    )
    return None if is_workbook else "a zip archive. Unpack it, and import what is in it."


def _compound(file: BinaryIO) -> str | None:
    """What a file is that is made of streams, by their names, which stand in it as they are."""
    file.seek(0)
    content, has_sheets = b"", False
    while block := file.read(1 << 20):
        content = content[-100:] + block
        for name, what in STREAMS:
            if name.encode("utf-16-le") in content:
                return what
        has_sheets = has_sheets or any(name.encode("utf-16-le") + b"\0\0" in content for name in SHEETS)
    return None if has_sheets else f"a file of an old office program. {SAVE}"
