"""Callbacks as providers sign them."""

import base64
import hashlib
import hmac
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

INBOUND_KEY, TWILIO_TOKEN = "inbound key", "twilio token"
OF_SENDGRID = ec.generate_private_key(ec.SECP256R1())
SENDGRID_KEY = base64.b64encode(
    OF_SENDGRID.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
).decode()


def by_sendgrid(*events: dict[str, Any], key: ec.EllipticCurvePrivateKey = OF_SENDGRID) -> dict[str, Any]:
    """The request that brings these events."""
    body, moment = json.dumps(events).encode(), "1772442000"
    signature = base64.b64encode(key.sign(moment.encode() + body, ec.ECDSA(SHA256()))).decode()
    return {
        "content": body,
        "headers": {
            "X-Twilio-Email-Event-Webhook-Signature": signature,
            "X-Twilio-Email-Event-Webhook-Timestamp": moment,
            "Content-Type": "application/json",
        },
    }


def by_twilio(url: str, fields: dict[str, str], token: str = TWILIO_TOKEN) -> dict[str, Any]:
    """The request that brings these fields to this URL."""
    signed = url + "".join(f"{name}{value}" for name, value in sorted(fields.items()))
    signature = base64.b64encode(hmac.digest(token.encode(), signed.encode(), hashlib.sha1)).decode()
    return {"data": fields, "headers": {"X-Twilio-Signature": signature}}
