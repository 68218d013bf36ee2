"""Keeps personal data out of the logs, should it get into a message after all (specification §9.3)."""

import logging
import re

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w-])\+\d[\d ().-]{6,}\d")
TOKEN = re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]*")


def masked(text: str) -> str:
    """The text without e-mail addresses, international phone numbers and tokens."""
    if "@" in text:
        text = EMAIL.sub("***@***", text)
    if "+" in text:
        text = PHONE.sub("+***", text)
    return TOKEN.sub("***", text) if "eyJ" in text else text


class Mask(logging.Filter):
    """Masks a record as it is handled."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if (clean := masked(text)) != text:
            record.msg, record.args = clean, ()
        if record.exc_info and record.exc_info[1] is not None and not record.exc_text:
            record.exc_text = masked(logging.Formatter().formatException(record.exc_info))
        return True


def mask_logs(name: str = "") -> None:
    """Puts a mask in front of every handler of a logger; the root's, if none is named."""
    for handler in logging.getLogger(name or None).handlers:
        if not any(isinstance(one, Mask) for one in handler.filters):
            handler.addFilter(Mask())
