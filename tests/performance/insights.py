"""How well the local twins read, and how fast insights are made anew."""

import sqlite3
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from alembic import command
from sqlalchemy import event

from infra.migrations import config
from shared.adapters.ai.local_model import LocalModel
from shared.adapters.ai.text_analysis import LocalTextAnalysis, Text
from shared.insights.refreshing import refresh_due
from shared.settings import Settings
from tests.insights.labelled.reading import Labelled, macro_f1, texts
from tests.performance.seed import id_of, seed
from tests.support.world import World

TALK = """INSERT INTO CommunicationHistory
    (Id, CustomerId, Type, Content, Direction, CreatedAt, CreatedBy, OccurredAt, RowVersion)
    VALUES (?, ?, 'PhoneCall', ?, 'Inbound', ?, 'seed', ?, 1)"""
DUE = "INSERT INTO InsightRefreshes (CustomerId, IsChanged, ChangedAt, DueAt) VALUES (?, 1, ?, ?)"
TALKS = 3
"""Of each customer, none of them read yet."""


class Reading(NamedTuple):
    """How well texts are read that nobody tuned on, and how fast."""

    sentiment: float
    intent: float
    baseline: float
    """The F1 of whoever says the most frequent sentiment of all."""
    rate: float
    """Texts a second, sentiment and intent of each."""


def read_well() -> Reading:
    """Reads the half that is only measured."""
    unseen: Sequence[Labelled] = texts("measure")
    reader, model = LocalTextAnalysis(), LocalModel()
    reader.analyse(Text("The model of languages is loaded."))
    began = time.perf_counter()
    for _ in range(5):
        moods = [reader.analyse(Text(one.text, one.language)).sentiment for one in unseen]
        wishes = [model.classify(one.text, one.language).intent for one in unseen]
    seconds = time.perf_counter() - began
    most = Counter(one.sentiment for one in unseen).most_common(1)[0][0]
    return Reading(
        macro_f1([(one.sentiment, mood) for one, mood in zip(unseen, moods, strict=True)]),
        macro_f1([(one.intent, wish) for one, wish in zip(unseen, wishes, strict=True)]),
        macro_f1([(one.sentiment, most) for one in unseen]),
        5 * len(unseen) / seconds,
    )


class Refreshed(NamedTuple):
    """How fast insights were made anew."""

    rate: float
    """Customers a second."""
    statements: float
    """Of a customer."""


def refreshed(data: Path, customers: int) -> Refreshed:
    """Makes the insights of customers that all have texts nobody read yet."""
    data.mkdir(parents=True)
    command.upgrade(config(f"sqlite:///{data / 'customers.db'}"), "head")
    seed(data / "customers.db", customers)
    some = texts("measure")
    db = sqlite3.connect(data / "customers.db", isolation_level=None)
    db.execute("BEGIN")
    for number in range(1, customers + 1):
        id = uuid.UUID(id_of(number)).hex
        for talk in range(TALKS):
            moment = f"2026-02-{1 + (number + 7 * talk) % 28:02} 10:00:00.000000"
            text = some[(TALKS * number + talk) % len(some)].text
            db.execute(TALK, (uuid.uuid4().hex, id, text, moment, moment))
        db.execute(DUE, (id, moment, moment))
    db.execute("COMMIT")
    db.execute("ANALYZE")
    db.close()
    world, counted = World(Settings.from_environment({"DATA": str(data)})), list[int]([0])

    def count(*_: object) -> None:
        counted[0] += 1

    for engine in {world.app.database.writer, world.app.database.reader}:
        event.listen(engine, "before_cursor_execute", count)
    began = time.perf_counter()
    made = refresh_due(world.app, seconds=3600)
    seconds = time.perf_counter() - began
    assert made == customers, made
    return Refreshed(customers / seconds, counted[0] / customers)
