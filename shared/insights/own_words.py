"""A text without what its writer did not write there: marks of HTML, and what a mail quotes."""

import re

from shared.communications.inbound_mail.replies import newly_written

MOST = 100_000
"""Letters that are looked at."""
TAG = re.compile(r"</?[a-z][a-z0-9]{0,15}(?:\s[^<>]{0,1000})?/?>", re.I)


def own_words(text: str) -> str:
    """What somebody wrote; all of it if nothing else is left."""
    text = text[:MOST]
    if TAG.search(text):
        from shared.templates.rendering import clean  # a library takes a while to load

        text = clean(None, text).text or text
    return newly_written(text)
