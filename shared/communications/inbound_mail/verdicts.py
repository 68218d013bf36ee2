"""What is to be thought of a mail: whether a person wrote it, and whether its sender is who it says."""

import re
from typing import Literal

from shared.communications.inbound_mail.addresses import Malformed, author, tokens
from shared.communications.inbound_mail.headers import line, text_of, values
from shared.communications.inbound_mail.parts import Headers, Unreadable, headers_of

type Kind = Literal["Personal", "AutoReply", "DeliveryReport", "List"]

AUTOMATIC = ("auto-submitted", "x-autoreply", "x-autorespond")
REPORTS = ("delivery-status", "disposition-notification")
REPORTING = re.compile(r"\s*(?:[^<]*<)?\s*(?:mailer-daemon|postmaster)\s*(?:[@>(]|$)", re.IGNORECASE)
"""The start of a From header; such mail often has no domain in it, or no address."""
ABSENT = re.compile(
    r"(?:automatic reply|out of office autoreply|automatische antwort|abwesenheitsnotiz|réponse automatique"
    r"|respuesta automática) ?:",
    re.IGNORECASE,
)
"""What Outlook puts before the subject of an out-of-office reply."""
DOMAIN = re.compile(r"[^\s@]{1,253}")


def kind_of(headers: Headers) -> Kind:
    """Who wrote the mail: a person, or a program, and which."""
    precedence = line(headers, "precedence").lower()
    is_automatic = (
        any(_first_word(value) not in ("no", "") for name in AUTOMATIC for value in values(headers, name))
        or precedence in ("auto_reply", "bulk", "junk")
        or ABSENT.match(line(headers, "subject")) is not None
    )
    if _reports(headers):
        return "DeliveryReport"
    if is_automatic:
        return "AutoReply"
    if any(text_of(value).strip() == "<>" for value in values(headers, "return-path")):
        return "DeliveryReport"  # out-of-office replies have no return path either, and were told apart above
    if precedence == "list" or values(headers, "list-id") or values(headers, "list-unsubscribe"):
        return "List"
    return "Personal"


def dmarc_passed(mail: bytes | Headers, *, authority: str) -> bool:
    """Whether the server that took the mail in, `authority`, found that it comes from the domain it says (RFC 8601).

    Its verdicts stand at the top, one after the other. The sender may have written more of them below: each that is
    not parted from those at the top has to say the same, so that none can turn a refusal into a pass.
    """
    try:
        headers = headers_of(mail) if isinstance(mail, bytes) else mail
    except Unreadable:
        return False
    if any("\0" in value or "\r" in value.replace("\r\n", "") for _, value in headers) or _has_bare_returns(mail):
        return False  # servers do not agree where such a header ends, so that another From may have been checked
    _, sender = author(headers)
    if sender is None:
        return False
    domain = _domain(sender)
    found = [verdict for value in _topmost(headers) for verdict in _verdicts(value, authority)]
    return bool(found) and all(passed and of in (None, domain) for passed, of in found)


def _reports(headers: Headers) -> bool:
    for value in values(headers, "content-type")[:1]:
        try:
            pairs = list(tokens(text_of(value).lower(), ";="))
        except Malformed:
            continue
        kinds = (pairs[at + 2 : at + 3] for at, (_, name) in enumerate(pairs) if name == "report-type")
        if pairs[:1] == [("word", "multipart/report")] and any(held and held[0][1] in REPORTS for held in kinds):
            return True
    return any(REPORTING.match(text_of(value)) for value in values(headers, "from"))


def _first_word(value: str) -> str:
    try:
        return next((word.lower() for _, word in tokens(text_of(value), ";=")), "")
    except Malformed:
        return ""


def _has_bare_returns(mail: bytes | Headers) -> bool:
    if not isinstance(mail, bytes):
        return False
    head = re.split(rb"\r?\n\r?\n", mail[:260_000], maxsplit=1)[0]
    return b"\r" in head.replace(b"\r\n", b"")


def _topmost(headers: Headers) -> list[str]:
    """The first headers of verdicts, as long as no other header stands between them."""
    found = list[str]()
    for name, value in headers:
        if name.lower() == "authentication-results":
            found.append(value)
        elif found:
            break
    return found


def _verdicts(value: str, authority: str) -> list[tuple[bool, str | None]]:
    """What a header says of DMARC: whether it passed, and for which domain. A header that is not as it should be, or
    by somebody else, says that it did not."""
    refused: list[tuple[bool, str | None]] = [(False, None)]
    try:
        statements = _statements(value)
    except Malformed:
        return refused
    identity, *results = statements
    if not 1 <= len(identity) <= 2 or identity[0][1].lower() != authority.lower():
        return refused
    if len(identity) == 2 and not identity[1][1].isdigit():  # a version may follow
        return refused
    about = [result for result in results if result and result[0][1].lower().partition("/")[0] == "dmarc"]
    return [_verdict(result) for result in about]


def _statements(value: str) -> list[list[tuple[str, str]]]:
    statements: list[list[tuple[str, str]]] = [[]]
    for kind, token in tokens(text_of(value, 256_000), ";="):
        if kind == ";":
            statements.append([])
        else:
            statements[-1].append((kind, token))
    return statements


def _verdict(result: list[tuple[str, str]]) -> tuple[bool, str | None]:
    """`dmarc=pass name=value …`, and nothing else."""
    names, signs, held = result[::3], result[1::3], result[2::3]
    regular = len(names) == len(signs) == len(held) and all(kind == "=" for kind, _ in signs)
    worded = all(kind == "word" for kind, _ in names) and all(kind in ("word", "quoted") for kind, _ in held)
    if not regular or not worded or held[0][0] != "word" or held[0][1].lower() != "pass":
        return False, None
    of = {_domain(text) for (_, name), (_, text) in zip(names, held, strict=True) if name.lower() == "header.from"}
    return len(of) < 2, next(iter(of), None)


def _domain(address: str) -> str:
    """The domain of an address, or the domain itself, as it is compared."""
    domain = address.rpartition("@")[2].rstrip(".").lower()
    try:
        return domain if domain.isascii() or not DOMAIN.fullmatch(domain) else domain.encode("idna").decode()
    except UnicodeError:
        return domain
