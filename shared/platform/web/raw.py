"""A request as it came, for handlers that check a signature over it, or read what is no JSON."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl


class RawRequest(NamedTuple):
    """What was sent."""

    body: bytes
    headers: Mapping[str, str]
    """By their names in small letters."""
    url: str
    """Whole, as the platform knows it."""

    def form(self, *, most: int = 200) -> dict[str, str]:
        """The fields of an HTML form (application/x-www-form-urlencoded); none if it can't be read as one."""
        try:
            text = self.body.decode("ascii")
            return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=most))
        except (UnicodeDecodeError, ValueError):
            return {}
