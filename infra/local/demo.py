"""`make demo`: believable sample data, through the public API of a running or fresh system, and what to look at."""

import csv
import io
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local.api_client import Api, Json, drop
from infra.local.environment import make
from infra.local.sign_in import system
from infra.refusal import Failure, run

PLACES = [
    "Aurora",
    "Baltic",
    "Cascade",
    "Dolomiti",
    "Elbe",
    "Fjord",
    "Glasgow",
    "Harbour",
    "Isar",
    "Jura",
    "København",
    "Lagune",
    "Málaga",
    "Nordlicht",
    "Øresund",
    "Porto",
    "Québec",
    "Rhône",
    "Süden",
    "Tejo",
]
TRADES = [
    ("Concerts", "Music", "Enterprise"),
    ("Festivals GmbH", "Music", "SmallBusiness"),
    ("Congress Centre", "Conferences", "Enterprise"),
    ("Foundation", "Culture", "NonProfit"),
    ("City Council", "Public sector", "Government"),
]
PEOPLE = ["Amélie Laurent", "Björn Söderberg", "Chiara Rossi", "Dariusz Nowak"]
PATIENCE_SECONDS = 120
"""How long the running system may take for the list of contacts."""


@contextmanager
def served(api: Api) -> Iterator[bool]:
    """The running system, or one started for the occasion; says which."""
    if api.answers():
        yield True
        return
    host = subprocess.Popen([sys.executable, "-m", "infra.start"], stdout=subprocess.DEVNULL)
    try:
        while not api.answers():
            if host.poll() is not None:
                sys.exit(host.returncode)  # it has said why
            time.sleep(0.2)
        yield False
        time.sleep(1)  # let the last events be published
    finally:
        host.terminate()
        host.wait()


def customers() -> Iterator[Json]:
    """A hundred organisers and their people, the same each time."""
    chance = random.Random(2026)  # noqa: S311 - sample data
    for place in PLACES:
        for trade, industry, kind in TRADES:
            domain = f"{place}-{trade.split()[0]}".lower().encode("ascii", "ignore").decode()
            yield {
                "companyName": f"{place} {trade}",
                "type": kind,
                "industry": industry,
                "primaryEmail": f"office@{domain}.example.com",
                "primaryPhone": f"+4930{chance.randrange(10**7, 10**8)}",
                "website": f"https://{domain}.example.com",
                "billingAddress": {
                    "street": f"{chance.randrange(1, 99)} Harbour Road",
                    "city": place,
                    "country": "Europe",
                },
                "preferences": {"communicationChannels": ["Email"], "timeZone": "Europe/Berlin"},
            }
    for person in PEOPLE:
        name = person.split()[0].lower().encode("ascii", "ignore").decode()
        yield {"companyName": person, "type": "Individual", "primaryEmail": f"{name}@people.example.com"}


def fill(api: Api) -> tuple[int, str]:
    """Creates what is missing, and lets some of it live a little. Returns how many are new, and one to look at."""
    made = []
    for number, body in enumerate(customers()):
        status, answer = api.send("POST", "customers", body)
        if status == 409:
            continue  # here since an earlier demo
        if status != 201:
            api.get("customers/search?pageSize=1")  # which says why, if nothing works at all
            raise Failure(f"A sample customer was refused: {status} {answer.get('detail', '')}")
        id = answer["id"]
        made.append(id)
        if number % 4 == 0:
            segment = ("Premium", "VIP", "Corporate")[number % 3]
            api.send("PUT", f"customers/{id}/profile", {"segment": segment, "rating": "Gold"})
        if number % 7 == 0:
            wishes = {"interests": ["jazz", "food"], "consents": {"marketing": True}}
            api.send("PUT", f"customers/{id}/preferences", wishes)
        if number % 20 == 3:
            api.send("POST", f"customers/{id}/deactivate", {"reason": "The season is over"})
        if number % 40 == 11:
            api.send("POST", f"customers/{id}/suspend", {"reason": "Invoice overdue"})
    found = api.get("customers/search?query=aurora%20concerts")
    example = found["items"][0]["id"]
    for said in ("Thank you, the lights were wonderful!", "The sound failed again, we want a refund."):
        talk = {"phoneNumber": "+4930123456", "callType": "Inbound", "durationInSeconds": 90, "summary": said}
        api.send("POST", f"customers/{example}/communications/phone-call", talk)
    return len(made), example


FIRST_NAMES = ["Ada", "Benoît", "Chloé", "Dmitri", "Elif", "Farid", "Greta", "Håkon", "Inês", "Jürgen"]
LAST_NAMES = ["Almeida", "Bakker", "Çelik", "Dubois", "Eriksen", "Ferrari", "García", "Hansen", "Ivanova", "Jansen"]
ROLES = ["Event manager", "Head of sponsoring", "Technical lead", "Press officer"]
LIST = "demo-contacts.csv"


def people(companies: Iterator[Json]) -> str:
    """A list of contacts as an organiser keeps it: the companies' people, and two rows that are wrong."""
    chance, rows = random.Random(2027), io.StringIO(newline="")  # noqa: S311 - sample data
    table = csv.writer(rows, delimiter=";")
    table.writerow(["Vorname", "Nachname", "E-Mail", "Telefon", "Firma", "Funktion", "Schlagworte"])
    for company in companies:
        for number in range(chance.randrange(2, 7)):
            first, last = chance.choice(FIRST_NAMES), chance.choice(LAST_NAMES)
            address = f"{first}.{last}{number}@{company['primaryEmail'].partition('@')[2]}"
            phone, tags = f"+4930{chance.randrange(10**6, 10**7)}", ",".join(chance.sample(["vip", "press", "crew"], 2))
            table.writerow([first, last, address, phone, company["companyName"], chance.choice(ROLES), tags])
    table.writerow(["Nobody", "Knows", "nobody@nowhere.example.com", "", "Company That Is Not There", "", ""])
    table.writerow(["Not", "Reachable", "this is no address", "", "Aurora Concerts", "", ""])
    return rows.getvalue()


def imported(api: Api, data: Path) -> Json:
    """Drops the list of contacts where imports are picked up, and waits for it. Raises Refusal."""
    before = api.get("customers/contacts/imports?pageSize=1")["totalCount"]
    drop(io.BytesIO(people(customers()).encode()), LIST, data)
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        listed = api.get("customers/contacts/imports?pageSize=1")
        if listed["totalCount"] > before and listed["items"][0]["status"] != "Processing":
            done: Json = listed["items"][0]
            return done
        time.sleep(0.2)
    raise Failure(f"The list of contacts, {LIST}, is not imported yet: look at the import, or at what make run says.")


def main() -> None:
    """Fills the system and says what to look at."""
    api = system("demo", "Admin")
    with served(api) as was_running:
        made, example = fill(api)
        list_of_contacts = imported(api, Path(os.environ["DATA"]))
        everybody = api.get("customers/search?pageSize=1")
    root, token = api.root, make("token")
    print(f"{made} customers added; {everybody['totalCount']} in all.")
    print(f"{list_of_contacts['successfulRecords']} contacts imported from {LIST}, the rest is in the import's report.")
    if not was_running:
        print(f"Start the system with `{make('run')}`. Then look at:")
    else:
        print("Look at:")
    print(f"  {root}/docs  (authorise with the output of `{token}`)")
    report = f"customers/contacts/imports/{list_of_contacts['importId']}/report"
    print(f"  {root}/{report}  (asks for the output of `{token}`)")
    for path in (
        *("customers/search?query=oresund", f"customers/{example}", f"customers/{example}/history"),
        f"customers/{example}/insights",
    ):
        print(f'  curl -H "Authorization: Bearer $({token})" "{root}/{path}"')


if __name__ == "__main__":
    run(main)
