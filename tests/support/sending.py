"""Messages over HTTP: sent, followed, and opened as a mail program does."""

import email
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import httpx

from tests.support.running import Running
from tests.support.waiting import until


def address_of(customer: dict[str, Any]) -> str:
    return str(customer["contactInfo"]["primaryEmail"])


def path_of(customer: dict[str, Any], rest: str = "") -> str:
    return f"customers/{customer['id']}/communications{rest}"


def sends(api: httpx.Client, customer: dict[str, Any], **more: Any) -> httpx.Response:
    body = {"recipientEmail": address_of(customer), "subject": "Your floor plan", "body": "Dear Ada,\n\nhere it is."}
    return api.post(path_of(customer, "/email"), json={**body, **more})


def sent(api: httpx.Client, answer: httpx.Response) -> dict[str, Any]:
    """A message once it has left."""
    assert answer.status_code == 201, answer.text
    path = answer.headers["location"].removeprefix("/api/v1/")
    until(lambda: api.get(path).json()["status"] not in ("Queued", None))
    shown: dict[str, Any] = api.get(path).json()
    return shown


def file_of(running: Running, id: str, ending: str = "eml") -> bytes:
    return Path(running.data / "outbox" / f"{id}.{ending}").read_bytes()


def opened(content: bytes) -> EmailMessage:
    """A mail as a mail program reads it."""
    return email.message_from_bytes(content, policy=default)
