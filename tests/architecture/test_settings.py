"""Settings that are missing, misspelt or of another place are refused in a sentence, before anything runs on them."""

import json
import subprocess
import sys

from pytest import LogCaptureFixture, mark, raises

from shared.settings import ADDRESSES, PLAIN, Settings, SettingsError
from tests.support.running import FOLDER

AZURE = {
    "WEBSITE_SITE_NAME": "production",
    "DATABASE_URL": "mssql+pyodbc://server.database.windows.net/customers",
    "ServiceBusConnection": "Endpoint=sb://n.servicebus.windows.net/;SharedAccessKeyName=app;SharedAccessKey=KEY",
    "ContactStorage": "DefaultEndpointsProtocol=https;AccountName=n;AccountKey=S0VZ",
    "AuditStorage": "DefaultEndpointsProtocol=https;AccountName=n;AccountKey=S0VZ",
    "AUTH_ISSUER": "https://login.example.com",
    "AUTH_AUDIENCE": "api://contact-customer-management",
    "KEY_VAULT_KEY": "https://n.vault.azure.net/keys/customers",
}


def test_an_app_in_azure_with_all_it_needs_starts() -> None:
    assert Settings.from_environment(AZURE).deployed
    addresses = {f"{name}__{part}": f"https://{part}" for name, parts in ADDRESSES.items() for part in parts}
    addresses["ServiceBusConnection__fullyQualifiedNamespace"] = "n.servicebus.windows.net"
    by_identity = {name: value for name, value in AZURE.items() if name not in ADDRESSES} | addresses
    assert Settings.from_environment(by_identity).blob_account == "https://blobServiceUri"


@mark.parametrize("missing", [name for name in AZURE if name != "WEBSITE_SITE_NAME"])
@mark.parametrize("empty", [False, True])
def test_an_app_in_azure_never_runs_on_its_own_disk(missing: str, empty: bool) -> None:
    given = {name: value for name, value in AZURE.items() if name != missing} | ({missing: ""} if empty else {})

    with raises(SettingsError, match=missing):
        Settings.from_environment(given)


def test_storage_that_triggers_read_is_needed_whole() -> None:
    given = {**AZURE, "ContactStorage": "", "ContactStorage__blobServiceUri": "https://n.blob.core.windows.net"}

    with raises(SettingsError, match="ContactStorage__queueServiceUri"):
        Settings.from_environment(given)


def test_a_file_is_no_database_in_azure() -> None:
    with raises(SettingsError, match="database server"):
        Settings.from_environment({**AZURE, "DATABASE_URL": "sqlite:////home/customers.db"})


@mark.parametrize("url", ["http://local-issuer.localhost", "http://127.0.0.1:7071/local-issuer"])
def test_the_local_issuer_is_trusted_where_the_local_host_is_and_nowhere_else(url: str) -> None:
    assert Settings.from_environment({"AUTH_ISSUER": url}).auth_issuer == url
    with raises(SettingsError, match="https"):
        Settings.from_environment({**AZURE, "AUTH_ISSUER": url})


@mark.parametrize(
    ("name", "meant"),
    [
        ("ServiceBusConnection__fullyQualifiedNamspace", "ServiceBusConnection__fullyQualifiedNamespace"),
        ("servicebusconnection__fullyqualifiednamespace", "ServiceBusConnection__fullyQualifiedNamespace"),
        ("ContactStorage__blobServiceUrl", "ContactStorage__blobServiceUri"),
        ("CustomerManagement__MaxContactPerCustomer", "CustomerManagement__MaxContactsPerCustomer"),
        ("CustomerManagement__maxpagesize", "CustomerManagement__MaxPageSize"),
    ],
)
def test_a_misspelt_name_that_can_only_be_ours_is_refused_with_the_right_one(name: str, meant: str) -> None:
    with raises(SettingsError, match=f"{name} is no setting; did you mean {meant}"):
        Settings.from_environment({name: "1"})
    with raises(SettingsError, match="is no setting"):
        Settings.from_environment({"CustomerManagement__SomethingElse": "1"})


@mark.parametrize("name", ["DATABSE_URL", "database_url", "REDIS_URLS", "AUTH_ISSUERS", "ServiceBusConection"])
def test_a_name_that_is_nearly_one_of_ours_is_told_in_the_log(name: str, caplog: LogCaptureFixture) -> None:
    Settings.from_environment({name: "x"})

    assert f"{name} is no setting of ours" in caplog.text


def test_other_peoples_names_are_their_own_affair(caplog: LogCaptureFixture) -> None:
    others = "PATH HOME LANG DATE HOSTNAME WEBSITE_INSTANCE_ID FUNCTIONS_WORKER_RUNTIME AzureWebJobsStorage REDIS_HOST"
    ours = {"AUTH_ISSUER": "https://x", "AUTH_AUDIENCE": "x", "DATA": "x", "REDIS_URL": "redis://x"}
    assert ours.keys() < PLAIN
    Settings.from_environment(dict.fromkeys(others.split(), "x") | ours)

    assert caplog.text == ""


def test_every_setting_of_the_example_is_known(caplog: LogCaptureFixture) -> None:
    Settings.from_environment(json.loads((FOLDER / "local.settings.json.example").read_text())["Values"])

    assert caplog.text == ""


@mark.system
def test_the_app_is_not_indexed_without_its_settings() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import function_app"],
        cwd=FOLDER,
        env={"WEBSITE_SITE_NAME": "production"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1] == (
        "shared.settings.names.SettingsError: An app in Azure needs DATABASE_URL, AUTH_ISSUER, AUTH_AUDIENCE,"
        " KEY_VAULT_KEY, ServiceBusConnection, ContactStorage, AuditStorage: set what is missing in its app settings."
    )


@mark.parametrize("name", ["AUTH_ISSUER", "DATABASE_URL", "ServiceBusConnection__fullyQualifiedNamespace"])
def test_a_placeholder_that_was_left_is_refused_by_its_name(name: str) -> None:
    with raises(SettingsError, match=f"{name} still says YOUR-TENANT"):
        Settings.from_environment({name: "https://YOUR-TENANT.example.com"})


def test_telemetry_stops_nothing_though_its_placeholder_was_left() -> None:
    given = Settings.from_environment({"APPLICATIONINSIGHTS_CONNECTION_STRING": "InstrumentationKey=YOUR-KEY"})

    assert given.telemetry == "InstrumentationKey=YOUR-KEY"
