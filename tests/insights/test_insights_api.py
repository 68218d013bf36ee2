"""Insights through the front door: HTTP, events, the timer."""

import threading
from typing import Any

import httpx
from pytest import mark

from shared.composition import app
from shared.insights.asking import ROOM
from shared.platform.resilience import Unreachable
from tests.support.insights import ANGRY, PLEASED
from tests.support.running import NewCustomer, Running
from tests.support.waiting import PATIENCE_SECONDS, until

pytestmark = mark.system


def call(api: httpx.Client, customer: str, summary: str) -> str:
    body = {"phoneNumber": "+493012345678", "callType": "Inbound", "durationInSeconds": 60, "summary": summary}
    answer = api.post(f"customers/{customer}/communications/phone-call", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def test_from_a_call_to_what_to_do_about_it(api: httpx.Client, new_customer: NewCustomer, running: Running) -> None:
    customer = new_customer()["id"]
    called = call(api, customer, ANGRY)
    until(lambda: api.get(f"customers/{customer}/suggestions").json()["totalCount"] == 1)
    [suggestion] = api.get(f"customers/{customer}/suggestions", params={"status": "Open"}).json()["items"]
    assert (suggestion["kind"], suggestion["sourceId"]) == ("FileComplaint", called)
    assert api.get(f"customers/{customer}/complaints").json()["totalCount"] == 0

    assert running.run_now("refresh_due_insights") == 202
    until(lambda: any(one["customerId"] == customer for one in everybody(api)))
    shown = api.get(f"customers/{customer}/insights").json()
    assert list(shown)[:4] == ["customerId", "sentimentScore", "engagementLevel", "churnRisk"]
    assert (shown["sentimentScore"] < 50, shown["stale"], shown["totalInteractions"]) == (True, False, 1)

    path = f"customers/{customer}/suggestions/{suggestion['id']}"
    accepted = api.post(f"{path}/accept")
    assert (accepted.status_code, accepted.json()["status"], accepted.json()["decidedBy"]) == (200, "Accepted", "amira")
    assert api.post(f"{path}/dismiss").json()["code"] == "INSI-004"


def everybody(api: httpx.Client) -> list[dict[str, Any]]:
    """All pages of the list."""
    items, asked = list[dict[str, Any]](), {"pageSize": "100"}
    while True:
        page = api.get("customers/insights", params=asked).json()
        items += page["items"]
        if page["nextCursor"] is None:
            return items
        asked["cursor"] = page["nextCursor"]


def test_before_anything_was_worked_out_it_is_when_somebody_asks(api: httpx.Client, new_customer: NewCustomer) -> None:
    customer = new_customer(companyName="Fresh Ltd")["id"]

    first = api.get(f"customers/{customer}/insights")
    assert (first.status_code, first.json()["customerId"]) == (200, customer)
    assert api.get(f"customers/{customer}/insights").json() == first.json()
    churn = api.get(f"customers/{customer}/churn").json()
    assert (churn["churnRisk"], churn["riskLevel"], churn["model"]) == (
        *(first.json()["churnRisk"], first.json()["riskLevel"]),
        "scorecard-2",
    )
    assert {one["name"] for one in churn["keyFactors"]} >= {"recency", "trend", "sentiment", "probabilityAlive"}
    value = api.get(f"customers/{customer}/lifetime-value").json()
    assert (value["lifetimeValue"], value["method"], value["horizonMonths"]) == (0, "CohortMean", 12)
    behind = {factor["name"]: factor["value"] for factor in value["factors"]}
    assert behind["cohortMean"] == value["expectedValue"]
    assert "expectedBookings" not in behind
    call(api, customer, PLEASED)
    again = api.post(f"customers/{customer}/insights/refresh")
    assert (again.status_code, again.json()["totalInteractions"]) == (200, 1)
    assert again.json()["generatedAt"] > first.json()["generatedAt"]
    [listed] = [one for one in everybody(api) if one["customerId"] == customer]
    assert listed["companyName"] == "Fresh Ltd"
    assert "models" in api.get("customers/insights/models").json()


def test_a_text_is_analysed_to_the_letter(api: httpx.Client, new_customer: NewCustomer) -> None:
    customer = new_customer()["id"]
    body = {"text": "The main course was cold, terrible! Order no. 20931.", "communicationType": "Email"}

    told = api.post(f"customers/{customer}/analyze-sentiment", json=body)

    assert told.status_code == 200
    shown = told.json()
    assert list(shown)[:4] == ["sentiment", "score", "keyPhrases", "entities"]
    assert (shown["sentiment"], shown["warning"], shown["language"]) == ("Negative", None, "en")
    assert shown["score"] > 0.5
    assert shown["entities"] == [{"text": "Order no. 20931", "category": "Reference", "score": 0.8}]
    italian = {"text": "Il servizio era pessimo e il cibo freddo, non torneremo mai più", "communicationType": "SMS"}
    foreign = api.post(f"customers/{customer}/analyze-sentiment", json=italian).json()
    assert (foreign["sentiment"], foreign["score"], foreign["warning"]) == ("Neutral", 0, "unsupportedLanguage")
    wanted = api.post(f"customers/{customer}/classify-intent", json={"text": "Could you call me back tomorrow?"}).json()
    assert (wanted["intent"], wanted["suggestedAction"]) == ("FollowUpRequest", "CreateFollowUp")
    assert len(wanted["intents"]) == 5


ODD = {
    "a million letters": "a" * 999_900,
    "one word": "ok",
    "emoji": "🙂",
    "right to left": "مرحبا كيف حالك",
    "mixed": "Das Essen was très malo.",
    "NaN": "NaN",
    "HTML": "<script>alert(1)</script>",
    "quotes": "\"'`\\",
    "zero width": "a\u200bb",
    "null-like": "null",
}


@mark.parametrize("text", ODD.values(), ids=ODD)
def test_whatever_the_text_there_is_an_answer(api: httpx.Client, new_customer: NewCustomer, text: str) -> None:
    customer = new_customer()["id"]
    asked = {"text": text, "communicationType": "Email"}

    assert api.post(f"customers/{customer}/analyze-sentiment", json=asked).status_code == 200
    assert api.post(f"customers/{customer}/classify-intent", json={"text": text}).status_code == 200
    assert api.post(f"customers/{customer}/communications/email/draft", json={"purpose": text[:500]}).status_code == 200


@mark.parametrize(
    ("path", "body", "field"),
    [
        ("analyze-sentiment", {"text": " ", "communicationType": "Email"}, "text"),
        ("analyze-sentiment", {"text": "x"}, "communicationType"),
        ("analyze-sentiment", {"text": "x", "communicationType": "Letter"}, "communicationType"),
        ("analyze-sentiment", {"text": "a\u0000b", "communicationType": "SMS"}, "body"),
        ("classify-intent", {"text": 5}, "text"),
        ("communications/email/draft", {"purpose": "x" * 501}, "purpose"),
        ("communications/email/draft", {"purpose": "x", "contactId": "1"}, "contactId"),
    ],
)
def test_bad_input_is_refused_by_its_field(
    api: httpx.Client, new_customer: NewCustomer, path: str, body: dict[str, Any], field: str
) -> None:
    answer = api.post(f"customers/{new_customer()['id']}/{path}", json=body)

    assert answer.status_code == 400
    assert list(answer.json().get("errors", {field: []})) == [field]


def test_a_draft_is_sent_by_a_person_and_marked(api: httpx.Client, new_customer: NewCustomer) -> None:
    one = new_customer()
    customer, to = one["id"], one["contactInfo"]["primaryEmail"]

    made = api.post(f"customers/{customer}/communications/email/draft", json={"purpose": "invite to our fair"}).json()
    assert (made["subject"], made["aiGenerated"]) == ("Invite to our fair", True)
    assert "purpose" in made["factsUsed"]
    assert api.get(f"customers/{customer}/communications").json()["totalCount"] == 0
    mail = {"recipientEmail": to, "subject": made["subject"], "body": made["body"], "aiGenerated": True}
    sent = api.post(f"customers/{customer}/communications/email", json=mail).json()
    assert sent["aiGenerated"] is True
    assert api.get(f"customers/{customer}/communications/{sent['id']}").json()["aiGenerated"] is True


def test_the_list_is_filtered_and_refuses_what_it_does_not_know(api: httpx.Client, new_customer: NewCustomer) -> None:
    customer = new_customer()["id"]
    api.get(f"customers/{customer}/insights")

    by_risk = api.get("customers/insights", params={"sortBy": "-churnRisk", "minChurnRisk": "0", "pageSize": "100"})
    risks = [one["churnRisk"] for one in by_risk.json()["items"]]
    assert risks == sorted(risks, reverse=True)
    assert api.get("customers/insights", params={"minChurnRisk": "101"}).status_code == 400
    assert api.get("customers/insights", params={"minChurnRisk": "nan"}).status_code == 400
    assert api.get("customers/insights", params={"sortBy": "name"}).status_code == 400


def test_repeated_with_a_key_it_is_the_first_answer(api: httpx.Client, new_customer: NewCustomer) -> None:
    customer = new_customer()["id"]
    body = {"text": ANGRY, "communicationType": "Email"}
    first, second = (
        api.post(f"customers/{customer}/analyze-sentiment", json=body, headers={"Idempotency-Key": f"k-{customer}"})
        for _ in range(2)
    )

    assert second.json() == first.json()
    assert second.headers["idempotent-replayed"] == "true"


def test_while_the_ai_hangs_customers_are_read_as_before(api: httpx.Client, new_customer: NewCustomer) -> None:
    """A hundred requests for an AI that does not answer: few wait, the others are told, and reading goes on."""
    customer = new_customer()["id"]
    body, services, go_on = {"text": "x", "communicationType": "Email"}, app().ai, threading.Event()

    class Hanging:
        def analyse(self, _text: object) -> None:
            go_on.wait()
            raise Unreachable("It hung.")

    statuses = list[int]()

    def asks() -> None:
        with httpx.Client(base_url=api.base_url, headers=api.headers, timeout=PATIENCE_SECONDS) as client:
            statuses.append(client.post(f"customers/{customer}/analyze-sentiment", json=body).status_code)

    vars(services)["analysis"], analysis = Hanging(), services.analysis
    threads = [threading.Thread(target=asks) for _ in range(100)]  # three times the threads that answer requests
    try:
        for one in threads:
            one.start()
        read = [api.get(f"customers/{customer}").status_code for _ in range(60)]
        until(lambda: len(statuses) == 100 - ROOM)
    finally:
        go_on.set()
        for one in threads:
            one.join()
        vars(services)["analysis"] = analysis

    assert set(read) == {200}
    assert statuses == [503] * 100
