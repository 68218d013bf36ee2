"""What becomes of an import's rows when two customers become one."""

from shared.imports.tables import contact_import_rows
from shared.platform.merging import Stays

MERGING = (Stays(contact_import_rows, "they say whose a row was when its list was read"),)
