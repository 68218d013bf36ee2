"""A key in Azure Key Vault, reached with the app's identity."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from shared.adapters.credential import credential
from shared.adapters.key_vault import Wrapped
from shared.platform.resilience import VAULT, Circuit

if TYPE_CHECKING:
    from azure.keyvault.keys import KeyClient


class AzureKeyVault:
    """One RSA key of a vault; wrapped with RSA-OAEP-256, inside the vault."""

    def __init__(self, key: str) -> None:
        """`key`: `https://<vault>.vault.azure.net/keys/<name>`, without a version."""
        self._vault, _, self._name = key.rstrip("/").rpartition("/keys/")
        self._circuit = Circuit("Key Vault", VAULT)
        self._opening = threading.Lock()
        self._client: KeyClient | None = None

    def wrap(self, key: bytes) -> Wrapped:
        from azure.keyvault.keys.crypto import KeyWrapAlgorithm

        def ask() -> Wrapped:
            present = self._opened().get_key(self._name)
            done = self._cryptography(present).wrap_key(KeyWrapAlgorithm.rsa_oaep_256, key)
            return Wrapped(str(present.id), done.encrypted_key)

        return self._circuit.call(ask)

    def unwrap(self, wrapped: Wrapped) -> bytes:
        from azure.keyvault.keys.crypto import KeyWrapAlgorithm

        if not wrapped.by.startswith(f"{self._vault}/keys/{self._name}/"):
            raise ValueError(f"{self._name} has not wrapped this key")
        asked = KeyWrapAlgorithm.rsa_oaep_256
        secret: bytes = self._circuit.call(lambda: self._cryptography(wrapped.by).unwrap_key(asked, wrapped.key).key)
        return secret

    def rotate(self) -> None:
        self._circuit.call(lambda: self._opened().rotate_key(self._name))

    def check(self) -> None:
        self._circuit.call(lambda: self._opened().get_key(self._name))

    def _cryptography(self, key: Any) -> Any:
        from azure.keyvault.keys.crypto import CryptographyClient

        return CryptographyClient(key, credential(), **self._timeouts())

    def _opened(self) -> KeyClient:
        from azure.keyvault.keys import KeyClient

        with self._opening:
            if self._client is None:
                self._client = KeyClient(self._vault, credential(), **self._timeouts())
            return self._client

    @staticmethod
    def _timeouts() -> dict[str, Any]:
        return {
            "connection_timeout": VAULT.connect_timeout,
            "read_timeout": VAULT.read_timeout,
            "retry_total": VAULT.tries - 1,
        }
