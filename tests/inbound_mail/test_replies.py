"""What is new in a reply is told from what it quotes, and never lost."""

from textwrap import dedent

from pytest import mark

from shared.communications.inbound_mail.replies import newly_written, same_subject


def new(text: str) -> str:
    return newly_written(dedent(text))


@mark.parametrize(
    "quote",
    [
        "On 3 Mar 2025, at 10:12, Desk <desk@events.example> wrote:\n\n> Hi",
        "On Mon, 3 Mar 2025 at 10:12, Desk <desk@events.example> wrote:\nHi, as HTML quotes it",
        "-----Original Message-----\nFrom: Desk\nSent: Monday\nTo: Anna\nSubject: Hi\n\nHi",
        "-----Ursprüngliche Nachricht-----\nVon: Desk\nGesendet: Montag\nAn: Anna\nBetreff: Hi\n\nHi",
        "-----Message d'origine-----\nDe : Desk\nEnvoyé : lundi\nÀ : Anna\nObjet : Hi\n\nHi",
        "From: Desk <desk@events.example>\nSent: Monday, March 3, 2025 10:12\nTo: Anna; Ben\nSubject: Hi\n\nHi",
        "Von: Desk <desk@events.example>\nGesendet: Montag, 3. März 2025 10:12\nAn: Anna\nBetreff: Hi\n\nHi",
        "*From:* Desk\n*Sent:* Monday\n*To:* Anna\n*Subject:* Hi\n\nHi",
        "De : Desk\nDate : lundi\nObjet : Hi\n\nHi",
        "________________________________\nFrom: Desk\nSent: Monday\nTo: Anna\nSubject: Hi\n\nHi",
        "Begin forwarded message:\n\nFrom: Desk\nSubject: Hi\nDate: Monday\n\nHi",
        "> Hi\n> there\n> Anna",
    ],
)
def test_a_quote_below_is_cut_off(quote: str) -> None:
    assert newly_written(f"Hello,\n\nFriday.\n\n{quote}\n") == "Hello,\n\nFriday."
    assert newly_written(quote) == quote  # nothing else would be left


def test_an_answer_below_the_quote_is_kept() -> None:
    text = """
        On 3 Mar 2025, Desk <desk@events.example> wrote:
        > Does Friday work?

        It does.
    """
    assert new(text) == "It does."


def test_answers_between_the_lines_are_kept() -> None:
    text = """
        Answers below.

        Am 03.03.25 um 10:12 schrieb Desk:
        > When?
        Friday.
        > How many?
        120.
    """
    assert new(text) == "Answers below.\n\nFriday.\n120."


@mark.parametrize(
    "text",
    [
        "As the caterer wrote:\nwe need more plates.",
        "On the phone she wrote:\nno plates.",
        "We are:\n>100 guests\nand a dog",
        "Von: Wien\nAn: Berlin\nThat is the trip.",
        "Above\n________________________________\nBelow",
        "Datum: 3. Mai\nBetreff: Feier\nso steht es im Formular",
        "Date: 3 May\nPlace: Vienna\nGuests: 120",
    ],
)
def test_what_only_looks_like_a_quote_is_kept(text: str) -> None:
    assert newly_written(text) == text


@mark.parametrize(
    "answer",
    [
        *("Re: Menu", "RE: re: Menu", "AW: Menu", "Fwd: Menu", "FW: Menu", "WG: Menu", "Antw: Menu", "SV: Menu"),
        *("RE[2]: Menu", "Re (3): Menu", "Re^2: Menu", "RE\xa0: Menu", "  menu ", "Re:Menu", "AW: WG: MENU"),
    ],
)
def test_an_answer_has_the_same_subject(answer: str) -> None:
    assert same_subject(answer, "Menu")


@mark.parametrize("other", ["Menus", "Regarding: Menu", "Re Menu", "", "Report: Menu"])
def test_another_subject_is_another(other: str) -> None:
    assert not same_subject(other, "Menu")


def test_spaces_and_case_make_no_other_subject() -> None:
    assert same_subject("Re: Das  Menü\tam STRASSENFEST", "das menü am Straßenfest")
