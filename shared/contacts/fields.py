"""What the fields of a contact mean, for bodies and answers alike, with an example of each (specification §3.1.2)."""

from shared.platform.web.schemas import described

CONTACT_ID = described("The contact's id.")
CUSTOMER_ID = described("The id of the customer it belongs to.")
FIRST_NAME = described("First name.", "Ada")
LAST_NAME = described("Last name.", "Lovelace")
EMAIL = described("E-mail address, no other contact's of the customer.", "ada@mueller.example.com")
PHONE = described("Phone; kept as E.164 where it can be read.", "+49301234567")
POSITION = described("What the contact does there.", "Event manager")
IS_PRIMARY = described("Whether it is the one to turn to first; a customer has one such.")
TAGS = described("Words to find the contact by; case does not matter.", ["vip", "press"])
TAG = described("A word to find the contact by; case does not matter.", "vip")
