"""Keys as a process has them that was just started, and a vault that may be out of reach."""

from shared.adapters.key_vault import KeyVault, Wrapped
from shared.platform.encryption.keyring import Keyring
from shared.platform.resilience import Unreachable
from tests.support.world import World


class Away:
    """A vault that may be out of reach."""

    def __init__(self, inner: KeyVault) -> None:
        self._inner, self.away, self.asked = inner, False, 0

    def _vault(self) -> KeyVault:
        self.asked += 1
        if self.away:
            raise Unreachable("Key Vault does not answer.")
        return self._inner

    def wrap(self, key: bytes) -> Wrapped:
        return self._vault().wrap(key)

    def unwrap(self, wrapped: Wrapped) -> bytes:
        return self._vault().unwrap(wrapped)

    def rotate(self) -> None:
        self._vault().rotate()

    def check(self) -> None:
        self._vault().check()


def restarted(world: World, vault: KeyVault) -> Keyring:
    """The keys as a process has them that was just started."""
    keyring = world.app.database.info["keyring"] = Keyring(world.app.database, vault, world.app.clock)
    world.app.mediator._prepare = keyring.prepare
    return keyring
