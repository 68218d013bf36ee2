"""Templates are filled in with what they may say, and do no harm whatever they hold."""

from typing import Any

from pytest import mark, raises

from shared.kernel.errors import Invalid
from shared.templates.rendering import Rendered, check, plain_text, render
from shared.templates.values import TextFormat, Wording

ADA = {"contact": {"firstName": "Ada"}, "event": "the gala"}


def filled(body: str, values: dict[str, Any] | None = None, format: TextFormat = TextFormat.TEXT) -> Rendered:
    return render(Wording("Hi", body, format), ADA if values is None else values)


def test_placeholders_are_filled_in() -> None:
    wording = Wording("Thank you, {{ contact.firstName }}", "{% if event %}See you at {{ event | upcase }}{% endif %}")

    assert render(wording, ADA) == Rendered("Thank you, Ada", "See you at THE GALA", None)


def test_every_placeholder_without_a_value_is_named() -> None:
    with raises(Invalid) as refused:
        filled("{{ event }} {{ place }} {{ contact.lastName }} {{ note | default: 'none' }}")

    assert set(refused.value.fields) >= {"data.place", "data.contact.lastName"}
    assert filled("{{ note | default: 'none' }}").text == "none"


def test_what_is_filled_in_is_no_markup_and_the_rest_is_cleaned() -> None:
    made = filled(
        '<p onclick="x()">Dear {{ who }}</p><script>bad()</script><a href="javascript:x">a</a>'
        '<p>See <a href="https://a.example.com">here</a></p>',
        {"who": "<b>Ada</b> & Co"},
        TextFormat.HTML,
    )

    assert made.html == (
        '<p>Dear &lt;b&gt;Ada&lt;/b&gt; &amp; Co</p><a rel="noopener noreferrer">a</a>'
        '<p>See <a href="https://a.example.com" rel="noopener noreferrer">here</a></p>'
    )
    assert made.text == "Dear <b>Ada</b> & Co\na\nSee here (https://a.example.com)"


@mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\x85", "\x0b"])
def test_a_subject_is_one_line(end: str) -> None:
    made = render(Wording("Hi {{ who }}", "x"), {"who": f"Ada{end}Bcc: eve@example.com"})

    assert made.subject == "Hi Ada Bcc: eve@example.com"


@mark.parametrize(
    ("body", "told"),
    [
        ("{{ a", "expected"),
        ("{% if %}", "missing expression"),
        ("{% nope %}", "unexpected tag"),
        ("{{ a | nope }}", "nope"),
        ("{% include 'a' %}", "include"),
        ("{% render 'file:///etc/passwd' %}", "render"),
        ("{% liquid echo a %}", "liquid"),
        ("{{ a | replace: 'a', 'aaaaaaaaaa' }}", "replace"),
        ("{{ a | times: 9 }}", "times"),
        ("{{ customer.secret }}", "customer.secret"),
        ("{{ customer }}", "customer"),
        ("{{ contact.__class__ }}", "contact.__class__"),
        ("{{ customer['lifetimeValue'] }}", "customer.lifetimeValue"),
    ],
)
def test_a_text_that_cant_be_filled_in_is_refused_when_it_is_written(body: str, told: str) -> None:
    with raises(Invalid) as refused:
        check({"subject": "fine", "body": body})

    [(field, [message])] = refused.value.fields.items()
    assert field == "body"
    assert told in message


@mark.parametrize(
    "body",
    [
        "{% for i in (1..1000000) %}x{% endfor %}",
        "{% for i in (1..999) %}{% for j in (1..999) %}x{% endfor %}{% endfor %}",
        "{% assign x = event %}{% for i in (1..99) %}{% capture x %}{{x}}{{x}}{% endcapture %}{% endfor %}",
        "{% assign x = 'aaaaaaaaaa' %}{% for i in (1..99) %}{% assign x = x | append: x %}{% endfor %}",
        "{% for i in (1..999) %}{{ event }}{% endfor %}",
        "{{ 1 | plus: '" + "9" * 5_000 + "' }}",
    ],
)
def test_a_bomb_is_refused(body: str) -> None:
    with raises(Invalid):
        filled(body, {"event": "x" * 1_000})


def test_a_template_reaches_no_object() -> None:
    class Secret:
        password = "hunter2"

    with raises(Invalid):
        filled("{{ secret.password }}", {"secret": Secret()})


@mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("a<br>b", "a\nb"),
        ("<ul><li>one</li><li>two</li></ul>", "one\n\ntwo"),
        ("<p>a   \n b</p>", "a b"),
        ("a &lt; b &amp; c", "a < b & c"),
    ],
)
def test_html_is_read_without_its_marks(html: str, text: str) -> None:
    assert plain_text(html) == text
