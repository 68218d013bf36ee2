"""What is said once, and what must be answered by everybody."""

import json
import re
import subprocess
import sys
from dataclasses import fields
from importlib import import_module

from pytest import raises

from infra.local import bus_store, issuer
from infra.migrations import TABLES, target_metadata
from shared.kernel.customer_data import CustomerData, NoCustomerData
from shared.kernel.errors import error_codes
from shared.platform.messaging import topology
from shared.settings import CustomerManagement, Settings, SettingsError, setting_name
from tests.support.running import FOLDER, Running

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
    assert len(fields(CustomerManagement)) == 8
    for field in fields(Settings):
        assert field.name in ("business", "deployed") or SPELT.get(field.name, field.name.upper()) in example
    assert Settings.from_environment(example).business == defaults


def test_every_setting_a_binding_names_is_in_the_example(running: Running) -> None:
    example = json.loads((FOLDER / "local.settings.json.example").read_text())["Values"]
    sources = "".join(file.read_text() for file in (FOLDER / "blueprints").glob("*.py"))

    assert set(re.findall(r"%(\w+)%", sources)) <= set(example)
    assert topology.CONNECTION in example


def test_a_wrong_setting_is_named() -> None:
    for name, value in (
        ("CustomerManagement__DefaultPageSize", "many"),
        ("CustomerManagement__MaxPageSize", "0"),
        ("CustomerManagement__EnableAIInsights", "perhaps"),
    ):
        with raises(SettingsError, match=name):
            Settings.from_environment({name: value})


def test_a_connection_is_a_string_with_a_secret_or_an_address_to_sign_in_at() -> None:
    for given in ({"ServiceBusConnection": "x"}, {"ServiceBusConnection__fullyQualifiedNamespace": "x"}):
        assert Settings.from_environment(given).service_bus == "x"
    assert Settings.from_environment({}).service_bus == ""


def test_settings_change_the_business() -> None:
    given = Settings.from_environment({"CustomerManagement__EnableAIInsights": "False", "DATA": "/x"})

    assert given.business.enable_ai_insights is False
    assert given.database_url == "sqlite:////x/customers.db"


def test_every_table_says_whose_its_rows_are() -> None:
    answered = set()
    for module in map(import_module, TABLES):
        answers: list[CustomerData | NoCustomerData] = [
            *getattr(module, "CUSTOMER_DATA", ()),
            *getattr(module, "NO_CUSTOMER_DATA", ()),
        ]
        for answer in answers:
            answered.add(answer.table)
            if isinstance(answer, CustomerData):
                table = target_metadata().tables[answer.table]
                assert {answer.customer_column, *answer.personal_columns} <= set(table.c.keys())

    assert answered == set(target_metadata().tables)


def test_every_tables_module_is_known_to_the_migrations() -> None:
    found = {
        ".".join(file.relative_to(FOLDER).with_suffix("").parts) for file in (FOLDER / "shared").rglob("tables.py")
    }

    assert found == set(TABLES)


def test_the_local_broker_tries_as_often_as_the_deployed_one() -> None:
    assert bus_store.MAX_DELIVERIES == topology.MAX_DELIVERIES


def test_every_subscription_has_its_trigger(running: Running) -> None:
    from blueprints import event_handlers

    bindings = [
        binding for function in event_handlers.blueprint._function_builders for binding in function._function._bindings
    ]
    heard = {(b.topic_name, b.subscription_name) for b in bindings if b.type == "serviceBusTrigger"}

    assert heard == {(s.topic, s.name) for s in topology.SUBSCRIPTIONS}


def test_the_folder_imported_as_shared_is_ours() -> None:
    """The worker appends the app to the path last: a dependency that ships a `shared` would win."""
    script = f"import sys; sys.path.append({str(FOLDER)!r}); import shared, blueprints; print(shared, blueprints)"
    done = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, cwd="/", check=True)

    assert done.stdout.count(f"from '{FOLDER}/") == 2


LIBRARIES = "sqlalchemy pydantic alembic jwt cryptography phonenumbers email_validator starlette uvicorn pyodbc"
SDKS = "azure.servicebus azure.storage azure.identity redis openai"


def test_indexing_the_app_imports_nothing_it_can_do_without() -> None:
    heavy = f"{LIBRARIES} {SDKS}".split()
    index = "import function_app, sys; function_app.app.get_functions()"
    script = f"{index}; print([module for module in {heavy} if module in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=FOLDER, check=True)

    assert done.stdout.strip() == "[]"


def test_the_readme_lists_every_code_and_every_setting() -> None:
    readme = (FOLDER / "README.md").read_text()
    example = json.loads((FOLDER / "local.settings.json.example").read_text())["Values"]

    assert not [code for code in error_codes() if f"`{code}`" not in readme]
    assert not [name for name in example if f"`{name}`" not in readme]
    assert issuer.AUDIENCE in readme
