"""What the fields of a consent mean, for bodies and answers alike, with an example of each."""

from shared.platform.web.schemas import described

PURPOSE = described("What for.", "Marketing")
CHANNEL = described("By what; null is by anything.", "Email")
GRANTED = described("Whether it is agreed to. `false` withdraws.", True)
SOURCE = described("How that is known: a form, a mail, a call.", "Form at the fair")
WORDING = described("What was agreed to, in its words, or where the proof lies.", "I want the newsletter.")
