"""The local twin of Azure AI Language, by texts of people. Their labels are a reader's; words were tuned on others."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pytest import mark

from shared.adapters.ai.language_model import Intent
from shared.adapters.ai.local_model import LocalModel
from shared.adapters.ai.local_text.entities import entities, redacted
from shared.adapters.ai.local_text.languages import MODULES, language_of, vocabulary
from shared.adapters.ai.local_text.vocabulary import phrases
from shared.adapters.ai.text_analysis import LocalTextAnalysis, Sentiment, Text
from tests.insights.labelled.reading import Labelled, macro_f1, texts

READ, WANT = LocalTextAnalysis(), LocalModel()


def sentiments(some: Sequence[Labelled]) -> list[tuple[str | None, str | None]]:
    return [(one.sentiment, READ.analyse(Text(one.text, one.language)).sentiment) for one in some]


def wishes(some: Sequence[Labelled]) -> list[tuple[str | None, str | None]]:
    return [(one.intent, WANT.classify(one.text, one.language).intent) for one in some]


@mark.parametrize("language", [*MODULES, None])
def test_texts_that_nobody_tuned_on_are_read_well(language: str | None) -> None:
    unseen = [one for one in texts("measure") if language in (None, one.language)]
    most = Counter(one.sentiment for one in unseen).most_common(1)[0][0]

    assert len(unseen) >= 60
    assert macro_f1(sentiments(unseen)) >= 0.75
    assert macro_f1(wishes(unseen)) >= 0.75
    assert macro_f1([(one.sentiment, most) for one in unseen]) < 0.25  # whoever says the same of all


def test_each_language_has_a_hundred_texts_and_more() -> None:
    counted = Counter(one.language for one in texts())

    assert set(counted) == set(MODULES)
    assert min(counted.values()) >= 100
    assert len({one.text for one in texts()}) == sum(counted.values()) >= 400


@mark.parametrize("language", MODULES)
def test_a_phrase_has_one_valence(language: str) -> None:
    words = vocabulary(language)
    assert words
    often = Counter(phrase for listed in words.valence.values() for phrase in phrases(listed))

    assert [phrase for phrase, count in often.items() if count > 1] == []


@mark.parametrize(
    ("text", "sentiment"),
    [
        ("The food was good.", "Positive"),
        ("The food was not good.", "Negative"),
        ("Not bad at all!", "Positive"),
        ("The food was good, but the sound was terrible.", "Negative"),
        ("The sound was terrible, but the food was excellent and everybody loved it.", "Positive"),
        ("Is the food good?", "Neutral"),
        ("The room has 40 chairs.", "Neutral"),
        ("Please refund the difference.", "Negative"),
        ("Das Essen war gut.", "Positive"),
        ("Das Essen war nicht gut, wir sind sehr enttäuscht.", "Negative"),
        ("Le repas était délicieux, merci pour tout !", "Positive"),
        ("Le repas était froid et personne ne répond, remboursez-nous.", "Negative"),
        ("La comida estuvo deliciosa, volveremos.", "Positive"),
        ("La comida llegó fría y nadie contesta, quiero un reembolso.", "Negative"),
        ("👍🎉", "Positive"),
        ("😡", "Negative"),
    ],
)
def test_what_is_said_counts_as_it_is_meant(text: str, sentiment: str) -> None:
    assert READ.analyse(Text(text)).sentiment == sentiment


@mark.parametrize(
    ("text", "preferred", "sentiment"),
    [
        ("Je ne suis pas satisfait.", "fr", "Negative"),
        ("Ce n'est pas acceptable.", "fr", "Negative"),
        ("La commande n'est pas arrivée.", "fr", "Negative"),
        ("Vous n'avez pas répondu.", "fr", "Negative"),
        ("Nous n'avons jamais reçu les billets.", "fr", "Negative"),
        ("La viande n'était pas cuite.", "fr", "Negative"),
        ("Ce n'est pas la première fois que cela arrive.", "fr", "Negative"),
        ("Il n'y a aucun problème.", "fr", "Positive"),
        ("Il n'y a rien à redire.", "fr", "Positive"),
        ("Nous n'avons aucune plainte.", "fr", "Positive"),
        ("Ce n'était pas mal du tout.", "fr", "Positive"),
        ("No tenemos ninguna queja.", "es", "Positive"),
        ("No tengo nada que objetar.", "es", "Positive"),
        ("No estuvo nada mal.", "es", "Positive"),
        ("I have nothing to complain about.", "en", "Positive"),
        ("We never had any complaints.", "en", "Positive"),
        ("I don't have a single complaint.", "fr", "Positive"),
        ("Ce n'est pas normal. Nous ne sommes pas satisfaits, je n'ai pas reçu la facture.", "fr", "Negative"),
        ("Agenda:(see attachment)", "en", "Neutral"),
        ("Path is C:/invoices/2026", "en", "Neutral"),
        ("folgende Angaben:(Name, Anschrift)", "de", "Neutral"),
        ("Betreff:Danke", "de", "Neutral"),
        ("Attention:Dr. Smith", "en", "Neutral"),
        ("Deadline:Dec 5", "en", "Neutral"),
        ("Teilnehmer:Doris; Ort:Dresden", "de", "Neutral"),
        ("(siehe auch:)", "de", "Neutral"),
        ("We come from Bad Homburg", "en", "Neutral"),
        ("5 Bad Homburg Road", "en", "Neutral"),
        ("Frau Sauer kommt auch.", "de", "Neutral"),
        ("Herr Krank und Frau Übel nehmen teil", "de", "Neutral"),
        ("Hotel Schlecht", "de", "Neutral"),
        ("Please add Mr Best to the list", "en", "Neutral"),
        ("The refund policy is on page 3", "en", "Neutral"),
        ("Leider muss ich mich für morgen abmelden, ich bin krank.", "de", "Neutral"),
        ("La salle était belle, mais le son était catastrophique.", "fr", "Negative"),
        ("El salón era bonito, pero el sonido fue un desastre.", "es", "Negative"),
        ("Great, another invoice for a workshop we cancelled", "en", "Negative"),
        ("Well done, really. You forgot the chairs.", "en", "Negative"),
        ("Herzlichen Glückwunsch, das war die schlechteste Organisation aller Zeiten", "de", "Negative"),
        ("Ich bin alles andere als zufrieden.", "de", "Negative"),
        ("No estoy para nada satisfecho.", "es", "Negative"),
        ("I don't think it was very good.", "fr", "Negative"),
        ("I couldn't be more pleased.", "fr", "Positive"),
        ("I couldn't be more disappointed.", "fr", "Negative"),
        ("No one had a bad word to say.", "en", "Positive"),
        ("Merci! :)", "fr", "Positive"),
    ],
)
def test_negations_names_and_marks_are_read_as_they_are_meant(text: str, preferred: str, sentiment: str) -> None:
    assert READ.analyse(Text(text, preferred)).sentiment == sentiment


@mark.parametrize(
    "text", ["I have nothing to complain about.", "Nous n'avons aucune plainte.", "No tenemos ninguna queja."]
)
def test_who_does_not_complain_makes_no_complaint(text: str) -> None:
    assert WANT.classify(text, None).intent != Intent.COMPLAINT


@mark.parametrize(
    ("text", "preferred"),
    [
        ("الخدمة سيئة جدا", "en"),
        ("Сервис очень плохой", "en"),
        ("Спасибо", "en"),
        ("服务太差了，我要退款", "en"),
        ("Gostaria de cancelar a minha reserva.", "en"),
        ("Tak for en fantastisk aften.", "en"),
        ("Excelente serviço", "es"),
    ],
)
def test_a_preference_makes_no_text_one_of_that_language(text: str, preferred: str) -> None:
    assert not READ.analyse(Text(text, preferred)).supported


def test_what_nothing_speaks_for_is_neutral_and_not_sure() -> None:
    found = READ.analyse(Text("The parcel is with the porter since Tuesday morning.", "en"))

    assert (found.sentiment, found.supported) == (Sentiment.NEUTRAL, True)
    assert found.score < 0.5


@mark.parametrize(
    ("text", "preferred", "language"),
    [
        ("Das Essen war kalt und niemand hat sich gekümmert", "en", "de"),  # the text tells better than a preference
        ("ok", "fr-CA", "fr"),
        ("ok", "pt-BR", None),
        ("🙂", "es", "es"),
        ("12345", None, "en"),
        ("Il servizio era pessimo e il cibo freddo, non torneremo mai più", "en", "it"),
        ("ご連絡ありがとうございます。とても良かったです。また来年もお願いします。", None, "ja"),
    ],
)
def test_the_language_is_the_texts_or_else_the_customers(
    text: str, preferred: str | None, language: str | None
) -> None:
    assert language_of(text, preferred) == language


def test_of_a_language_that_is_not_understood_nothing_is_claimed() -> None:
    found = READ.analyse(Text("Il servizio era pessimo e il cibo freddo, non torneremo mai più", "en"))
    wanted = WANT.classify("Il servizio era pessimo e il cibo freddo, non torneremo mai più", "it")

    assert (found.sentiment, found.score, found.supported, found.language) == (Sentiment.NEUTRAL, 0.0, False, "it")
    assert (wanted.intent, wanted.confidence) == (None, 0.0)


def test_key_phrases_are_what_a_text_is_about() -> None:
    found = READ.analyse(Text("The wireless microphone failed and the projector lamp was broken.", "en"))

    assert {"wireless microphone failed", "projector lamp"} <= set(found.key_phrases)


def test_entities_are_told_by_their_form() -> None:
    text = "Order no. 20931 of 5 May 2026 for € 1,200.50: write to ada@example.com or +49 30 1234567, see CUST-000123."

    assert [(one.category, one.text) for one in READ.analyse(Text(text, "en")).entities] == [
        ("Reference", "Order no. 20931"),
        ("DateTime", "5 May 2026"),
        ("Quantity.Currency", "€ 1,200.50"),
        ("Email", "ada@example.com"),
        ("PhoneNumber", "+49 30 1234567"),
        ("Reference", "CUST-000123"),
    ]


def test_who_is_named_is_blotted_out() -> None:
    text = "Ada Lovelace (ada@example.com, 030 1234567, DE89 3704 0044 0532 0130 00) paid 120 EUR; Adamant stays."

    assert redacted(text, ("Ada", "Lovelace")) == (
        "[Person] [Person] ([Email], [PhoneNumber], [IBAN]) paid 120 EUR; Adamant stays."
    )


MILLION = 1_000_000
ODD = {
    "nothing": "",
    "one word": "ok",
    "emoji": "🙂🙃",
    "a million letters": "a" * MILLION,
    "a million words": "good " * (MILLION // 5),
    "addresses without end": "a@" * (MILLION // 2),
    "digits without end": "1" * MILLION,
    "phones without end": "+1 " * (MILLION // 3),
    "brackets": "(0" * (MILLION // 2),
    "money": "EUR 1.000" * (MILLION // 10),
    "months": "1 jan " * (MILLION // 6),
    "right to left": "مرحبا كيف حالك اليوم يا صديقي العزيز",
    "overrides": "\u202egood\u202c \u200bbad",
    "NaN": "NaN",
    "null": "null",
    "HTML": "<script>alert('good')</script><b>bad</b>",
    "mixed languages": "The food was sehr gut mais le service était malo.",
    "zeros": "\x00\x00",
    "surrogates": "\ud83d",
    "combining": "e\u0301" * 10_000,
}


@mark.parametrize("text", ODD.values(), ids=ODD)
def test_whatever_the_text_there_is_an_answer(text: str) -> None:
    found, wanted = READ.analyse(Text(text, "en")), WANT.classify(text, "en")

    assert 0 <= found.score <= 1
    assert set(wanted.scores) == set(Intent)
    assert READ.redact([text], ("Ada",), "en") != []


def test_the_labelled_files_have_nothing_else() -> None:
    for file in Path(__file__).parent.glob("labelled/*.jsonl"):
        for line in file.read_text().splitlines():
            assert json.loads(line).keys() == {"half", "sentiment", "intent", "text"}


PLAIN = "The Adamant and the service team, order 12345 of 2026-05-01"
NAMES = ("José Núñez", "Ada", "Lovelace", "Max O'Neil", "Borealis Ltd")


@mark.parametrize(
    ("text", "shown"),
    [
        ("(555) 123-4567", "[PhoneNumber]"),
        ("call 612 345 678 now", "call [PhoneNumber] now"),
        ("06.12.34.56.78", "[PhoneNumber]"),
        ("visa:4111.1111.1111.1111", "visa:[Number.Account]"),
        ("iban de89370400440532013000", "iban [IBAN]"),
        ("Jose Nunez or JOSE NU\u0301N\u0303EZ", "[Person] [Person] or [Person] [Person]"),
        ("at Borealis we", "at [Person] we"),
        ("Adas Brief, Ada's hat, Mr O’Neil", "[Person] Brief, [Person] hat, Mr [Person]"),
        ("max(at)firma.de", "[Email]"),
        ("12 Market Street, London", "[Address], London"),
        ("Hauptstraße 5 oder Berliner Str. 12a", "[Address] oder [Address]"),
        ("12 rue de la Paix, Paris", "[Address], Paris"),
        ("Calle Mayor 5", "[Address]"),
        ("Bestellung Nr. 0049301234567", "Bestellung Nr. 0049301234567"),
        (
            "The Adamant and the service team, order 12345 of 2026-05-01",
            "The Adamant and the service team, order 12345 of 2026-05-01",
        ),
    ],
)
def test_whatever_form_a_person_has_it_is_blotted_out_and_else_nothing(text: str, shown: str) -> None:
    assert redacted(text, NAMES) == shown


@mark.parametrize(
    ("text", "named"),
    [
        ("CHF 1’250.–", ["CHF 1’250"]),
        ("INV-2026-001 for Event 4711", ["INV-2026-001", "Event 4711"]),
        ("Facture n° F2026-12", ["Facture n° F2026-12"]),
        ("um 14 Uhr, at 3 pm, à 14h30, am 3. 3. 2026", ["14 Uhr", "3 pm", "14h30", "3. 3. 2026"]),
        ("1 may be ok; we mar 3 things", []),
        ("5 May 2026, May 5, 3 mars, 1er mai, 3. März", ["5 May 2026", "May 5", "3 mars", "1er mai", "3. März"]),
    ],
)
def test_numbers_and_times_are_told_in_many_forms(text: str, named: list[str]) -> None:
    assert [one.text for one in entities(text)] == named
