"""What a mail looks like on the wire, read by another than who wrote it: the standard library's parser."""

import io
import re
import tracemalloc
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from typing import Any, BinaryIO, cast

from pytest import MonkeyPatch, mark, raises

from shared.adapters import mime
from shared.adapters.delivery import EmailAttachment, Invitation, OutgoingEmail
from tests.support.mails import CALENDAR, ID, attached, mail, read, written


def texts(message: EmailMessage) -> list[tuple[str, str]]:
    parts = [part for part in message.walk() if not part.is_multipart()]
    return [(part.get_content_type(), part.get_content().replace("\r\n", "\n")) for part in parts]


def test_a_plain_mail_has_every_header_once_and_its_text() -> None:
    message = read(mail(reply_to="answers@example.com", headers={"List-Unsubscribe": "<https://example.com/u/1>"}))

    assert sorted(message.keys()) == [
        "Content-Transfer-Encoding",
        "Content-Type",
        "Date",
        "From",
        "List-Unsubscribe",
        "MIME-Version",
        "Message-ID",
        "Reply-To",
        "Subject",
        "To",
    ]
    assert message["From"] == "Customer Care <care@example.com>"
    assert message["To"] == "ada@example.org"
    assert message["Reply-To"] == "answers@example.com"
    assert message["Subject"] == "Your visit"
    assert message["Message-ID"] == f"<{ID}@example.com>"
    assert message["List-Unsubscribe"] == "<https://example.com/u/1>"
    assert message["Date"].datetime.tzinfo is not None
    assert texts(message) == [("text/plain", "Hello Ada\n")]


def test_every_line_ends_with_crlf_and_is_short() -> None:
    long, many = "ü" * 3000 + "\n" + "x" * 3000, tuple(f"person-{number:03}@example.org" for number in range(200))
    raw = written(mail(text=long, html=f"<p>{long}</p>", recipients=many, attachments=(attached(bytes(100_000)),)))

    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)
    assert raw.endswith(b"\r\n")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78
    assert raw.isascii()


def test_long_lines_come_back_as_they_were() -> None:
    long = "ü" * 3000 + "\n" + "x" * 3000 + "\n.\n..\n \n"

    assert texts(read(mail(text=long, html=long))) == [("text/plain", long), ("text/html", long)]


def test_a_short_text_in_other_letters_is_ascii_on_the_wire() -> None:
    email = mail(text="Grüße\n", html="Grüße\n", subject="Grüße")

    assert written(email).isascii()
    assert texts(read(email)) == [("text/plain", "Grüße\n"), ("text/html", "Grüße\n")]


def test_a_long_url_in_a_header_is_not_folded_apart() -> None:
    url = f"<https://example.com/{'x' * 400}>"

    assert f"List-Unsubscribe: {url}\r\n".encode() in written(mail(headers={"List-Unsubscribe": url}))


def test_text_and_html_are_alternatives_the_plain_one_first() -> None:
    message = read(mail(html="<p>Grüße</p>\n"))

    assert message.get_content_type() == "multipart/alternative"
    assert texts(message) == [("text/plain", "Hello Ada\n"), ("text/html", "<p>Grüße</p>\n")]


@mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_an_invitation_is_the_third_alternative_with_its_method(method: str) -> None:
    content = CALENDAR.replace(b"REQUEST", method.encode())
    message = read(mail(html="<p>Come</p>\n", invitation=Invitation(cast(Any, method), content)))

    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html", "text/calendar"]
    calendar = [*message.iter_parts()][2]
    assert calendar["Content-Type"].params == {"method": method, "charset": "utf-8"}
    assert calendar["Content-Disposition"] is None
    assert calendar.get_payload(decode=True) == content


def test_attachments_follow_the_alternatives() -> None:
    first, second = bytes(range(256)) * 1000, b""
    email = mail(html="<p>x</p>\n", attachments=(attached(first), attached(second, "empty.txt", "text/plain")))
    message = read(email)

    assert message.get_content_type() == "multipart/mixed"
    body, *files = message.iter_parts()
    assert body.get_content_type() == "multipart/alternative"
    assert body["MIME-Version"] is None
    assert [(one.get_filename(), one.get_content_type()) for one in files] == [
        ("plan.pdf", "application/pdf"),
        ("empty.txt", "text/plain"),
    ]
    assert [one.get_payload(decode=True) for one in files] == [first, second]
    assert all(one.get_content_disposition() == "attachment" for one in files)


@mark.parametrize("size", [1, 56, 57, 58, mime.PIECE - 1, mime.PIECE, mime.PIECE + 1, 3 * mime.PIECE])
def test_an_attachment_that_is_read_in_small_portions_comes_back_whole(size: int) -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 0, 1000))

    content = (b"0123456789" * (size // 10 + 1))[:size]
    message = read(mail(attachments=(EmailAttachment("a.bin", "application/pdf", size, lambda: Slow(content)),)))

    assert next(iter(message.iter_attachments())).get_payload(decode=True) == content


@mark.parametrize(
    "name",
    [
        "Grüße aus Köln.pdf",
        "日本語の長い名前" * 12 + ".pdf",
        'a "quoted" \\ one; x=y.pdf',
        "100% 'sure'.pdf",
        "👍.pdf",
    ],
)
def test_file_names_come_back_as_they_were(name: str) -> None:
    raw = written(mail(attachments=(attached(b"x", name),)))
    message = message_from_bytes(raw, policy=default)

    assert [one.get_filename() for one in message.iter_attachments()] == [name]


def test_a_message_as_an_attachment_is_not_said_to_be_one() -> None:
    file = attached(b"Subject: x\r\n\r\n", "x.eml", "message/rfc822")

    message = read(mail(attachments=(file,)))
    assert next(iter(message.iter_attachments())).get_content_type() == "application/octet-stream"


@mark.parametrize("name", ["Käthe Müller", 'Miller, "Ada" (x) <y@z.example>', "", "名前"])
def test_the_senders_name_comes_back_as_it_was(name: str) -> None:
    message = read(mail(sender_name=name))

    assert [(one.display_name, one.addr_spec) for one in message["From"].addresses] == [(name, "care@example.com")]


@mark.parametrize("subject", ["Grüße: " + "sehr " * 40 + "lang", "x" * 300, "", "a  b", "100 % sicher?", "👍 = 👎"])
def test_the_subject_comes_back_as_it_was(subject: str) -> None:
    assert read(mail(subject=subject))["Subject"] == subject


def test_domains_are_written_in_ascii() -> None:
    assert read(mail(recipients=("ada@bücher.example",)))["To"] == "ada@xn--bcher-kva.example"


BREAKS = ["\r\nX-Evil: 1", "\nX-Evil: 1", "\rX-Evil: 1", "\r\n\r\nbody", "\x00"]


def injected(evil: str) -> Iterator[OutgoingEmail]:
    yield mail(subject=f"Hello{evil}")
    yield mail(sender=f"care@example.com{evil}")
    yield mail(sender_name=f"Care{evil}")
    yield mail(reply_to=f"answers@example.com{evil}")
    yield mail(recipients=("ada@example.org", f"eve@example.org{evil}"))
    yield mail(message_id=f"<1@example.com>{evil}")
    yield mail(headers={"X-Own": f"1{evil}"})
    yield mail(headers={f"X-Own{evil}": "1"})
    yield mail(attachments=(attached(b"x", f"a{evil}.pdf"),))
    yield mail(attachments=(attached(b"x", media_type=f"text/plain{evil}"),))


@mark.parametrize("evil", BREAKS)
@mark.parametrize("place", range(len([*injected("")])))
def test_nothing_begins_a_header_of_its_own(place: int, evil: str) -> None:
    email = [*injected(evil)][place]

    with raises(ValueError, match=r"A (further )?header (holds|has)|An address is none"):
        written(email)


def test_the_places_of_an_injection_are_fine_without_it() -> None:
    for email in injected(""):
        written(email)


@mark.parametrize("evil", ["=?utf-8?q?Hi=0D=0AX-Evil:_1?=", "=?utf-8?b?SGkNClgtRXZpbDogMQ==?=", "Hi\u2028X-Evil: 1"])
@mark.parametrize("field", ["subject", "sender_name", "attachments"])
def test_an_encoded_line_break_begins_no_header(field: str, evil: str) -> None:
    try:
        raw = written(mail(**{field: (attached(b"x", evil),) if field == "attachments" else evil}))
    except ValueError:
        return
    assert b"\nX-Evil" not in raw
    assert "X-Evil" not in message_from_bytes(raw, policy=SMTP)


@mark.parametrize("name", ["Bcc", "to", "Subject", "Content-Type", "Date", "X Own", "X-Öwn", "", "X:Own"])
def test_a_further_header_may_not_have_every_name(name: str) -> None:
    with raises(ValueError, match="A further header has a name"):
        written(mail(headers={name: "eve@example.org"}))


@mark.parametrize(
    "address", ["ada", "ada@", "a b@example.org", "a@example.org, eve@example.org", "<a@example.org>", ""]
)
def test_what_is_no_address_or_several_is_refused_and_not_repeated(address: str) -> None:
    with raises(ValueError, match="An address is none") as refused:
        written(mail(recipients=(address,)))
    assert not address or address not in f"{refused.value}"


def test_a_large_attachment_is_never_in_memory_as_a_whole() -> None:
    size = 25 * 1024 * 1024

    class Zeros(io.RawIOBase):
        left = size

        def read(self, size: int = -1, /) -> bytes:
            taken = min(self.left, size)
            self.left -= taken
            return bytes(taken)

    class Counted:
        count = 0

        def write(self, content: bytes) -> None:
            self.count += len(content)

    open_it: Callable[[], BinaryIO] = lambda: cast(BinaryIO, Zeros())  # noqa: E731
    target = Counted()
    tracemalloc.start()
    try:
        file = EmailAttachment("large.bin", "application/pdf", size, open_it)
        mime.write(mail(attachments=(file,)), cast(BinaryIO, target))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert target.count > size * 4 / 3
    assert peak < 5 * 1024 * 1024


@mark.parametrize("text", ["Hello Ada\n", "Hello\r\nAda", "", "\n\n", ".\n..\nFrom me\n", "a" * 900, "tab\there\n"])
@mark.parametrize("recipients", [("ada@example.org",), ("ada@example.org", "ben@example.org")])
def test_a_simple_mail_is_what_the_library_would_write(
    text: str, recipients: tuple[str, ...], monkeypatch: MonkeyPatch
) -> None:
    simple = mail(text=text, recipients=recipients, reply_to="reply@example.com")
    assert mime._is_simple(simple)
    ours = read(simple)
    with monkeypatch.context() as patch:
        patch.setattr(mime, "_is_simple", lambda _: False)
        theirs = read(simple)

    assert ours.get_content().rstrip("\r\n") == theirs.get_content().rstrip("\r\n")
    differ = ("Date", "Content-Transfer-Encoding")  # the library wraps what is longer than it likes
    assert {name: value for name, value in ours.items() if name not in differ} == {
        name: value for name, value in theirs.items() if name not in differ
    }


@mark.parametrize(
    "change",
    [
        {"subject": "Gr\u00fc\u00dfe"},
        {"subject": "x" * 61},
        {"subject": " x"},
        {"subject": "=?utf-8?q?x?="},
        {"sender_name": "Care, Customer"},
        {"sender_name": '"x"'},
        {"sender_name": ""},
        {"text": "Gr\u00fc\u00dfe"},
        {"text": "x" * 901},
        {"text": "x\rX-Evil: 1"},
        {"text": "x\x00"},
        {"html": "<p>x</p>"},
        {"headers": {"X-Other": "1"}},
        {"recipients": tuple(f"a{n}@example.org" for n in range(9))},
    ],
)
def test_any_other_mail_is_the_librarys(change: dict[str, Any]) -> None:
    assert not mime._is_simple(mail(**change))
