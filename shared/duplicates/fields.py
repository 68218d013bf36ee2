"""What the fields of duplicates mean, with an example of each."""

from shared.platform.web.schemas import described

CUSTOMER = described("The customer.")
