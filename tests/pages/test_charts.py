"""Charts: what they show is told in words as well, and nobody's text becomes markup."""

from xml.etree import ElementTree

from shared.platform.web.pages.charts import Column, columns


def drawn(*shown: Column) -> tuple[ElementTree.Element, str]:
    """The chart, and what stands below it."""
    text = str(columns('Received "by" <day>', shown))
    svg, _, below = text.partition("</svg>")
    return ElementTree.fromstring(svg + "</svg>"), below


def test_the_highest_is_as_high_as_the_chart_and_each_says_its_value() -> None:
    chart, below = drawn(Column("1 Mar", 2, "2"), Column("2 Mar", 8, "8"), Column("3 Mar", 0, "0"))

    assert chart.attrib["aria-label"] == 'Received "by" <day>'
    assert [(one.attrib["height"], one.attrib["y"]) for one in chart] == [("25", "75"), ("100", "0"), ("0", "100")]
    assert ["".join(one.itertext()) for one in chart] == ["1 Mar: 2", "2 Mar: 8", "3 Mar: 0"]
    assert "<span>1 Mar</span><span>3 Mar</span>" in below


def test_names_are_text() -> None:
    chart, below = drawn(Column("</title><script>", 1, "<b>"))

    assert ["".join(one.itertext()) for one in chart] == ["</title><script>: <b>"]
    assert "<script>" not in below


def test_nothing_to_show_is_an_empty_chart() -> None:
    chart, _ = drawn()

    assert (len(chart), chart.attrib["viewBox"]) == (0, "0 0 1 100")
    assert [one.attrib["height"] for one in drawn(Column("a", 0, "0"))[0]] == ["0"]
