"""What is said once, and what must be answered by everybody."""

import json
import re
import subprocess
import sys
from dataclasses import fields
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from pytest import mark, raises

import blueprints
import function_app
from infra.local import api_client, bus_store
from infra.service_bus import topology
from shared import concepts
from shared.imports.names import CONTAINER
from shared.kernel.customer_data import CustomerData
from shared.kernel.events import DomainEvent
from shared.platform.messaging.topology import MAX_DELIVERIES
from shared.settings import (
    AUDIT_STORAGE,
    CONTACT_STORAGE,
    SERVICE_BUS,
    CustomerManagement,
    Settings,
    SettingsError,
    setting_name,
)
from tests.support.running import FOLDER

BLUEPRINTS = [import_module(f"blueprints.{found.name}") for found in iter_modules(blueprints.__path__)]
SPELT = {
    "blob_account": "ContactStorage",
    "table_account": "AuditStorage",
    "service_bus": "ServiceBusConnection",
    "telemetry": "APPLICATIONINSIGHTS_CONNECTION_STRING",
}
"""Settings that triggers name too are spelt as the platform spells connections."""


def test_the_example_file_holds_every_setting_with_its_default() -> None:
    example = json.loads((FOLDER / "local.settings.json.example").read_text())["Values"]
    defaults = CustomerManagement()

    for field in fields(CustomerManagement):
        given, default = example[setting_name(field.name)], getattr(defaults, field.name)
        assert given == (str(default).lower() if isinstance(default, bool) else str(default))
    assert len(fields(CustomerManagement)) == 19  # the eight of Appendix B, and eleven of ours
    for field in fields(Settings):
        if field.name not in ("business", "deployed", "delivery", "ai"):
            assert SPELT.get(field.name, field.name.upper()) in example
    assert Settings.from_environment(example).business == defaults


def bindings() -> list[Any]:
    """Every binding of every function."""
    return [binding for function in functions() for binding in function.get_bindings()]


def functions() -> list[Any]:
    """Every function of the app; `get_functions` answers once only."""
    return [builder.build() for one in BLUEPRINTS for builder in one.triggers.functions._function_builders]


def test_every_blueprint_is_registered() -> None:
    assert {one.__name__ for one in function_app.BLUEPRINTS} == {one.__name__ for one in BLUEPRINTS}


def test_every_setting_a_binding_names_is_in_the_example() -> None:
    example = json.loads((FOLDER / "local.settings.json.example").read_text())["Values"]

    schedules = {name for one in bindings() for name in re.findall(r"%(\w+)%", str(getattr(one, "schedule", "")))}
    assert schedules == {name for name in example if name.endswith("_SCHEDULE")}
    assert {one.connection for one in bindings() if hasattr(one, "connection")} == {SERVICE_BUS, CONTACT_STORAGE}
    assert {SERVICE_BUS, CONTACT_STORAGE, AUDIT_STORAGE} <= set(example)


def test_a_wrong_setting_is_named() -> None:
    for name, value in (
        ("CustomerManagement__DefaultPageSize", "many"),
        ("CustomerManagement__MaxPageSize", "0"),
        ("CustomerManagement__EnableAIInsights", "perhaps"),
    ):
        with raises(SettingsError, match=name):
            Settings.from_environment({name: value})


def test_a_connection_is_a_string_with_a_secret_or_an_address_to_sign_in_at() -> None:
    secret = "Endpoint=sb://x/;SharedAccessKeyName=app;SharedAccessKey=KEY"
    for name, value in (("ServiceBusConnection", secret), ("ServiceBusConnection__fullyQualifiedNamespace", "x")):
        assert Settings.from_environment({name: value}).service_bus == value
    assert Settings.from_environment({}).service_bus == ""


def test_settings_change_the_business() -> None:
    given = Settings.from_environment({"CustomerManagement__EnableAIInsights": "False", "DATA": "/x"})

    assert given.business.enable_ai_insights is False
    assert given.database_url == "sqlite:////x/customers.db"


def test_every_table_says_whose_its_rows_are() -> None:
    tables = concepts.metadata().tables
    for answer in concepts.rows():
        if isinstance(answer, CustomerData):
            assert {answer.customer_column, *answer.personal_columns} <= set(tables[answer.table].c.keys())

    assert {answer.table for answer in concepts.rows()} == set(tables)


def declaring(name: str) -> set[str]:
    """The packages under `shared` with a module of this name."""
    return {".".join(file.relative_to(FOLDER).parent.parts) for file in (FOLDER / "shared").rglob(f"{name}.py")}


@mark.parametrize("name", ["tables", "mapping", "events"])
def test_what_a_concept_has_it_declares(name: str) -> None:
    kept_by_the_platform = {"shared.kernel", "shared.platform.persistence"}  # what events and mappings are made of

    assert declaring(name) - kept_by_the_platform == {
        concept.package for concept in concepts.CONCEPTS if getattr(concept, name)
    }


def test_every_concept_is_named() -> None:
    folders = {f"shared.{file.parent.name}" for file in (FOLDER / "shared").glob("*/__init__.py")}

    assert folders - {"shared.kernel", "shared.platform", "shared.adapters", "shared.settings"} == {
        concept.package for concept in concepts.CONCEPTS if not concept.package.startswith("shared.platform.")
    }


@mark.system
def test_events_and_errors_are_complete_wherever_they_are_asked_for() -> None:
    script = "from shared import concepts; print(len(concepts.event_types()), len(concepts.error_codes()))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=FOLDER, check=True)

    complete = concepts.event_types()
    declared = {kind for kind in DomainEvent.__subclasses__() if kind.__module__.startswith("shared.")}
    assert declared == set(complete.values())
    assert done.stdout.split() == [str(len(complete)), str(len(concepts.error_codes()))]


def test_the_local_broker_tries_as_often_as_the_deployed_one() -> None:
    assert bus_store.MAX_DELIVERIES == MAX_DELIVERIES


def test_every_subscription_and_queue_has_its_trigger() -> None:
    heard = [
        (b.topic_name, b.subscription_name, bool(b.is_sessions_enabled)) for b in bindings() if hasattr(b, "topic_name")
    ]
    worked = {b.queue_name for b in bindings() if b.type == "serviceBusTrigger" and hasattr(b, "queue_name")}

    assert set(heard) == set(topology().subscriptions)
    assert len(set(heard)) == len(heard), "two consumers of one name would share each message"
    assert worked == set(topology().queues)
    assert {topic for topic, *_ in heard} <= set(topology().topics)


def test_no_trigger_takes_messages_in_batches_in_which_one_that_fails_would_take_the_others_with_it() -> None:
    taken = [b for b in bindings() if b.type == "serviceBusTrigger"]

    assert len(taken) == len(topology().subscriptions) + len(topology().queues)
    assert {str(getattr(b, "cardinality", None)).lower() for b in taken} <= {"none", "one", "cardinality.one"}


def test_the_container_of_dropped_lists_is_one() -> None:
    assert api_client.CONTAINER == CONTAINER


@mark.system
def test_the_folder_imported_as_shared_is_ours() -> None:
    """The worker appends the app to the path last: a dependency that ships a `shared` would win."""
    script = f"import sys; sys.path.append({str(FOLDER)!r}); import shared, blueprints; print(shared, blueprints)"
    done = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, cwd="/", check=True)

    assert done.stdout.count(f"from '{FOLDER}/") == 2


LIBRARIES = "sqlalchemy pydantic alembic jwt cryptography phonenumbers email_validator starlette uvicorn pyodbc jinja2"
SDKS = "azure.servicebus azure.storage azure.identity azure.ai redis openai numpy py3langid liquid"


@mark.system
def test_indexing_the_app_imports_nothing_it_can_do_without() -> None:
    heavy = f"{LIBRARIES} {SDKS}".split()
    index = "import function_app, sys; function_app.app.get_functions()"
    script = f"{index}; print([module for module in {heavy} if module in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=FOLDER, check=True)

    assert done.stdout.strip() == "[]"


def test_whoever_keeps_customers_data_says_how_it_is_erased_and_handed_out() -> None:
    concepts.map_aggregates()
    keeping = [one for one in concepts.CONCEPTS if any(isinstance(rows, CustomerData) for rows in one.rows())]

    assert len(keeping) >= 4
    assert [one.package for one in keeping if not one.stores()] == []
    assert [one.package for one in keeping if not one.holdings()] == []
