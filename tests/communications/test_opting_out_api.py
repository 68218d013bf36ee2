"""Links in messages: looking changes nothing, one POST opts out, and service mail still comes."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx
from pytest import fixture, mark

from shared.composition import app
from shared.platform.encryption.keyring import Purpose
from tests.support import http
from tests.support.running import NewCustomer, Running
from tests.support.sending import address_of, file_of, opened, path_of, sends, sent


@fixture
def customer(api: httpx.Client, new_customer: NewCustomer) -> dict[str, Any]:
    made = new_customer()
    agreed = {"purpose": "Marketing", "granted": True}
    assert api.put(f"customers/{made['id']}/consents", json=agreed).status_code == 200
    api.put(f"customers/{made['id']}/preferences", json={"timeZone": midday()})
    return made


def midday() -> str:
    """A time zone in which nobody sleeps now."""
    hours = 12 - datetime.now(UTC).hour
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"


def link_in(running: Running, one: dict[str, Any]) -> str:
    """Where the mail says to opt out."""
    assert one["status"] == "Sent", one["statusReason"]
    mail = opened(file_of(running, one["id"]))
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return str(mail["List-Unsubscribe"]).strip("<>").replace("\r\n ", "")


def markets(api: httpx.Client, customer: dict[str, Any]) -> dict[str, Any]:
    return sent(api, sends(api, customer, purpose="Marketing"))


def test_the_link_of_a_marketing_mail_shows_a_button_and_changes_nothing(
    api: httpx.Client, running: Running, customer: dict[str, Any]
) -> None:
    link = link_in(running, markets(api, customer))

    for _ in range(3):
        page = http.get(link)

    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert page.text.count("<button") == 1
    assert "form-action 'self'" in page.headers["content-security-policy"]
    assert markets(api, customer)["status"] == "Sent"


def test_one_post_opts_out_again_and_again_and_service_mail_still_comes(
    api: httpx.Client, running: Running, customer: dict[str, Any]
) -> None:
    link = link_in(running, markets(api, customer))

    for _ in range(3):
        done = http.post(link, data={"List-Unsubscribe": "One-Click"})
        assert (done.status_code, "You are unsubscribed" in done.text) == (200, True)

    assert markets(api, customer)["status"] == "Suppressed"
    assert sent(api, sends(api, customer))["status"] == "Sent"
    noted = api.get(f"customers/{customer['id']}/consents").json()["items"]
    assert [
        (one["purpose"], one["channel"], one["granted"]) for one in noted if one["source"] == "unsubscribe link"
    ] == [("Marketing", "Email", False)]


def test_what_somebody_wants_is_shown_and_changed(
    api: httpx.Client, running: Running, customer: dict[str, Any]
) -> None:
    link = link_in(running, markets(api, customer)).replace("/unsubscribe/", "/preferences/")
    assert http.get(link).text.count(" checked") == 2

    assert http.post(link, data={"sms": "on", "save": "yes"}).text.count(" checked") == 1
    assert markets(api, customer)["status"] == "Suppressed"
    assert http.post(link, data={"email": "on", "sms": "on"}).text.count(" checked") == 2
    assert markets(api, customer)["status"] == "Sent"


def test_a_contacts_link_decides_for_it_alone(api: httpx.Client, running: Running, customer: dict[str, Any]) -> None:
    person = {"firstName": "Ada", "lastName": "L", "email": f"ada-{address_of(customer)}"}
    api.post(f"customers/{customer['id']}/contacts", json=person)
    theirs = sent(api, sends(api, customer, purpose="Marketing", recipientEmail=person["email"]))

    http.post(link_in(running, theirs))

    assert (
        sent(api, sends(api, customer, purpose="Marketing", recipientEmail=person["email"]))["status"] == "Suppressed"
    )
    assert markets(api, customer)["status"] == "Sent"


def test_links_survive_the_renewal_of_their_key(api: httpx.Client, running: Running, customer: dict[str, Any]) -> None:
    link = link_in(running, markets(api, customer))
    app().keyring.renew(Purpose.LINK)

    assert link_in(running, markets(api, customer)).split(".")[-3:] != link.split(".")[-3:]
    assert http.post(link).status_code == 200
    assert markets(api, customer)["status"] == "Suppressed"


@mark.parametrize("how", ["cut off", "changed", "other key", "nothing"])
def test_a_link_that_is_not_ours_changes_nothing(
    api: httpx.Client, running: Running, customer: dict[str, Any], how: str
) -> None:
    link = link_in(running, markets(api, customer))
    root, _, token = link.rpartition("/")
    key, _, signed = token.partition(".")
    wrong = {
        "cut off": token[:-3],
        "changed": f"{key}.{signed[:5]}{'A' if signed[5] != 'A' else 'B'}{signed[6:]}",
        "other key": f"{UUID(int=1).hex}.{signed}",
        "nothing": "x",
    }[how]

    for answer in (
        http.get(f"{root}/{wrong}"),
        http.post(f"{root}/{wrong}"),
        http.post(f"{root[:-11]}preferences/{wrong}"),
    ):
        assert (answer.status_code, "does not work" in answer.text) == (404, True)
    assert markets(api, customer)["status"] == "Sent"


def test_whoever_is_erased_may_still_follow_the_link(
    api: httpx.Client, running: Running, customer: dict[str, Any]
) -> None:
    link = link_in(running, markets(api, customer))
    body = {"reference": "r", "requestedAt": "2026-03-14T09:26:53Z"}
    assert api.post(f"customers/{customer['id']}/erase", json=body).status_code == 202

    assert http.post(link).status_code == 200
    assert "nothing stored" in http.get(link.replace("/unsubscribe/", "/preferences/")).text
    assert api.get(path_of(customer)).status_code == 404
