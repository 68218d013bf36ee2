"""What the fields of an export mean, for bodies and answers alike, with an example of each (specification §5.2.7)."""

from shared.platform.web.schemas import described

EXPORT_ID = described("The export's id.")
STATUS = described("How far the export is.", "Completed")
FORMAT = described("The file's format.", "CSV")
FIELDS = described(
    "The file's columns, in this order; empty for those an import needs.", ["firstName", "email", "companyName"]
)
FILTERS = described("Which contacts; what is empty filters nothing.")
CUSTOMER_IDS = described("Only contacts of these customers.")
TAGS = described("Only contacts with any of these tags, in whatever case.", [])
