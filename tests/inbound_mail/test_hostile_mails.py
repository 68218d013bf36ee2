"""Mails made to do harm are read or refused, quickly, and leave nothing behind that can't be stored."""

import base64
import random
from collections.abc import Callable

from pytest import mark, raises

from shared.communications.inbound_mail.message import InboundMail, Unreadable
from shared.communications.inbound_mail.replies import newly_written
from shared.kernel.text import UNPRINTABLE, units
from tests.inbound_mail import mails
from tests.inbound_mail.mails import HEAD, reading

SECONDS = 3.0
"""Each takes a fifth of this, or less, where nothing else runs."""


def nested(depth: int, kind: bytes = b"mixed") -> bytes:
    levels = (b'Content-Type: multipart/%s; boundary="b%d"\r\n\r\n--b%d\r\n' % (kind, n, n) for n in range(depth))
    return HEAD + b"".join(levels)


def parts(part: bytes, many: int) -> bytes:
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + (b"--b\r\n" + part) * many


REFUSED: dict[str, Callable[[], bytes]] = {
    "25 MB and a byte": lambda: HEAD + b"\r\n" + b"x" * 25_000_000,
    "millions of lines": lambda: HEAD + b"\r\n" + b"\n" * 24_000_000,
    "101 parts": lambda: parts(b"\r\nx\r\n", 101),
    "empty parts": lambda: parts(b"\r\n", 200_000),
    "ten thousand nested parts": lambda: nested(10_000),
    "ten thousand nested mails": lambda: HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 10_000,
    "a report of many blocks": lambda: (
        HEAD + b"Content-Type: message/delivery-status\r\n\r\n" + b"A: b\r\n\r\n" * 100_000
    ),
    "a header line of 5 MB": lambda: HEAD + b"X: " + b"y" * 5_000_000 + b"\r\n\r\n",
    "a parameter of 5 MB": lambda: HEAD + b"Content-Type: text/plain" + b";" * 5_000_000 + b"\r\n\r\n",
    "parameters in many parts": lambda: parts(b'Content-Type: text/plain;a="' + b";" * 4_900 + b"\r\n\r\n", 20),
    "a thousand and one headers": lambda: b"A: b\r\n" * 1_001,
    "a header on many lines": lambda: b"A: b\r\n" + b" c\r\n" * 2_000,
    "a part of many headers": lambda: parts(b"A: b\r\n" * 1_001 + b"\r\n", 1),
    "a hundred thousand addresses": lambda: b"To: " + b"".join(b"a%d@b.de, " % n for n in range(100_000)),
}

READ: dict[str, Callable[[], bytes]] = {
    "a megabyte of boundaries": lambda: parts(b"", 200_000),
    "many lines within many parts": lambda: nested(19) + b"\r\n" + b"x\r\n" * 400_000,
    "alternatives around much text": lambda: (
        nested(19, b"alternative")
        + b"Content-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(b"abc def\n" * 1_000_000)
    ),
    "a line of 24 MB": lambda: HEAD + b"\r\n" + b"x" * 24_000_000,
    "parameters": lambda: parts(b'Content-Type: text/plain;a="' + b";" * 4_900 + b"\r\n\r\n", 12),
    "many addresses": lambda: b"To: " + b"a@b.de," * 34_000 + b"\r\n\r\n",
    "opened comments": lambda: b"To: " + b"(" * 240_000 + b"\r\n\r\n",
    "opened addresses": lambda: b"From: " + b"<" * 240_000 + b"\r\n\r\n",
    "opened quotes": lambda: b"From: " + b'"\\' * 120_000 + b"\r\n\r\n",
    "dots": lambda: b"From: a@" + b"b." * 9_000 + b"!\r\n\r\n",
    "opened encoded words": lambda: b"Subject: " + b"=?a?q?" * 40_000 + b"\r\n\r\n",
    "encoded words": lambda: b"Subject: " + b"=?utf-8?q?a?= " * 17_000 + b"\r\n\r\n",
    "punycode in the subject": lambda: b"Subject: =?punycode?q?" + b"a" * 9_000 + b"-" + b"b" * 9_000 + b"?=\r\n\r\n",
    "punycode": lambda: b"Content-Type: text/plain; charset=punycode\r\n\r\na-" + b"b" * 1_000_000,
    "opened identifiers": lambda: b"References: " + b"<a" * 120_000 + b"\r\n\r\n",
    "a date of comments": lambda: b"Date: " + b"(" * 240_000 + b"\r\n\r\n",
    "Re: for ever": lambda: b"Subject: " + b"Re: " * 60_000 + b"\r\n\r\n",
    "broken base64": lambda: HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"=A" * 5_000_000,
    "zeros": lambda: HEAD + b"\r\n" + b"\0" * 10_000_000,
    "returns alone": lambda: HEAD.replace(b"\r\n", b"\r") + b"\r" + b"x\r" * 300_000,
}

TEXTS: dict[str, str] = {
    "marks": ">" * 1_000_000,
    "marked lines": ">\n" * 500_000,
    "spaces": " " * 1_000_000,
    "lines of spaces": " \n" * 500_000,
    "On": "On 1 " * 200_000,
    "lines with On": "On 1 wrote:x:\n" * 70_000,
    "lines with Am": ("Am 1 " + "schrieb " * 23 + "x\n:\n") * 5_000,
    "addresses": ("2024/01/01 " + " <" * 60 + "@@" + "x" * 50 + ":\n") * 5_000,
    "more addresses": ("2024/01/01 " + " <@" * 60 + ":\n") * 5_000,
    "headers": "From: a\n" * 100_000,
    "headers apart": "From: a\nx\n" * 100_000,
    "rules": "________________________________\n" * 30_000,
    "dashes": ("-" * 180 + "x---\n") * 5_000,
}


@mark.parametrize("name", REFUSED)
def test_it_is_refused(name: str) -> None:
    raw = REFUSED[name]()

    with raises(Unreadable, match="The mail"):
        reading(raw)


@mark.parametrize("name", READ)
def test_it_is_read(name: str) -> None:
    raw = READ[name]()

    read = reading(raw)

    check(read)


@mark.parametrize("name", TEXTS)
def test_a_text_is_searched_for_quotes_quickly(name: str) -> None:
    newly_written(TEXTS[name])


def test_a_hundred_parts_of_twenty_levels_are_read() -> None:
    assert reading(parts(b"\r\nx\r\n", 99)).whole_text.count("x") == 99
    assert reading(nested(20) + b"\r\nx\r\n").text == "x"


def test_of_a_long_mail_the_beginning_is_kept() -> None:
    read = reading(HEAD + b"\r\n" + "😀".encode() * 300_000)

    assert (read.truncated, units(read.whole_text)) == (True, 200_000)


def test_a_broken_recipient_costs_none_before_it() -> None:
    assert reading(b'To: "A, B" <a@b.de>, group: c@d.de;, x, "broken <e@f.de>\r\n\r\n').recipients == (
        "a@b.de",
        "c@d.de",
    )


def test_of_many_recipients_and_references_some_are_kept() -> None:
    to = b"To: " + b", ".join(b"a%d@b.de" % n for n in range(150)) + b"\r\n"
    read = reading(to + b"References: " + b" ".join(b"<%d@b.de>" % n for n in range(80)) + b"\r\n\r\n")

    assert (len(read.recipients), read.recipients[-1]) == (100, "a99@b.de")
    assert (len(read.references), read.references[-1]) == (50, "<79@b.de>")


@mark.parametrize(
    "charset", ["unknown", "rot13", "hex", "idna", "undefined", "utf-8", "us-ascii", "a\\0b", "", "x" * 99]
)
def test_a_wrong_charset_is_guessed(charset: str) -> None:
    head = f'Content-Type: text/plain; charset="{charset}"\r\n\r\n'.encode()

    assert reading(head + "Grüße".encode()).text == "Grüße"
    assert reading(head + "Grüße".encode("latin-1")).text == "Grüße"


@mark.parametrize(
    "date", ["", "yesterday", "Mon, 3 Mar 1601 10:00:00 +0000", "3 Mar 2025 10:00 +9999", "1 Jan 9999 00:00"]
)
def test_a_date_that_no_mail_has_is_none(date: str) -> None:
    assert reading(f"Date: {date}\r\n\r\n".encode()).sent_at is None


@mark.parametrize(
    ("given", "name"),
    [
        ('filename="../../etc/passwd"', "passwd"),
        ('filename="C:\\\\temp\\\\a.txt"', "a.txt"),
        ('filename="...hidden"', "hidden"),
        ('filename=".. "', "attachment"),
        ('filename="a\u202efdp.exe"', "afdp.exe"),
        ('filename="a\0b.txt"', "ab.txt"),
        ('filename="Menü.pdf"', "Menü.pdf"),
        ('filename="=?utf-8?q?=2E=2E/Men=C3=BC.pdf?="', "Menü.pdf"),
        ("filename*=utf-8''..%2FMen%C3%BC.pdf", "Menü.pdf"),
        ("filename*=iso-8859-1''Men%FC.pdf", "Menü.pdf"),
        ("filename*0*=utf-8''Men%C3; filename*1*=%BC.pdf", "Menü.pdf"),
        ("filename*=punycode''a%00b", "ab"),
        ("filename*=a; filename*0*=b", "attachment"),
        (f'filename="{"ü" * 300}.pdf"', "ü" * 98 + ".pdf"),
        (f'filename="{"a" * 300}"', "a" * 200),
    ],
)
def test_a_file_has_a_name_that_does_no_harm(given: str, name: str) -> None:
    [file] = reading(
        f"Content-Type: application/pdf\r\nContent-Disposition: attachment; {given}\r\n\r\nx".encode()
    ).attachments

    assert file.name == name


def test_a_mail_within_a_mail_that_has_no_parts_is_kept_byte_by_byte() -> None:
    inner = b"Content-Type: multipart/mixed; boundary=b; charset=punycode\r\n\r\nno boundary: \xff\xe4"

    assert reading(b"Content-Type: message/rfc822\r\n\r\n" + inner).attachments[0].content == inner


def test_whatever_is_done_to_a_mail_it_is_read_or_refused() -> None:
    choose = random.Random(7)
    whole = [mails.OUTLOOK, mails.BOUNCE, mails.FORWARDED, mails.JAPANESE, mails.INVITATION, mails.WINMAIL]
    for turn in range(600):
        raw = bytearray(whole[turn % len(whole)])
        for _ in range(choose.randrange(1, 12)):
            at = choose.randrange(len(raw))
            raw[at : at + choose.randrange(3)] = choose.choice(
                [b"", b"\0", b"\xff", b"\r", b"\n", b'"', b"=?", b"*", b";", b"--"]
            )
        try:
            check(reading(bytes(raw)))
        except Unreadable:
            continue


def check(read: InboundMail) -> None:
    """Whatever was read can be stored."""
    texts = [read.message_id or "", read.sender or "", read.sender_name, *read.recipients, read.subject, read.text]
    texts += [read.whole_text, *read.in_reply_to, *read.references]
    texts += [text for file in read.attachments for text in (file.name, file.media_type)]
    assert not any(UNPRINTABLE.search(text) for text in texts)
    assert "\n" not in read.subject
    assert units(read.subject) <= 500
    assert units(read.whole_text) <= 200_000
    assert all(0 < len(file.name.encode()) <= 200 for file in read.attachments)
