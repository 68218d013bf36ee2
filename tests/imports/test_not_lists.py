"""Files that are no lists: what they are and what to save them as; and lists of other spreadsheet programs."""

import base64
import bz2
import gzip
import io
import lzma
import zlib
from uuid import UUID

import xlsxwriter
from pytest import mark

from tests.support.importing import Importer, csv_of, people
from tests.support.workbooks import archive, ods_of
from tests.support.world import World

pytestmark = mark.system  # many files: seconds together

LIST = csv_of(*people(1)).encode()
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def compound(stream: str) -> bytes:
    return COMPOUND + stream.encode("utf-16-le") + bytes(600)


KINDS: dict[str, tuple[bytes, str, str]] = {
    "HTML as .xls": (b"<html><table><tr><th>First name</th></tr></table></html>", "a.xls", "a web page"),
    "HTML with a mark": (b"\xef\xbb\xbf\n<!DOCTYPE html><title>x", "a.csv", "a web page"),
    "a table alone": (b"<table><tr><td>First name", "a.xls", "a web page"),
    "HTML in UTF-16": ("<html><body>".encode("utf-16"), "a.xls", "a web page"),
    "a workbook as XML": (
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        "a.xls",
        "a workbook as XML",
    ),
    "XML": (b'<?xml version="1.0"?><people/>', "a.xml", "an XML file"),
    "vCards": (b"BEGIN:VCARD\r\nVERSION:3.0\r\n", "a.vcf", "vCards"),
    "a calendar": (b"BEGIN:VCALENDAR\r\n", "a.ics", "a calendar"),
    "a mail": (b"Received: from x\r\nFrom: a@x.example.com\r\n", "a.eml", "a mail"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3", "a.pdf", "a PDF document"),
    "gzip": (gzip.compress(LIST), "a.csv.gz", "a gzip archive"),
    "bzip2": (bz2.compress(LIST), "a.csv.bz2", "a bzip2 archive"),
    "xz": (lzma.compress(LIST), "a.csv.xz", "an xz archive"),
    "a zip": (archive(a=LIST), "a.zip", "a zip archive"),
    "a zip called .xlsx": (archive(a=LIST), "a.xlsx", "a zip archive"),
    "Numbers": (archive(**{"Index__Document.iwa": b"x"}), "a.numbers", "a Numbers"),
    "Word": (archive(**{"_rels__.rels": b"", "word__document.xml": b""}), "a.docx", "a Word document"),
    "a binary workbook": (archive(**{"_rels__.rels": b"", "xl__workbook.bin": b""}), "a.xlsb", "a binary workbook"),
    "an OpenDocument text": (
        archive(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b""}),
        "a.odt",
        "no spreadsheet",
    ),
    "an old Word document": (compound("WordDocument"), "a.doc", "a Word document"),
    "an encrypted workbook": (compound("EncryptedPackage"), "a.xlsx", "an encrypted workbook"),
    "an Outlook message": (compound("__substg1.0_0037001F"), "a.msg", "an Outlook message"),
    "a PNG": (b"\x89PNG\r\n\x1a\n\x00\x00", "a.png", "a picture"),
    "a JPEG": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a.jpg", "a picture"),
    "a WebP": (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "a.webp", "a picture"),
    "a HEIC": (b"\x00\x00\x00\x18ftypheic", "a.heic", "a picture"),
    "a database": (b"SQLite format 3\x00", "a.db", "a database"),
    "a mailbox of Outlook": (b"!BDN" + bytes(600), "a.pst", "a mailbox of Outlook"),
    "a MySQL dump": (b"-- MySQL dump 10.13\n--\nINSERT INTO `c` VALUES (1);", "a.sql", "a dump of a database"),
    "a PostgreSQL dump": (b"--\n-- PostgreSQL database dump\n--\n", "a.sql", "a dump of a database"),
    "INSERTs": (b"INSERT INTO contacts VALUES ('Ina');\n", "a.sql", "a dump of a database"),
    "a mail delivered": (b"Delivered-To: a@x.example.com\r\nReceived: x\r\n", "a.eml", "a mail"),
    "a mail with a date": (b"Date: Mon, 1 Jan 2024\r\nX-A: b\r\n c\r\nFrom: a@x.example.com\r\n", "a.eml", "a mail"),
    "an mbox": (b"From a@x.example.com Mon Jan  1 00:00:00 2024\nX-A: b\n", "a.mbox", "a mail"),
    "LDIF": (b"version: 1\ndn: cn=Ina\n", "a.ldif", "a directory (LDIF)"),
    "tar": (b"a.csv".ljust(257, b"\x00") + b"ustar\x0000" + bytes(300), "a.tar", "a tar archive"),
    "cab": (b"MSCF" + bytes(60), "a.cab", "a cabinet archive"),
    "lz4": (b"\x04\x22\x4d\x18\x64\x40", "a.lz4", "an lz4 archive"),
    "a PDF behind a mark": (b"\xef\xbb\xbf\n%PDF-1.7\n", "a.pdf", "a PDF document"),
    "dBASE": (
        b"\x03\x7c\x01\x0f\x01\x00\x00\x00\x41\x00\x20\x00" + bytes(20) + b"NAME" + bytes(28) + b"\r",
        "a.dbf",
        "dBASE",
    ),
    "Excel 4": (b"\x09\x04\x06\x00\x00\x00\x10\x00", "a.xls", "Excel 4"),
    "SYLK": (b"ID;PWXL;N;E\r\nC;Y1;X1", "a.slk", "SYLK"),
    "SPSS": (b"$FL2@(#) SPSS" + bytes(60), "a.sav", "SPSS"),
    "Avro": (b"Obj\x01\x04\x14avro.codec\x00", "a.avro", "Avro"),
    "Feather": (b"ARROW1\x00\x00", "a.feather", "Feather"),
    "ORC": (b"ORC\x00\x01", "a.orc", "ORC"),
    "a pickle": (b"\x80\x04\x95\x10\x00\x00", "a.pkl", "a pickle"),
    "NumPy": (b"\x93NUMPY\x01\x00", "a.npy", "NumPy"),
    "an icon": (b"\x00\x00\x01\x00\x01\x00", "a.ico", "a picture"),
    "Photoshop": (b"8BPS\x00\x01" + bytes(20), "a.psd", "a picture"),
    "MP3": (b"ID3\x03\x00\x00", "a.mp3", "a sound"),
    "YAML": (b"---\n- firstName: Ina\n", "a.yaml", "YAML"),
    "YAML without a beginning": (b"- firstName: Ina\n  lastName: Berg\n", "a.yml", "YAML"),
    "Markdown": (b"| First name | E-mail |\n|---|:---:|\n| Ina | i@x.example.com |\n", "a.md", "Markdown"),
    "a book": (archive(mimetype=b"application/epub+zip", **{"META-INF__container.xml": b""}), "a.epub", "EPUB"),
    "RTF": (b"{\\rtf1\\ansi", "a.rtf", "a text document"),
}


@mark.parametrize("kind", KINDS)
def test_a_file_that_is_no_list_is_named(importer: Importer, kind: str) -> None:
    content, name, what = KINDS[kind]

    done = importer(content, name)

    assert done.status == "Failed"
    assert (done.failure_reason or "").startswith("The file is no list, but ")
    assert what in (done.failure_reason or "")


@mark.parametrize(
    "header",
    [
        "MZ,First name,Last name,E-mail",
        "Rar!,First name,Last name,E-mail",
        "BM,First name,Last name,E-mail",
        "ORC,First name,Last name,E-mail",
    ],
)
def test_a_list_may_begin_with_the_letters_of_another_kind(
    world: World, importer: Importer, customer: UUID, header: str
) -> None:
    importer(csv_of("1,Ina,Berg,ina@x.example.com", header=header), customer_id=customer)

    assert [one["firstName"] for one in world.contacts(customer)] == ["Ina"]


def ods(*rows: list[str], repeat: str = "") -> bytes:
    cell = '<table:table-cell office:value-type="string"%s><text:p>%s</text:p></table:table-cell>'
    made = "".join(f"<table:table-row>{''.join(cell % (repeat, one) for one in row)}</table:table-row>" for row in rows)
    return ods_of(made)


def test_an_open_document_sheet_is_read(world: World, importer: Importer, customer: UUID) -> None:
    content = ods(["First name", "Last name", "E-mail"], ["Ina", "Berg", "ina@x.example.com"])

    done = importer(content, "a.ods", customer_id=customer)

    assert [one["firstName"] for one in world.contacts(customer)] == ["Ina"]
    assert done.understood
    assert done.understood.sheets == ("People",)


def test_an_open_document_sheet_that_repeats_a_cell_too_often_is_refused(importer: Importer) -> None:
    rows = [["First name", "Last name", "E-mail"]] * 210

    done = importer(ods(*rows, repeat=' table:number-columns-repeated="5000"'), "a.ods")

    assert "that is too far" in (done.failure_reason or "")


def test_an_open_document_sheet_brings_no_entities(importer: Importer) -> None:
    content = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'

    done = importer(
        archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": content}), "a.ods"
    )

    assert "entities" in (done.failure_reason or "")


def test_a_workbook_in_the_old_format_is_read(world: World, importer: Importer, customer: UUID) -> None:
    done = importer(zlib.decompress(base64.b85decode(OLD_WORKBOOK)), "a.xls", customer_id=customer)

    [one] = world.contacts(customer)
    assert (one["firstName"], one["lastName"], one["phone"]) == ("Zoë", "Müller", "4930123456")
    assert done.understood
    assert done.understood.sheets == ("People",)


def test_half_a_workbook_in_the_old_format_fails(importer: Importer) -> None:
    done = importer(zlib.decompress(base64.b85decode(OLD_WORKBOOK))[:3000], "a.xls")

    assert done.status == "Failed"
    assert done.failure_reason


def test_a_workbook_with_macros_is_read(world: World, importer: Importer, customer: UUID) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["First name", "Last name", "E-mail"])
        page.write_row(1, 0, ["Ina", "Berg", "ina@x.example.com"])

    importer(content.getvalue(), "a.xlsm", customer_id=customer)

    assert [one["firstName"] for one in world.contacts(customer)] == ["Ina"]


OLD_WORKBOOK = (
    "c-rk)O-vI(6#izr3vEN8MbLl=X-GsxBr#sRV8H~q2&r5&M1u?6#D;B477oZo6niu=@ucxW!o>^f#h>6oZyroAdN46D0X=fkXyO67"
    "zInS_L3^NyHrDL7nYVA=%)EI!Z{C~TeZ3l6TYT8Mj$d#R0Tk>IYPQJ)m5^77g4%6cvfe#N#r9EE2nETJH5yhTuWF?arN7sq;DP#r"
    "DDaWWc}!tAmo?%Q#3{Bx7t)3vq0-({aF<FwTG*~erV~u}Ful)xpE2!a$qlAG)OSscVl^?`dBWYt=ahDCt0yY(n8&<l$uTtJrQF9?"
    "ZVIQbhCVB;oBw7*n_7n@kmm-CtYPWq8k)$3OZaBTfv;YyK9BqI%E|>u{(YyswuJnaq5|`<FABL4^N3)dDqA!PxEW(QPdhZDIdPdZ"
    "a#N<Ui80QzvXI+H3_TUk7-3)_ZB5U_vwFs$6n$EEc?#$LqZvJIl9J>lis1k-n%f}p(57h`Rt%WS8NIXJ#;l$p_1zP>OjxFQP7Bc;"
    "X(7VFQb#m}2IgZNGEp*S^WNt-L*vQB7)$2aJm<hTAfFI6uF4TKxW3rp&`ut4gy}Wbx}W)0rcJaGbni$uyUf4>_qook9W>8z#@ocf"
    "ZTunP^BZTLwB<h~4impTxIWjk{4TMGb~?aPG+tf{=n`Gx&TWaO3GXi4)bfF8%Wr8Ws6<`cZTD1cz!t*H#+;*5X~ZMhmD12pRAN<m"
    "Qm9qDs%ptql~3%{yw!1P3e^I|T7YV*t4oy7C0Li{_7|+HrdX4@q*DU4mV$K=%#{mY`q-Z+<xd|zeE9I;!-tP5gm7OQ1MZ8X=DwEJ"
    "y8m^ys1*F)B>yc&kfUpcK1=(NrMrd8W$mB6(1fQ;>~f6vzfj^V&2C{5<7~%d+54A1E5!Ea+4aEap9`UK=P#6F=U<-x2S&&VjQ"
)
"""Of two sheets, notes and people, as xlwt writes it."""
