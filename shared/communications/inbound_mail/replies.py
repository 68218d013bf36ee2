"""What of a mail is new, and what it quotes. Better too much than too little: nobody misses what was quoted twice."""

import re

from shared.kernel.text import fold

FINDS = 200
"""Lines at which a quote is looked for; and how far into the text."""
FAR = 100_000
WINDOW = 12
"""Lines that may hold what introduces a quote, and those of its headers."""
WIDEST = 200
"""Characters of a line that introduces one."""
QUOTED_LINES = 3
"""Lines with > that are a quote though nothing introduces them: a number may be written so, too."""
HEADER = re.compile(r"\*?(?:from|von|de|van|från)\s?:", re.IGNORECASE)
RULE = re.compile(r"[-_]{3,}(?:[^\n]{0,60}-{3,})?")
"""A line across, as it stands above a quote."""
PREFIX = re.compile(
    r"\s*(?:re|aw|fwd?|wg|antw|sv|vs|tr|rif|odp|ref|res|rv|enc|vl|doorst)\s?(?:[\[(^]\d{1,4}[\])]?)?\s?[:：]",
    re.IGNORECASE,
)
LONGEST_SUBJECT = 1_000


def newly_written(text: str) -> str:
    """The text without what it quotes; all of it if nothing else is left."""
    lines = text.split("\n")
    kept, at, finds, far, marked = list[str](), 0, 0, 0, False
    while at < len(lines):
        line = lines[at]
        if line.startswith(">"):
            end = next((n for n in range(at, len(lines)) if not lines[n].startswith(">")), len(lines))
            if not marked and end - at < QUOTED_LINES:
                kept += lines[at:end]
            at = end
            continue
        if finds < FINDS and far < FAR and _may_introduce(lines, at):
            finds += 1
            introduced = _introduces(lines, at)
            if introduced and _next_is_marked(lines, at + introduced):
                at, marked = at + introduced, True  # what follows the marked lines is new
                continue
            if introduced:
                while kept and (not kept[-1].strip() or RULE.fullmatch(kept[-1].strip())):
                    kept.pop()
                break
        kept.append(line)
        at, far = at + 1, far + len(line) + 1
    return "\n".join(kept).strip() or text.strip()


def same_subject(a: str, b: str) -> bool:
    """Whether two subjects are the same but for what mail programs put before them when one answers."""
    return _bare(a) == _bare(b)


def _bare(subject: str) -> str:
    left, at = subject[:LONGEST_SUBJECT], 0
    while found := PREFIX.match(left, at):
        at = found.end()
    return " ".join(fold(left[at:]).split())


def _may_introduce(lines: list[str], at: int) -> bool:
    """A cheap test, before the library tries its patterns."""
    line = lines[at].strip()
    if not line or len(line) > WIDEST:
        return False
    following = lines[at + 1].rstrip() if at + 1 < len(lines) else ""
    dated = line[0].isdigit() and (line.endswith(">") or following.endswith(">"))
    return line.endswith((":", "---", "___")) or following.endswith(":") or dated or bool(HEADER.match(line))


def _introduces(lines: list[str], at: int) -> int:
    """How many lines from here on introduce a quote; 0 if they don't."""
    import quotequail  # type: ignore[import-untyped]  # loaded when a mail is read: few processes read any

    window = [_tame(line) for line in lines[at : at + WINDOW]]
    if not (found := quotequail.unwrap("\n".join(window))) or found.get("text_top"):
        return 0
    if found["type"] == "reply":
        used = 1 if quotequail.quote(window[0], quote_intro_line=True)[0] == (True, "") else 2
        return used if any(letter.isdigit() for letter in "".join(window[:used])) else 0  # no date: a sentence
    told = found.keys() & {"from", "date", "subject"}
    return 1 if window[0].startswith("---") or ("from" in told and len(told) > 1) else 0


def _tame(line: str) -> str:
    """A line that the library's patterns read quickly: one of them takes cubic time for many @."""
    line = line.strip().replace("\xa0", " ").replace("\u202f", " ")[:WIDEST]
    return line if line.count("@") <= 2 else line.replace("@", " ")


def _next_is_marked(lines: list[str], at: int) -> bool:
    return next((line.startswith(">") for line in lines[at : at + 5] if line.strip()), False)
