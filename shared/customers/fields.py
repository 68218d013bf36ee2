"""What the fields of a customer mean, for bodies and answers alike, with an example of each (specification §3.2)."""

from shared.platform.web.schemas import described

CUSTOMER_ID = described("The customer's id.")
CUSTOMER_NUMBER = described("The number that people know the customer by.", "CUST-000042")
MERGED_INTO = described("Whom its id stands for since it was merged; null if it was not.")
MERGED_FROM = described("The customers that were merged into it: their ids stand for it.")
COMPANY_NAME = described("The organisation's name, or an individual's.", "Müller Events")
TYPE = described("What kind of organisation it is.", "Enterprise")
INDUSTRY = described("What it deals in.", "Music")
LIFETIME_VALUE = described("What the customer brought so far, as an amount of money.", 12500.0)
TOTAL_EVENTS = described("How many events it booked.", 12)

PRIMARY_EMAIL = described("Its main e-mail address, no other customer's.", "events@mueller.example.com")
SECONDARY_EMAIL = described("Another e-mail address.", "office@mueller.example.com")
PRIMARY_PHONE = described("Its main phone; kept as E.164 where it can be read.", "+49301234567")
SECONDARY_PHONE = described("Another phone.", "+49307654321")
WEBSITE = described("Its website.", "https://mueller.example.com")
LINKED_IN_URL = described("Its page at LinkedIn.", "https://linkedin.com/company/mueller-events")
TWITTER_HANDLE = described("Its name at X, once Twitter.", "@muellerevents")
FACEBOOK_URL = described("Its page at Facebook.", "https://facebook.com/muellerevents")

STREET = described("Street and number.", "Hafenstraße 12")
CITY = described("City.", "Hamburg")
STATE = described("State, province or region.", "Hamburg")
ZIP_CODE = described("Postal code.", "20359")
COUNTRY = described("Country.", "Germany")

BILLING_ADDRESS = described("Where invoices go.")
SHIPPING_ADDRESS = described("Where deliveries go.")

CHANNELS = described("The channels it may be reached by; none named refuses none.", ["Email", "SMS"])
FREQUENCY = described("How often to write, in the customer's words.", "weekly")
EVENT_TYPES = described("The kinds of events it prefers.", ["Concert", "Congress"])
INTERESTS = described("What it likes.", ["jazz", "food"])
PREFERRED_LANGUAGE = described("The language to write in, as a BCP 47 tag.", "de")
TIME_ZONE = described("Its IANA time zone.", "Europe/Berlin")
BY_EMAIL = described("Whether to notify by e-mail.")
BY_SMS = described("Whether to notify by text message.")
BY_PUSH = described("Whether to notify in the app.")
MARKETING = described("Whether it agreed to advertising.")
DATA_PROCESSING = described("Whether it agreed to the processing of its data.")
