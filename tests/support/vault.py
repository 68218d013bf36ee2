"""A stand-in for Azure Key Vault: one RSA key of several versions, over TLS, after its REST documentation."""

import base64
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


class Vault:
    """What a vault has, and how it behaves."""

    def __init__(self, folder: Path) -> None:
        self.versions: dict[str, rsa.RSAPrivateKey] = {}
        self.refusals: list[int] = []
        """Statuses to answer next, instead of what was asked."""
        self.certificate = folder / "vault.pem"
        self.root = ""
        self.rotate()

    def rotate(self) -> None:
        self.versions[f"{len(self.versions) + 1:032x}"] = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    @property
    def key(self) -> str:
        """The address that the setting takes."""
        return f"{self.root}/keys/customers"

    def answer(self, method: str, path: list[str], body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        match method, path:
            case "GET", ["keys", "customers", *version]:
                return 200, self._bundle("".join(version) or [*self.versions][-1])
            case "POST", ["keys", "customers", "rotate"]:
                self.rotate()
                return 200, self._bundle([*self.versions][-1])
            case "POST", ["keys", "customers", version, "wrapkey" | "unwrapkey" as what]:
                assert body["alg"] == "RSA-OAEP-256"
                key, value = self.versions[version], _bytes(body["value"])
                try:
                    done = key.public_key().encrypt(value, OAEP) if what == "wrapkey" else key.decrypt(value, OAEP)
                except ValueError:
                    return 400, {"error": {"code": "BadParameter", "message": "The parameter is incorrect."}}
                return 200, {"kid": f"{self.key}/{version}", "value": _text(done)}
        return 404, {"error": {"code": "KeyNotFound", "message": "There is no such key."}}

    def _bundle(self, version: str) -> dict[str, Any]:
        numbers = self.versions[version].public_key().public_numbers()
        key = {
            "kid": f"{self.key}/{version}",
            "kty": "RSA",
            "key_ops": ["wrapKey", "unwrapKey"],
            "n": _text(numbers.n.to_bytes(256)),
            "e": _text(numbers.e.to_bytes(3)),
        }
        return {"key": key, "attributes": {"enabled": True, "created": 1, "updated": 1, "recoveryLevel": "Recoverable"}}


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@contextmanager
def served(folder: Path) -> Iterator[Vault]:
    """A vault that listens; its certificate is the one in `certificate`."""
    vault = Vault(folder)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.reply("GET")

        def do_POST(self) -> None:
            self.reply("POST")

        def reply(self, method: str) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {}
            if not self.headers.get("Authorization"):
                domain = vault.root.partition("//127.")[2]  # the SDK sends tokens only within the domain that is told
                tenant = f"authorization={vault.root}/tenant, resource=https://{domain}"
                status, content, headers = 401, {}, {"WWW-Authenticate": f"Bearer {tenant}"}
            elif vault.refusals:
                status, content = vault.refusals.pop(0), {"error": {"code": "Throttled", "message": "Later."}}
                headers = {"Retry-After": "0"}
            else:
                path = self.path.partition("?")[0].strip("/").split("/")
                status, content = vault.answer(method, path, json.loads(raw or b"{}"))
            body = json.dumps(content).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Type": "application/json", "Content-Length": len(body)}.items():
                self.send_header(name, str(value))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certified(vault.certificate))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    vault.root = f"https://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield vault
    server.shutdown()
    server.server_close()


def _certified(file: Path) -> Path:
    """A certificate for this machine, with its key, in one file."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file
