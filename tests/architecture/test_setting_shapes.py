"""A value that can't work is refused in one sentence that names its setting, says what to do, and tells no secret."""

import re
import string

from hypothesis import given, strategies as st
from pytest import mark, raises

from shared.settings import Settings, SettingsError
from shared.settings.secrets import without_secrets

DATABASE = "must be a URL such as KIND://USER:PASSWORD@HOST/DATABASE"
BUS = "must be a connection string such as Endpoint=sb://HOST/;"
STORAGE = "must be a connection string such as DefaultEndpointsProtocol=https;"
WRONG = [
    ("DATABASE_URL", "customers.db", f"{DATABASE}.*it is 'customers.db'"),
    ("DATABASE_URL", "postgresql:u:hunter2@host", f"{DATABASE}.*it is '…'"),
    ("DATABASE_URL", "Server=tcp:host;Password=hunter2", f"{DATABASE}.*it is 'Server=tcp:host;…'"),
    ("DATABASE_URL", "postgresql://u:hunter@2@host/d", f"{DATABASE}.*it is 'postgresql://host…'"),
    ("DATABASE_URL", "postgresql://u:hunter2@host:port/d", f"{DATABASE}.*it is 'postgresql://host…'"),
    ("DATABASE_URL", "postgresql://u:hunter2@host:99999/d", DATABASE),
    ("DATABASE_URL", "postgresql:///customers", DATABASE),
    ("DATABASE_URL", "mysql://u:hunter2@host/d", "kind 'mysql', which is none of sqlite, postgresql.psycopg or mssql"),
    ("DATABASE_URL", "mssql+pymssql://u:hunter2@host/d", "names the driver 'pymssql': it must be mssql.pyodbc"),
    ("DATABASE_URL", "sqlite://", f"{DATABASE}.*sqlite:////FOLDER/FILE"),
    ("DATABASE_URL", "sqlite:///:memory:", DATABASE),
    ("DATABASE_URL", "sqlite://customers.db", DATABASE),
    ("DATABASE_READ_URL", "postgresql://", DATABASE),
    ("KEY_VAULT_KEY", "https://n.vault.azure.net", "must be the address of a key"),
    ("KEY_VAULT_KEY", "https://n.vault.azure.net/keys/k/0123", "must be the address of a key"),
    ("REDIS_URL", "localhost:6379", "must be a URL such as rediss://.*it is 'localhost:6379'"),
    ("REDIS_URL", "https://:hunter2@host", "must be a URL such as rediss://.*it is 'https://host…'"),
    ("REDIS_URL", "rediss://:hunter2@host:port", "must be a URL such as rediss://.*it is 'rediss://host…'"),
    ("ServiceBusConnection", "n.servicebus.windows.net", f"{BUS}.*__fullyQualifiedNamespace; it is 'n.service"),
    ("ServiceBusConnection", "Endpoint=sb://n/;SharedAccessKey=hunter2", f"{BUS}.*n/;SharedAccessKey=…'"),
    ("ServiceBusConnection", "Endpoint=n;SharedAccessKeyName=a;SharedAccessKey=hunter2", BUS),
    (
        "ServiceBusConnection__fullyQualifiedNamespace",
        "https://n.servicebus.windows.net",
        "must be a host such as NAME",
    ),
    ("ContactStorage", "https://n.blob.core.windows.net", f"{STORAGE}.*__blobServiceUri; it is 'https://n.blob"),
    ("ContactStorage", "AccountName=n", STORAGE),
    ("ContactStorage", "AccountName=n;AccountKey=hunter2", "AccountKey that is cut off or mistyped"),
    ("ContactStorage", "BlobEndpoint=n;SharedAccessSignature=sig", STORAGE),
    ("ContactStorage", "SharedAccessSignature=hunter2", STORAGE),
    ("ContactStorage__blobServiceUri", "n.blob.core.windows.net", "must be an https URL; it is 'n.blob"),
    ("ContactStorage__queueServiceUri", "http://n.queue.core.windows.net", "must be an https URL"),
    ("AuditStorage", "DefaultEndpointsProtocol=ftp;AccountName=n;AccountKey=S0VZ", f"{STORAGE}.*n;AccountKey=…'"),
    ("AuditStorage__tableServiceUri", "https://", "must be an https URL"),
    ("AUTH_ISSUER", "login.example.com", "must be an http or https URL; it is 'login.example.com'"),
    ("AUTH_ISSUER", "https://two words", "must be an http or https URL"),
    ("AUTH_JWKS_URL", "https://host:port/keys?code=hunter2", "must be an http or https URL; it is 'https://host…'"),
    ("LOCAL_BLOBS_URL", "ftp://host", "must be an http or https URL; it is 'ftp://host'"),
    ("CORS_ALLOWED_ORIGINS", "app.example.com", "names 'app.example.com': an origin is SCHEME://HOST"),
    ("CORS_ALLOWED_ORIGINS", "https://app.example.com/", "did you mean https://app.example.com?"),
    ("CORS_ALLOWED_ORIGINS", "https://a.example.com,https://b.example.com/path", "did you mean https://b.example.com?"),
    ("CORS_ALLOWED_ORIGINS", "https://App.example.com:443", "did you mean https://app.example.com?"),
    ("CustomerManagement__MaxPageSize", "101", "must be a whole number from 1 to 100; it is '101'"),
    ("CustomerManagement__MaxPageSize", "10", "DefaultPageSize must be at most .*MaxPageSize, which is 10; it is 20"),
    ("CustomerManagement__DefaultPageSize", "100.0", "must be a whole number from 1 to 100; it is '100.0'"),
    ("CustomerManagement__DefaultPageSize", "²", "must be a whole number"),
    ("CustomerManagement__MaxContactsPerCustomer", "-1", "must be a whole number from 1 to 1,000,000; it is '-1'"),
    ("CustomerManagement__MaxContactsPerCustomer", "9" * 5000, "must be a whole number"),
    ("CustomerManagement__CustomerInactivityThresholdDays", "999999", "must be a whole number from 1 to 36,500"),
    ("AUTH_ISSUER", "@Microsoft.KeyVault(SecretUri=https://v/hunter2)", "Key Vault reference that was not resolved"),
]
PRINTED = st.characters(min_codepoint=33, max_codepoint=126)
RIGHT = [
    ("DATABASE_URL", "sqlite:////var/customers.db"),
    ("DATABASE_URL", "postgresql+psycopg://u:pa%40ss/w#o?rd@[::1]:5432/customers?sslmode=require"),
    ("DATABASE_URL", "postgresql://?host=/var/run/postgresql"),
    ("DATABASE_URL", "mssql+pyodbc://server.database.windows.net/customers?ApplicationIntent=ReadOnly"),
    ("DATABASE_URL", "mssql+pyodbc:///?odbc_connect=Driver%3Dx"),
    ("REDIS_URL", "rediss://:KEY@n.redis.azure.net:10000/0"),
    ("KEY_VAULT_KEY", "https://n.vault.azure.net/keys/customers"),
    (
        "ServiceBusConnection",
        "Endpoint=sb://localhost;SharedAccessKeyName=a;SharedAccessKey=b=;UseDevelopmentEmulator=true",
    ),
    ("ContactStorage", "UseDevelopmentStorage=true"),
    ("ContactStorage", "BlobEndpoint=https://n.blob.core.windows.net/;SharedAccessSignature=sv=1&sig=2"),
    ("AuditStorage", "DefaultEndpointsProtocol=https;AccountName=n;AccountKey=S0VZ;EndpointSuffix=core.windows.net;"),
    ("CORS_ALLOWED_ORIGINS", "*"),
    ("CORS_ALLOWED_ORIGINS", "https://app.example.com, http://localhost:3000"),
    ("CustomerManagement__MaxPageSize", "20"),
]


@mark.parametrize(("name", "value", "said"), WRONG)
def test_a_value_that_cannot_work_is_refused_in_a_sentence(name: str, value: str, said: str) -> None:
    with raises(SettingsError) as refused:
        Settings.from_environment({name: value})

    sentence = str(refused.value)
    assert re.search(said, sentence), sentence
    assert name in sentence
    assert "\n" not in sentence
    assert "hunter" not in sentence


@mark.parametrize(("name", "value"), RIGHT)
def test_every_form_that_works_is_taken(name: str, value: str) -> None:
    assert Settings.from_environment({name: value})


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters=";"), min_size=8))
def test_what_is_shown_of_a_connection_string_never_holds_its_key(key: str) -> None:
    shown = without_secrets(f"Endpoint=sb://n/;SharedAccessKey={key};AccountKey={key}")

    assert shown == "Endpoint=sb://n/;SharedAccessKey=…;AccountKey=…"


@given(
    st.builds(str.__add__, st.text(PRINTED, min_size=3), st.text(string.ascii_letters, min_size=5, max_size=5)),
    st.sampled_from(
        ["postgresql://u:{}@host:5432/d", "rediss://:{}@host:1/", "https://{}@host", "mssql://host/d?PWD={}"]
    ),
)
def test_what_is_shown_of_a_url_never_holds_its_password(word: str, form: str) -> None:
    """Whatever marks are in it that should have been encoded."""
    shown = without_secrets(form.format(word))

    assert word not in shown
    assert word[-5:] not in shown.removeprefix(form.partition(":")[0]).replace("host", "")
