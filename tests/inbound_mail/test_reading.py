"""Mails as programs write them become records."""

from datetime import UTC, datetime

from pytest import mark

from shared.communications.inbound_mail.message import InboundMail
from tests.inbound_mail import mails
from tests.inbound_mail.mails import HEAD, mail, reading


def test_an_outlook_reply_is_read_whole() -> None:
    read = reading(mails.OUTLOOK)

    assert (read.sender, read.sender_name) == ("jonas.weber@kunde.example", "Jonas Weber")
    assert read.recipients == ("desk@events.example", "sales@events.example")
    assert read.subject == "AW: Angebot für den Sommerball – Rückfrage"
    assert read.sent_at == datetime(2025, 3, 4, 8, 15, tzinfo=UTC)
    assert read.message_id == "<DB7PR01.1@kunde.example>"
    assert read.in_reply_to == ("<offer-7@events.example>",)
    assert read.references == ("<first@events.example>", "<offer-7@events.example>")
    assert read.text == "Guten Tag,\nwir nehmen das Angebot für 120 Gäste an.\n\nJonas Weber"
    assert "anbei das Angebot" in read.whole_text
    assert "nicht gelesen" not in read.whole_text
    assert (read.attachments, read.kind, read.truncated) == ((), "Personal", False)


@mark.parametrize(
    ("raw", "text"),
    [
        (mails.GMAIL, "Yes, Friday works."),
        (mails.APPLE_GERMAN, "Passt, danke!"),
        (mails.GERMAN, "Gerne um 18 Uhr."),
        (mails.FRENCH, "Oui, c'est parfait."),
        (mails.SPANISH, "Sí, gracias."),
    ],
    ids=["gmail", "apple", "german", "french", "spanish"],
)
def test_what_a_reply_quotes_is_cut_off_and_kept(raw: bytes, text: str) -> None:
    read = reading(raw)

    assert read.text == text
    assert ">" in read.whole_text


def test_the_address_that_it_was_delivered_to_is_a_recipient() -> None:
    assert reading(mails.GMAIL).recipients == ("desk@events.example", "inbox@events.example")


@mark.parametrize(
    ("raw", "kind"),
    [
        (mails.GMAIL, "Personal"),
        (mails.OUT_OF_OFFICE, "AutoReply"),
        (mails.BOUNCE, "DeliveryReport"),
        (mails.LIST, "List"),
        (b"Auto-Submitted: no\r\n" + HEAD, "Personal"),
        (b"X-Auto-Response-Suppress: All\r\n" + HEAD, "Personal"),
        (b"Auto-Submitted: Auto-Replied (vacation)\r\n" + HEAD, "AutoReply"),
        (b"Precedence: bulk\r\nList-Id: <a.b>\r\n" + HEAD, "AutoReply"),
        (b"X-Autoreply: yes\r\n" + HEAD, "AutoReply"),
        (b"X-Autorespond: Hello\r\n" + HEAD, "AutoReply"),
        (b"Subject: =?utf-8?Q?R=C3=A9ponse_automatique_?=: x\r\n\r\n", "AutoReply"),
        (b"Return-Path: <>\r\n" + HEAD, "DeliveryReport"),
        (b"Return-Path: <anna@example.com>\r\n" + HEAD, "Personal"),
        (b"From: MAILER-DAEMON (Mail Delivery System)\r\nAuto-Submitted: auto-replied\r\n\r\n", "DeliveryReport"),
        (b"From: Mail System <postmaster@example.com>\r\n\r\n", "DeliveryReport"),
        (b"From: Postmaster Jones <jones@example.com>\r\n\r\n", "Personal"),
        (b"Content-Type: multipart/report; report-type=disposition-notification; boundary=x\r\n\r\n", "DeliveryReport"),
        (b'Content-Type: multipart/mixed; x="report-type=delivery-status"; boundary=x\r\n\r\n', "Personal"),
    ],
)
def test_what_wrote_a_mail_is_told_by_its_headers(raw: bytes, kind: str) -> None:
    assert reading(raw).kind == kind


def test_a_report_keeps_what_failed_and_what_was_sent() -> None:
    read = reading(mails.BOUNCE)

    status, sent = read.attachments
    assert read.text.startswith("Delivery has failed")
    assert (status.name, status.media_type) == ("status.txt", "message/delivery-status")
    assert b"Status: 5.1.10" in status.content
    assert b"Subject: Angebot\r\n" in sent.content


def test_html_alone_is_read_as_text() -> None:
    assert reading(mails.LIST).text == "What happens in March"


def test_an_invitation_is_a_file() -> None:
    read = reading(mails.INVITATION)

    assert read.text == "Mary has accepted."
    assert [(one.name, one.media_type) for one in read.attachments] == [("invitation.ics", "text/calendar")]
    assert b"METHOD:REPLY" in read.attachments[0].content


def test_winmail_dat_is_a_file() -> None:
    [file] = reading(mails.WINMAIL).attachments

    assert (file.name, file.media_type, file.content) == ("winmail.dat", "application/ms-tnef", b'x\x9f>"\x00')


def test_letters_without_a_charset_are_read() -> None:
    assert (reading(mails.NO_CHARSET).subject, reading(mails.NO_CHARSET).text) == ("Grüße", "Schöne Grüße")


def test_japanese_is_read() -> None:
    read = reading(mails.JAPANESE)

    assert (read.sender_name, read.subject, read.text) == ("山田", "日本", "日本語です")


def test_a_forwarded_mail_is_a_file_as_it_was_written() -> None:
    read = reading(mails.FORWARDED)

    [file] = read.attachments
    assert read.text == "Please see the caterer's mail."
    assert (file.name, file.media_type) == ("Menu.eml", "message/rfc822")
    assert file.content.startswith(b"From: cook@caterer.example\r\nSubject: Menu\r\n")
    assert file.content.endswith(b"\r\n\r\nSoup, then fish.\r\nFrom here on, dessert.")


def test_several_plain_parts_are_joined_and_text_files_are_not() -> None:
    read = reading(
        mail("""
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            One
            --b
            Content-Type: text/plain
            Content-Disposition: attachment

            A file
            --b
            Content-Type: text/plain
            Content-Disposition: inline; filename=notes.txt

            Notes
            --b
            Content-Type: text/plain

            Two
            --b--
        """)
    )

    assert read.whole_text == "One\n\nTwo"
    assert [(file.name, file.content) for file in read.attachments] == [
        ("attachment", b"A file"),
        ("notes.txt", b"Notes"),
    ]


def test_an_empty_plain_part_gives_way_to_html() -> None:
    parts = b"--b\r\nContent-Type: text/plain\r\n\r\n \r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Hi</p>\r\n--b--"

    assert reading(b"Content-Type: multipart/alternative; boundary=b\r\n\r\n" + parts).text == "Hi"


def test_a_mail_of_nothing_is_read() -> None:
    assert reading(b"") == InboundMail(None, None, "", (), "", None, (), (), "", "", (), "Personal", truncated=False)
