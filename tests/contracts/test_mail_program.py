"""A mail of ours, opened by a library that others open mail with: postal-mime, in Node."""

import json
import subprocess
from pathlib import Path
from typing import Any

from pytest import mark

from shared.adapters import mime
from shared.adapters.delivery import Invitation
from tests.support import node
from tests.support.mails import CALENDAR, attached, mail

pytestmark = mark.system

OPEN = """
import PostalMime from "postal-mime";
import { readFileSync } from "node:fs";
const found = await PostalMime.parse(readFileSync(process.argv[2]), { attachmentEncoding: "base64" });
console.log(JSON.stringify(found));
"""


def opened(folder: Path, **changes: Any) -> dict[str, Any]:
    """The mail as the library shows it."""
    file, script = folder / "one.eml", folder / "open.mjs"
    with file.open("wb") as target:
        mime.write(mail(**changes), target)
    script.write_text(
        OPEN.replace('"postal-mime"', json.dumps(str(node.modules() / "postal-mime/dist/esm/postal-mime.js")))
    )
    done = subprocess.run([str(node.NODE), str(script), str(file)], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_mail_with_everything_is_opened_as_it_was_meant(tmp_path: Path) -> None:
    found = opened(
        tmp_path,
        subject="Grüße aus der Küche, " + "lang " * 30,
        sender_name="Müller, Ada",
        recipients=("ada@example.org", "ben@example.org"),
        text="Hallo Ada,\n\nhier ist er.\n",
        html="<p>Hallo <b>Ada</b></p>",
        reply_to="reply+1@in.example.com",
        headers={"List-Unsubscribe": f"<https://api.example.com/{'x' * 200}>"},
        attachments=(attached("Grundriß".encode() * 1000, "Grundriß Halle 3.pdf"),),
        invitation=Invitation("REQUEST", CALENDAR),
    )

    assert found["subject"].strip() == ("Grüße aus der Küche, " + "lang " * 30).strip()
    assert found["from"] == {"address": "care@example.com", "name": "Müller, Ada"}
    assert [one["address"] for one in found["to"]] == ["ada@example.org", "ben@example.org"]
    assert found["replyTo"][0]["address"] == "reply+1@in.example.com"
    assert found["text"].split() == ["Hallo", "Ada,", "hier", "ist", "er."]
    assert found["html"].strip() == "<p>Hallo <b>Ada</b></p>"
    headers = {one["key"]: one["value"] for one in found["headers"]}
    assert headers["list-unsubscribe"] == f"<https://api.example.com/{'x' * 200}>"
    files = {one["filename"]: one for one in found["attachments"]}
    assert files["Grundriß Halle 3.pdf"]["mimeType"] == "application/pdf"
    assert [one["mimeType"] for one in found["attachments"] if one["mimeType"] == "text/calendar"] == ["text/calendar"]


def test_a_simple_mail_is_opened_as_it_was_meant(tmp_path: Path) -> None:
    found = opened(tmp_path, text="Hello Ada\n.\nThe plan\n")

    assert (found["subject"], found["text"].split("\n")[:3]) == ("Your visit", ["Hello Ada", ".", "The plan"])
