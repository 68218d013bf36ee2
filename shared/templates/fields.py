"""What the fields of a template mean, for bodies and answers alike, with an example of each."""

from shared.platform.web.schemas import described

NAME = described("What it is called; no two are called the same, in whatever case.", "Thank you for coming")
CHANNEL = described("By what its messages go.", "Email")
FORMAT = described("What the body is written in.", "Text")
SUBJECT = described("The subject, with placeholders; for e-mail only.", "Thank you, {{ contact.firstName }}")
BODY = described("The text, with placeholders (Liquid).", "Dear {{ contact.firstName }}, thank you for {{ event }}.")
DATA = described("Values of placeholders that are neither the customer's nor the contact's.", {"event": "the gala"})
