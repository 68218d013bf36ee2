"""What both vaults promise; the one on Azure through its SDK, against a stand-in over TLS."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from pytest import FixtureRequest, MonkeyPatch, fixture, mark, raises

from shared.adapters import azure_key_vault
from shared.adapters.azure_key_vault import AzureKeyVault
from shared.adapters.key_vault import KeyVault, LocalKeyVault, Wrapped
from shared.platform.resilience import Unreachable, circuits
from tests.support.vault import Vault, served

pytestmark = mark.system
KEY = b"k" * 32


@dataclass
class Identity:
    """Somebody who has a token for everything."""

    def get_token(self, *_: str, **__: object) -> SimpleNamespace:
        return SimpleNamespace(token="t", expires_on=2**40)


@fixture
def azure(tmp_path: Path, monkeypatch: MonkeyPatch) -> Iterator[Vault]:
    with served(tmp_path) as vault:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(vault.certificate))
        monkeypatch.setattr(azure_key_vault, "credential", Identity)
        yield vault


@fixture(params=["local", "azure"])
def vault(request: FixtureRequest, tmp_path: Path) -> KeyVault:
    if request.param == "local":
        return LocalKeyVault(tmp_path / "keys" / "vault.json")
    return AzureKeyVault(request.getfixturevalue("azure").key)


def test_every_version_unwraps_what_it_wrapped(vault: KeyVault) -> None:
    first = vault.wrap(KEY)
    vault.rotate()
    second = vault.wrap(KEY)

    assert first.by != second.by
    assert KEY not in (first.key, second.key)
    assert vault.unwrap(first) == vault.unwrap(second) == KEY
    vault.check()


def test_a_key_that_another_vault_wrapped_is_refused(vault: KeyVault, tmp_path: Path) -> None:
    foreign = LocalKeyVault(tmp_path / "other.json").wrap(KEY)

    with raises(ValueError, match="has not wrapped"):
        vault.unwrap(foreign)


def test_what_was_changed_does_not_unwrap(vault: KeyVault) -> None:
    wrapped = vault.wrap(KEY)

    with raises((ValueError, Unreachable)):
        vault.unwrap(Wrapped(wrapped.by, bytes(len(wrapped.key))))


def test_a_vault_that_is_throttled_is_asked_again(azure: Vault) -> None:
    vault = AzureKeyVault(azure.key)
    vault.check()
    azure.refusals = [429, 503]

    assert vault.unwrap(vault.wrap(KEY)) == KEY


def test_a_vault_that_is_away_opens_its_circuit(azure: Vault) -> None:
    vault = AzureKeyVault(azure.key)
    azure.refusals = [403] * 20

    for _ in range(6):
        with raises(Unreachable):
            vault.check()
    assert circuits()["Key Vault"] == "open"
