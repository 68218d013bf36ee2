"""Only what the server that took the mail in says of DMARC counts."""

from pytest import mark

from shared.communications.inbound_mail.verdicts import dmarc_passed

FROM = b"From: Anna <anna@example.com>\r\n"


def passed(*results: bytes, sender: bytes = FROM) -> bool:
    raw = b"".join(b"Authentication-Results: " + result + b"\r\n" for result in results)
    return dmarc_passed(b"Received: by mx\r\n" + raw + sender + b"\r\nHello", authority="mx.desk.example")


@mark.parametrize(
    "result",
    [
        b"mx.desk.example; dmarc=pass",
        b"MX.Desk.Example 1; spf=fail; DMARC=Pass header.from=EXAMPLE.com",
        b"mx.desk.example;\r\n spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=a.b;\r\n\tdmarc=pass action=none",
        b"mx.desk.example; dkim=pass header.b=a/b=;dmarc=pass header.from=example.com;x=pass",
        b"mx.desk.example; dmarc = pass (p=REJECT (really) sp=NONE) header.from = example.com",
        b'mx.desk.example; dmarc/1=pass reason="all; fine" header.from=anna@example.com',
        b"(by us) mx.desk.example (here); dmarc=pass",
        b'"mx.desk.example"; dmarc=pass;',
    ],
)
def test_a_pass_is_read_however_it_is_written(result: bytes) -> None:
    assert passed(result)


@mark.parametrize(
    "result",
    [
        b"evil; dmarc=pass",
        b"dmarc=pass",
        b"mx.desk.example.evil; dmarc=pass",
        b"evil mx.desk.example; dmarc=pass",
        b"mx.desk.example evil; dmarc=pass",
        b"evil (mx.desk.example; dmarc=pass)",
        b"mx.desk.example; none",
        b"mx.desk.example",
        b"",
        b"mx.desk.example; spf=pass (dmarc=pass)",
        b"mx.desk.example; spf=fail (; dmarc=pass",
        b'mx.desk.example; spf=fail reason="; dmarc=pass"',
        b'mx.desk.example; spf=fail reason="\\"; dmarc=pass"',
        b'mx.desk.example; spf=fail reason="; dmarc=pass',
        b'mx.desk.example; "dmarc=pass"',
        b'mx.desk.example; "dmarc"=pass',
        b'mx.desk.example; dmarc="pass"',
        b"mx.desk.example; dmarc=passed",
        b"mx.desk.example; dmarc=pass ed",
        b"mx.desk.example; dmarc=pa(x)ss",
        b"mx.desk.example; dmarc==pass",
        b"mx.desk.example; xdmarc=pass",
        b"mx.desk.example; spf=pass dmarc=pass",
        b"mx.desk.example; dmarc=fail; dmarc=pass",
        b"mx.desk.example; dmarc=none header.from=example.com",
        b"mx.desk.example; dmarc=pass header.from=evil.com",
        b"mx.desk.example; dmarc=pass header.from=example.com header.from=evil.com",
        b"mx.desk.example; dmarc=pass header.from=example.com.evil.com",
        b"mx.desk.example; dmarc=pass header.from=",
    ],
)
def test_what_is_no_pass_by_that_server_is_none(result: bytes) -> None:
    assert not passed(result)


def test_a_mail_without_a_verdict_did_not_pass() -> None:
    assert not passed()


@mark.parametrize("verdict", [b"dmarc=fail", b"dmarc=none", b"dmarc=temperror"])
def test_a_pass_below_another_verdict_turns_nothing(verdict: bytes) -> None:
    assert not passed(b"mx.desk.example; " + verdict, b"mx.desk.example; dmarc=pass")


def test_a_pass_below_another_servers_header_is_not_read() -> None:
    assert not passed(b"evil; spf=pass", b"mx.desk.example; dmarc=pass")


def test_a_pass_that_a_header_parts_from_the_top_is_not_read() -> None:
    assert not passed(b"mx.desk.example; spf=pass\r\nSubject: x", b"mx.desk.example; dmarc=pass")


def test_a_server_may_write_its_verdicts_one_after_the_other() -> None:
    assert passed(b"mx.desk.example; spf=pass", b"mx.desk.example; dmarc=pass header.from=example.com")


@mark.parametrize(
    "sender",
    [
        b"",
        FROM + b"From: mallory@example.com\r\n",
        FROM + b"from: Anna <anna@example.com>\r\n",
        b"From: anna@example.com, mallory@evil.com\r\n",
        b"From: anna@example.com mallory@evil.com\r\n",
        b"From: <anna@example.com> <mallory@evil.com>\r\n",
        b"From: <anna@example.com>mallory@evil.com\r\n",
        b"From: <anna@example.com@evil.com>\r\n",
        b"From: <@evil.com:anna@example.com>\r\n",
        b"From: friends: anna@example.com;\r\n",
        b"From: Anna\r\n",
        b"From: <anna@example.com\r\n",
        b'From: "anna@example.com\r\n',
        b"From: <=?utf-8?q?anna=40example.com?=>\r\n",
    ],
)
def test_a_mail_that_is_not_from_exactly_one_address_did_not_pass(sender: bytes) -> None:
    assert not passed(b"mx.desk.example; dmarc=pass", sender=sender)


@mark.parametrize(
    "sender",
    [
        b'From: "mallory@evil.com, x" <anna@example.com>\r\n',
        b"From: =?utf-8?q?mallory=40evil.com=2C?= <anna@example.com>\r\n",
        b"From: anna@example.com (mallory@evil.com)\r\n",
        b"From:\r\n Anna\r\n <anna@example.com>\r\n",
    ],
)
def test_a_name_is_no_address(sender: bytes) -> None:
    assert passed(b"mx.desk.example; dmarc=pass header.from=example.com", sender=sender)
    assert not passed(b"mx.desk.example; dmarc=pass header.from=evil.com", sender=sender)


def test_a_domain_of_other_letters_is_the_one_that_is_sent_for_it() -> None:
    sender = "From: anna@bücher.example\r\n".encode()

    assert passed(b"mx.desk.example; dmarc=pass header.from=xn--bcher-kva.example", sender=sender)


@mark.parametrize("end", [b"\r", b"\r\r", b"\0"])
def test_a_header_that_servers_end_in_different_places_is_not_trusted(end: bytes) -> None:
    sender = b"X-Note: a" + end + FROM

    assert not passed(b"mx.desk.example; dmarc=pass", sender=sender)


def test_headers_that_were_read_before_will_do() -> None:
    headers = [("Authentication-Results", "mx.desk.example; dmarc=pass"), ("From", "anna@example.com")]

    assert dmarc_passed(headers, authority="mx.desk.example")
    assert not dmarc_passed([*headers, ("From", "ü\ud800@evil.com")], authority="mx.desk.example")


def test_a_mail_that_cannot_be_read_did_not_pass() -> None:
    raw = b"Authentication-Results: mx.desk.example; dmarc=pass\r\n" + FROM + b"X: y\r\n" * 1_000

    assert not dmarc_passed(raw, authority="mx.desk.example")
