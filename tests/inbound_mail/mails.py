"""Mails as programs write them, made up."""

import base64
import re
from textwrap import dedent

from shared.communications.inbound_mail.message import InboundMail, read

HEAD = b"From: Anna Berg <anna@example.com>\r\nTo: desk@events.example\r\nSubject: Hello\r\n"


def mail(text: str, charset: str = "utf-8") -> bytes:
    """A mail with the line ends of the network."""
    return dedent(text).lstrip("\n").replace("\n", "\r\n").encode(charset)


def to_text(html: str) -> str:
    """As much as these mails need."""
    return re.sub(r"<[^>]+>", "", re.sub(r"<br>|</p>|</div>", "\n", html))


def reading(raw: bytes) -> InboundMail:
    return read(raw, to_text=to_text)


OUTLOOK = mail("""
    From: Jonas Weber <jonas.weber@kunde.example>
    To: "Desk, Events" <desk@events.example>, sales@events.example
    CC: DESK@events.example
    Subject: =?utf-8?Q?AW:_Angebot_f=C3=BCr_den_Sommerball_=E2=80=93_R?=
     =?utf-8?Q?=C3=BCckfrage?=
    Date: Tue, 4 Mar 2025 09:15:00 +0100
    Message-ID: <DB7PR01.1@kunde.example>
    In-Reply-To: <offer-7@events.example>
    References: <first@events.example>
     <offer-7@events.example>
    MIME-Version: 1.0
    Content-Type: multipart/alternative; boundary="_000_DB7"

    --_000_DB7
    Content-Type: text/plain; charset="utf-8"
    Content-Transfer-Encoding: quoted-printable

    Guten Tag,
    wir nehmen das Angebot f=C3=BCr 120 G=C3=A4ste an.

    Jonas Weber

    ________________________________
    Von: Desk <desk@events.example>
    Gesendet: Montag, 3. M=C3=A4rz 2025 17:02
    An: Jonas Weber <jonas.weber@kunde.example>
    Betreff: Angebot f=C3=BCr den Sommerball

    Sehr geehrter Herr Weber, anbei das Angebot.

    --_000_DB7
    Content-Type: text/html; charset="utf-8"

    <p>Guten Tag, dies wird nicht gelesen.</p>
    --_000_DB7--
""")

GMAIL = mail("""
    From: Mary Stone <mary@gmail.example>
    To: desk@events.example
    Delivered-To: inbox@events.example
    Subject: Re: Your booking
    Date: Mon, 3 Mar 2025 10:12:44 -0500
    Message-ID: <CAF1@mail.gmail.example>
    Content-Type: text/plain; charset="UTF-8"

    Yes, Friday works.

    On Mon, Mar 3, 2025 at 9:58 AM The Events Desk With A Long Name <
    desk@events.example> wrote:

    > Does Friday work for you?
    >
    > The desk
""")

APPLE_GERMAN = mail("""
    From: =?iso-8859-1?Q?J=FCrgen_Gr=F6=DF?= <juergen@example.de>
    To: desk@events.example
    Subject: Re: Termin
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: 8bit

    Passt, danke!

    > Am 03.03.2025 um 10:12 schrieb Desk <desk@events.example>:
    >\x20
    > Passt Freitag?
""")

GERMAN = mail("""
    From: lena@example.de
    To: desk@events.example
    Content-Type: text/plain; charset=utf-8

    Gerne um 18 Uhr.

    Am Mo., 3. März 2025 um 10:12 Uhr schrieb Desk <desk@events.example>:

    > Wann passt es?
""")

FRENCH = mail("""
    From: luc@example.fr
    To: desk@events.example
    Content-Type: text/plain; charset=utf-8

    Oui, c'est parfait.

    Le lun. 3 mars 2025 à 10:12, Desk <desk@events.example> a écrit\u00a0:

    > Vendredi vous convient ?
""")

SPANISH = mail("""
    From: eva@example.es
    To: desk@events.example
    Content-Type: text/plain; charset=utf-8

    Sí, gracias.

    El lun, 3 mar 2025 a las 10:12, Desk (<desk@events.example>) escribió:

    > ¿El viernes?
""")

OUT_OF_OFFICE = mail("""
    Return-Path: <>
    From: Jonas Weber <jonas.weber@kunde.example>
    To: desk@events.example
    Subject: Automatische Antwort: Angebot
    Auto-Submitted: auto-generated
    X-Auto-Response-Suppress: All
    Content-Type: text/plain; charset=utf-8

    Ich bin bis Montag nicht im Haus.
""")

BOUNCE = mail("""
    From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@kunde.example>
    To: desk@events.example
    Subject: Undeliverable: Angebot
    Auto-Submitted: auto-replied
    Content-Type: multipart/report; report-type="delivery-status"; boundary="ndr"

    --ndr
    Content-Type: text/plain; charset=us-ascii

    Delivery has failed to these recipients: gone@kunde.example

    --ndr
    Content-Type: message/delivery-status

    Reporting-MTA: dns;mx.kunde.example

    Final-Recipient: rfc822;gone@kunde.example
    Action: failed
    Status: 5.1.10

    --ndr
    Content-Type: message/rfc822

    From: desk@events.example
    To: gone@kunde.example
    Subject: Angebot

    Unser Angebot.
    --ndr--
""")

LIST = mail("""
    From: News <news@club.example>
    To: members@club.example
    Subject: [club] March
    Precedence: list
    List-Id: The club <members.club.example>
    List-Unsubscribe: <mailto:leave@club.example>
    Content-Type: text/html; charset=utf-8

    <p>What happens in <b>March</b></p>
""")

INVITATION = mail("""
    From: mary@gmail.example
    To: desk@events.example
    Subject: Accepted: Site visit
    Content-Type: multipart/mixed; boundary="m"

    --m
    Content-Type: multipart/alternative; boundary="a"

    --a
    Content-Type: text/plain; charset=utf-8

    Mary has accepted.
    --a
    Content-Type: text/calendar; charset=utf-8; method=REPLY

    BEGIN:VCALENDAR
    METHOD:REPLY
    END:VCALENDAR
    --a--
    --m--
""")

WINMAIL = mail(f"""
    From: old@kunde.example
    To: desk@events.example
    Content-Type: multipart/mixed; boundary="w"

    --w
    Content-Type: text/plain; charset=us-ascii

    See attached.
    --w
    Content-Type: application/ms-tnef; name="winmail.dat"
    Content-Transfer-Encoding: base64
    Content-Disposition: attachment; filename="winmail.dat"

    {base64.b64encode(bytes([0x78, 0x9F, 0x3E, 0x22, 0])).decode()}
    --w--
""")

NO_CHARSET = mail("From: a@example.de\nSubject: Grüße\n\nSchöne Grüße", "latin-1")

JAPANESE = (
    b"From: =?ISO-2022-JP?B?GyRCOzNFRBsoQg==?= <yamada@example.jp>\r\nSubject: =?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=\r\n"
    b"Content-Type: text/plain; charset=ISO-2022-JP\r\n\r\n" + "日本語です".encode("iso2022_jp")
)

FORWARDED = mail("""
    From: mary@gmail.example
    To: desk@events.example
    Subject: Fwd: Menu
    Content-Type: multipart/mixed; boundary="f"

    --f
    Content-Type: text/plain

    Please see the caterer's mail.
    --f
    Content-Type: message/rfc822
    Content-Disposition: attachment; filename="Menu.eml"

    From: cook@caterer.example
    Subject: Menu
    Content-Type: text/plain

    Soup, then fish.
    From here on, dessert.
    --f--
""")
