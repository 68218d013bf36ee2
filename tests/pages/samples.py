"""Imports to look at."""

from typing import Any
from uuid import uuid4

import httpx

from tests.support.importing import csv_of, people
from tests.support.waiting import until

HOSTILE = "<img src=x onerror=alert(1)>\"'&{{ 7 * 7 }}"
"""Markup, quotes and a template's own braces: what a tenant may type as a name."""


def imported(api: httpx.Client, content: str, name: str = "list.csv", **fields: str) -> dict[str, Any]:
    """An import of this file, once it has ended."""
    sent = api.post("customers/contacts/import", files={"file": (name, content.encode())}, data=fields)
    assert sent.status_code == 202, sent.text
    path = f"customers/contacts/imports/{sent.json()['importId']}"
    until(lambda: api.get(path).json()["status"] != "Processing")
    shown: dict[str, Any] = api.get(path).json()
    return shown


def season(api: httpx.Client) -> dict[str, Any]:
    """A long list that went well but for seven rows."""
    companies = [f"Aurora {n} {uuid4().hex[:6]}" for n in range(30)]  # a customer has few contacts
    for company in companies:
        customer = {"companyName": company, "type": "Enterprise", "primaryEmail": f"{uuid4().hex}@example.com"}
        assert api.post("customers", json=customer).status_code == 201
    good = [row for n, company in enumerate(companies) for row in people(40, company, 40 * n)][:1173]
    wrong = [f"First{n},Last{n},no address {n},,{companies[0]}" for n in range(4)]
    wrong += [f"First{n},Last{n},f{n}@people.example.com,,Company That Is Not There" for n in range(3)]
    return imported(api, csv_of(*good[:40], *wrong, *good[40:]), "season-2027.csv")


def path_of(shown: dict[str, Any]) -> str:
    """The path of an import's report."""
    return f"/api/v1/customers/contacts/imports/{shown['importId']}/report"
