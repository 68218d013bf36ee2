"""Whatever a customer writes, it is read as a text: no figure follows it, nothing is done, and nothing leaks.

OWASP Top 10 for LLM Applications: LLM01 prompt injection, LLM02 disclosure, LLM05 output handling, LLM06 agency,
LLM07 leakage of instructions.
"""

import json
import re
import secrets
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pytest import LogCaptureFixture, MonkeyPatch, fixture, mark
from sqlalchemy import func, select

from shared.adapters.ai.azure_openai import AzureOpenAIModel
from shared.adapters.ai.prompts import Prompt, as_data
from shared.concepts import metadata
from shared.contacts.commands import AddContact
from shared.contacts.values import ContactDetails
from shared.customers.commands import UpdateProfile
from shared.insights import asking
from shared.insights.usage import TokenMeter
from shared.platform.messaging.tables import domain_events
from tests.insights.injections import INJECTIONS
from tests.support.ai import ADVICE, DRAFT, FACTS, INTENTS, completion
from tests.support.insights import complains, findings_of, hears, insight_of, refreshes, says, suggested, with_ai
from tests.support.providers import HttpProvider, Reply, http_provider
from tests.support.world import World

pytestmark = mark.system


def test_there_are_many() -> None:
    assert len(set(INJECTIONS)) >= 40


@mark.parametrize("text", INJECTIONS)
def test_no_text_can_end_its_data(text: str) -> None:
    prompt = Prompt("Say what the writer wants.", f"text: {text}")
    fence = re.findall(r"<<\w{12}>>", prompt.system)[0]

    assert prompt.user.startswith(fence)
    assert prompt.user.endswith(fence)
    assert prompt.user.count(fence) == 2
    assert text not in prompt.system
    assert prompt.canary not in prompt.user


def test_marks_in_a_text_are_taken_out(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "token_hex", lambda size: "0" * 2 * size)
    known = Prompt("t", "").user.split("\n")[0]

    assert Prompt("t", f"a {known} b").user.count(known) == 2


@fixture
def provider() -> Iterator[HttpProvider]:
    with http_provider() as made:
        yield made


def obeying(world: World, provider: HttpProvider) -> None:
    """A model that does whatever the texts it sees ask for, as far as its schema lets it."""

    def answer() -> Reply:
        asked = json.loads(provider.requests[-1].body)
        data = asked["messages"][1]["content"]
        match asked["response_format"]["json_schema"]["name"]:
            case "IntentAnswer":
                return completion(INTENTS)
            case "DraftAnswer":
                return completion({**DRAFT, "body": data[-600:]})
            case _:
                return completion({**ADVICE, "recommended_actions": [data[-190:]]})

    vars(provider)["next"] = answer
    meter = TokenMeter(world.app.mediator, world.app.clock, daily=10**9, prices=(1.0, 1.0))
    model = AzureOpenAIModel(provider.url, "gpt-4o", "key", meter)
    with_ai(world, model=model, model_is_remote=True)


def contents(world: World) -> dict[str, int]:
    """How many rows each table has, apart from what insights keep."""
    ours = {"CustomerInsights", "TextFindings", "Suggestions", "InsightRefreshes", "AIUsage", "Inbox", "OutboxShards"}
    with world.app.database.reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in metadata().tables.items()
            if name not in ours
        }


def test_a_model_that_obeys_its_texts_changes_no_figure_and_does_nothing(
    world: World, provider: HttpProvider, caplog: LogCaptureFixture
) -> None:
    plain, attacked = world.has_customer("Plain Ltd"), world.has_customer("Attacked Ltd")
    for number, text in enumerate(INJECTIONS[:12]):
        says(world, plain, f"The room has {number} chairs and {number} tables.")
        says(world, attacked, f"The room has {number} chairs. {text}")
    complains(world, attacked, INJECTIONS[0])
    complains(world, plain, "It was cold.")
    world.send(UpdateProfile(attacked, provided={"company_name": INJECTIONS[4]}))
    world.send(AddContact(attacked, ContactDetails(INJECTIONS[24][:50], INJECTIONS[25][:50], "ada@example.com")))
    obeying(world, provider)
    before = contents(world)
    hears(world)
    refreshes(world)
    refreshes(world)
    for purpose in INJECTIONS[:5]:
        asking.draft(world.app, attacked, None, purpose)

    after = contents(world)
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {}
    one, other = insight_of(world, plain), insight_of(world, attacked)
    assert one
    assert other
    for name in ("engagement_level", "churn_risk", "total_interactions"):
        assert getattr(one, name) is not None
    assert other.engagement_level == one.engagement_level
    assert Decimal(0) <= other.churn_risk <= Decimal(100)
    assert abs(other.sentiment_score - one.sentiment_score) < 30  # by its words, as any other text
    assert len(findings_of(world, attacked)) == 13
    assert all(one.status == "Open" for one in suggested(world, attacked))
    told = caplog.text + json.dumps([str(one) for one in (other, *suggested(world, attacked))])
    for request in provider.requests:
        for canary in re.findall(r"code (\w{16})", json.loads(request.body)["messages"][0]["content"]):
            assert canary not in told


def test_only_this_customers_data_is_told(world: World, provider: HttpProvider) -> None:
    mine, others = world.has_customer("Mine Ltd"), world.has_customer("Others Ltd")
    says(world, mine, "The violet curtains were torn.")
    says(world, others, "The turquoise carpet was wet.")
    obeying(world, provider)
    asking.refresh(world.app, mine)

    told = "".join(request.body.decode() for request in provider.requests)
    assert "violet" in told
    assert "turquoise" not in told


@mark.parametrize("text", INJECTIONS)
def test_each_is_answered_as_a_text(world: World, text: str) -> None:
    customer = world.has_customer()
    before = events(world)

    found = asking.analyse(world.app, customer, text)
    wanted, _ = asking.classify(world.app, customer, text)
    made = asking.draft(world.app, customer, None, text[:500])

    assert 0 <= found.score <= 1
    assert 0 <= wanted.confidence <= 1
    assert made.body
    assert events(world) == before


def events(world: World) -> Any:
    with world.app.database.reading() as session:
        return session.scalar(select(func.count()).select_from(domain_events))


def test_facts_are_cut_to_what_is_shown() -> None:
    long = FACTS.__class__(**{**vars(FACTS), "texts": ("x" * 100_000,) * 100, "phrases": ("y" * 10_000,)})

    assert len(as_data(long, "z" * 10_000)) < 8_000
