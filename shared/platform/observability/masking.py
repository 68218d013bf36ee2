"""Keeps personal data out of the logs, should it get into a message after all (specification §9.3)."""

import logging
import re

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
PHONE = re.compile(r"(?<![\w-])\+\d[\d ().-]{6,}\d")
TOKEN = re.compile(r"(?<![\w-])eyJ[\w-]+\.[\w-]+\.[\w-]*")


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
        try:
            text = record.getMessage()
        except (TypeError, ValueError):  # arguments that do not fit are their handler's to complain about
            return True
        if (failure := record.exc_info) and failure[1] is not None:  # some handlers would send it as it is
            traceback = record.exc_text or logging.Formatter().formatException(failure)
            text, record.exc_info, record.exc_text = f"{text}\n{traceback}", None, None
        record.msg, record.args = masked(text), ()
        return True


def mask_logs(name: str = "") -> None:
    """Puts a mask in front of every handler of a logger; the root's, if none is named."""
    for handler in logging.getLogger(name or None).handlers:
        if not any(isinstance(one, Mask) for one in handler.filters):
            handler.addFilter(Mask())
