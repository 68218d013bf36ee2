"""Encodings that write other letters in ASCII, behind a mark: mails have them, lists hardly ever. They are not read."""

import re

MARKED = (
    (re.compile(rb"\x1b\$[@B]|\x1b\([IJ]"), "ISO-2022-JP"),
    (re.compile(rb"\x1b\$\)C"), "ISO-2022-KR"),
    (re.compile(rb"\x1b\$[)*+][AEGHIJKLM]"), "ISO-2022-CN"),
    (re.compile(rb"~\{(?:[!-}][!-~])+~\}"), "HZ"),
)
SHIFTED = re.compile(rb"\+([A-Za-z0-9+/]{3,})-?")
"""What is letters in UTF-7; or a plus, such as that of a phone number."""
SMALL, EASTERN = "\u0800", "\u3000"
"""Beyond the first are no letters of Europe, from the second on those of the East."""


def other_letters(head: bytes) -> str | None:
    """Which of these encodings a text is in, by how it begins; None if none."""
    if not head.isascii():
        return None
    marked = next((name for mark, name in MARKED if mark.search(head)), None)
    return marked or ("UTF-7" if any(map(_is_shifted, SHIFTED.finditer(head))) else None)


def _is_shifted(found: re.Match[bytes]) -> bool:
    if found[1].isdigit() or found[1][1:].islower():  # a number, or a word
        return False
    try:
        text = (b"+" + found[1] + b"-").decode("utf-7")
    except UnicodeDecodeError:
        return False
    european = all("\x7f" < letter < SMALL for letter in text)
    return text.isalpha() and (european or (len(text) > 1 and text >= EASTERN and all(map(EASTERN.__lt__, text))))
