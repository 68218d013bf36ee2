"""Keys are made once, wrapped by the vault, renewed without touching an event; much goes on while the vault is away."""

import stat
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import httpx
from pytest import fixture, mark, raises
from sqlalchemy import select, update

from shared.adapters.key_vault import LocalKeyVault, Wrapped
from shared.customers.commands import UpdateProfile
from shared.platform.encryption.data_keys import DataKey, Tampered
from shared.platform.encryption.keyring import Keyring, Purpose
from shared.platform.messaging.rewrapping import rewrap_data_keys
from shared.platform.messaging.tables import event_streams
from shared.platform.messaging.verification import Verification
from shared.platform.resilience import Unreachable
from tests.support.commands import said
from tests.support.concurrency import at_once
from tests.support.keys import Away, restarted
from tests.support.world import World

s = event_streams.c


@fixture
def vault(tmp_path: Path) -> LocalKeyVault:
    return LocalKeyVault(tmp_path / "keys" / "vault.json")


def test_what_is_wrapped_is_unwrapped_by_every_version(vault: LocalKeyVault) -> None:
    first = vault.wrap(b"k" * 32)
    vault.rotate()
    second = vault.wrap(b"k" * 32)

    assert first.by != second.by
    assert vault.unwrap(first) == vault.unwrap(second) == b"k" * 32
    vault.check()


def test_what_another_vault_wrapped_is_refused(vault: LocalKeyVault, tmp_path: Path) -> None:
    other = LocalKeyVault(tmp_path / "other.json").wrap(b"k" * 32)

    for foreign in (other, Wrapped(vault.wrap(b"k" * 32).by, other.key)):
        with raises(ValueError, match="has not wrapped"):
            vault.unwrap(foreign)


def test_the_local_vault_is_its_owners_alone(vault: LocalKeyVault, tmp_path: Path) -> None:
    vault.wrap(b"k" * 32)
    vault.rotate()

    assert stat.S_IMODE((tmp_path / "keys" / "vault.json").stat().st_mode) == 0o600
    assert [file.name for file in (tmp_path / "keys").iterdir()] == ["vault.json"]


def test_many_that_begin_at_once_have_one_key(tmp_path: Path) -> None:
    versions: list[str] = []

    def begin(_: int) -> None:
        versions.append(LocalKeyVault(tmp_path / "vault.json").wrap(b"k" * 32).by)

    assert at_once(begin, 20) == {"done": 20}
    assert len(set(versions)) == 1


def test_many_processes_that_begin_at_once_use_one_key(world: World) -> None:
    used: list[UUID] = []

    def begin(_: int) -> None:
        used.append(Keyring(world.app.database, world.app.vault, world.app.clock).present(Purpose.DATA).id)

    assert at_once(begin, 8) == {"done": 8}
    assert len(set(used)) == 1


def test_a_seal_opens_only_in_its_place_and_unchanged() -> None:
    key = DataKey.made(b"w" * 32)
    sealed = key.seal(b"Ada", "event/data")

    assert DataKey.unwrapped(key.wrapped, b"w" * 32).open(sealed, "event/data") == b"Ada"
    for changed, place in ((sealed, "event/changes"), ("A" * len(sealed), "event/data")):
        with raises(Tampered):
            key.open(changed, place)
    with raises(Tampered):
        DataKey.unwrapped(key.wrapped, b"x" * 32)


def test_keys_are_renewed_without_touching_an_event(world: World) -> None:
    customer = world.has_customer("Aurora")
    before = world.events(customer)

    world.app.vault.rotate()
    assert world.app.keyring.rewrap() == len(Purpose)
    assert world.app.keyring.rewrap() == 0
    world.app.keyring.renew(Purpose.DATA)
    assert rewrap_data_keys(world.app.database) == 1
    assert rewrap_data_keys(world.app.database) == 0
    restarted(world, world.app.vault)
    world.send(UpdateProfile(customer, provided={"industry": "Music"}))

    assert world.events(customer)[: len(before)] == before
    assert list(Verification(world.app.database).faults()) == []


def test_a_key_that_was_destroyed_leaves_the_rest_of_the_log_readable_and_sealed(world: World) -> None:
    customer, other = world.has_customer("Aurora"), world.has_customer("Borealis")
    with world.app.database.transaction() as session:
        session.execute(update(event_streams).where(s.AggregateId == customer).values(WrappedKey=""))
        session.commit()

    assert "companyName" not in world.events(customer)[0][1]
    assert "customerNumber" in world.events(customer)[0][1]
    assert world.events(other)[0][1]["companyName"] == "Borealis"
    assert list(Verification(world.app.database).faults()) == []


def test_a_key_that_was_destroyed_is_never_put_back(world: World) -> None:
    customer = world.has_customer("Aurora")
    with world.app.database.transaction() as session:
        session.execute(update(event_streams).where(s.AggregateId == customer).values(WrappedKey=""))
        session.commit()
    world.app.keyring.renew(Purpose.DATA)

    assert rewrap_data_keys(world.app.database) == 0
    with raises(LookupError):
        world.send(UpdateProfile(customer, provided={"industry": "Music"}))
    with world.app.database.reading() as session:
        assert session.scalar(select(s.WrappedKey).where(s.AggregateId == customer)) == ""


def test_while_the_vault_is_away_state_is_read_and_those_with_keys_go_on(world: World) -> None:
    customer = world.has_customer("Aurora")
    vault = Away(world.app.vault)
    restarted(world, vault)
    world.send(UpdateProfile(customer, provided={"industry": "Music"}))
    vault.away = True

    world.send(UpdateProfile(customer, provided={"industry": "Film"}))
    assert world.history(customer).total_count == 3


def test_a_process_that_starts_while_the_vault_is_away_reads_state_and_writes_nothing_half(world: World) -> None:
    customer = world.has_customer("Aurora")
    vault = Away(world.app.vault)
    vault.away = True
    restarted(world, vault)

    assert world.shown(customer)["profile"]["companyName"] == "Aurora"
    with raises(Unreachable):
        world.history(customer)
    with raises(Unreachable):
        world.send(UpdateProfile(customer, provided={"industry": "Music"}))
    assert world.shown(customer)["profile"]["industry"] is None
    vault.away = False
    world.send(UpdateProfile(customer, provided={"industry": "Music"}))
    assert world.history(customer).total_count == 2


def test_an_event_waits_for_the_vault_and_is_not_given_up(world: World) -> None:
    world.has_customer("Aurora")
    vault = Away(world.app.vault)
    vault.away = True
    restarted(world, vault)

    world.app.relay.drain()
    assert world.unsent() == 1
    vault.away = False
    world.now += timedelta(minutes=1)
    world.app.relay.drain()
    assert [event["data"]["companyName"] for event in world.published()] == ["Aurora"]


@mark.system
def test_keys_and_log_are_looked_after_from_the_command_line(world: World) -> None:
    world.has_customer("Aurora")
    settings = {"DATA": str(world.app.settings.data), "DATABASE_URL": world.app.settings.database_url}

    def tells(module: str, *arguments: str) -> str:
        done = said(module, *arguments, settings=settings)
        assert done.returncode == 0, done
        return done.stdout

    assert tells("infra.keys", "rotate") == "4 keys are wrapped by the new version.\n"
    assert tells("infra.keys", "rewrap") == "1 data keys are wrapped anew.\n"
    assert tells("infra.keys", "status").count("\n") == 6
    assert "1 events in" in tells("infra.audit", "verify")
    assert said("infra.keys", "melt", settings=settings).returncode == 2
    assert said("infra.audit", settings=settings).returncode == 2


@mark.system
def test_an_http_caller_is_told_that_history_waits_for_the_vault(api: httpx.Client) -> None:
    assert api.get("health").json()["checks"]["keys"]["status"] == "Healthy"


def test_a_key_of_the_database_that_is_none_is_told(world: World) -> None:
    with raises(LookupError):
        world.app.keyring.secret(UUID(int=0))
