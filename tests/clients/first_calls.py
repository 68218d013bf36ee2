"""The first calls of a client that was generated from the API's description, as the package `client`."""

# mypy: ignore-errors
import sys
import time

from client import AuthenticatedClient, models
from client.api.contacts import list_contacts
from client.api.customers import create_customer, search_customers, update_customer_profile
from client.api.imports import get_import, import_contacts
from client.types import File


def customers(client, name, count):
    for number in range(1, count + 1):
        body = models.NewCustomer(
            company_name=f"{name} {number}",
            type_=models.CustomerType.ENTERPRISE,
            primary_email=f"{name}-{number}@example.com",
        )
        first = create_customer.sync(client=client, body=body, idempotency_key=f"{name}-{number}")
        again = create_customer.sync(client=client, body=body, idempotency_key=f"{name}-{number}")
        assert isinstance(first, models.RegisteredResponse), first
        assert again.id == first.id
        yield first


def found(client, name):
    cursor = None
    while True:
        more = {"cursor": cursor} if cursor else {}
        page = search_customers.sync(client=client, query=name, page=1, page_size=2, **more)
        assert isinstance(page, models.PageOfCustomerSummary), page
        yield from page.items
        if not (cursor := page.next_cursor):
            return


def updated(client, customer):
    body, version = models.ProfileRequest(industry="Music"), f'"{customer.version}"'
    changed = update_customer_profile.sync(customer.id, client=client, body=body, if_match=version)
    assert changed.version == customer.version + 1, changed
    late = update_customer_profile.sync(customer.id, client=client, body=body, if_match=version)
    assert isinstance(late, models.Problem)
    assert late.type_ == "PreconditionFailedError", late


def imported(client, customer, name):
    content = f"firstName,lastName,email\nAda,Lovelace,{name}@example.com\n".encode()
    body = models.ImportForm(
        file=File(payload=content, file_name="list.csv"), customer_id=customer.id, mode=models.ImportMode.UPSERT
    )
    started = import_contacts.sync(client=client, body=body)
    assert isinstance(started, models.ImportStartedResponse), started
    while (shown := get_import.sync(started.import_id, client=client)).status == models.ImportStatus.PROCESSING:
        time.sleep(0.05)
    assert shown.status == models.ImportStatus.COMPLETED, shown
    [ada] = list_contacts.sync(customer.id, client=client).items
    assert ada.first_name == "Ada"


def main(api, token, name):
    with AuthenticatedClient(api, token) as client:
        made = list(customers(client, name, 3))
        assert {one.id for one in found(client, name)} == {one.id for one in made}
        updated(client, made[0])
        imported(client, made[0], name)
        body = models.NewCustomer(company_name="", type_=models.CustomerType.ENTERPRISE, primary_email="x")
        refused = create_customer.sync(client=client, body=body)
        assert refused.errors["primaryEmail"] == ["must be an e-mail address"], refused
    print("done")


main(*sys.argv[1:])
