"""What the fields of an import mean, for bodies and answers alike, with an example of each (specification §5.2.6)."""

from shared.imports.values import TextEncoding
from shared.platform.web.schemas import described

POSSIBLE_DUPLICATES = described(
    "Pairs of customers that are probably one, of which the list brought one: `GET /customers/duplicates?importId=…`"
    " lists them. They are found after the list came in. Null in lists of imports.",
    0,
)
IMPORT_ID = described("The import's id.")
STATUS = described("How far the import is.", "CompletedWithErrors")
FILE_NAME = described("The list's name.", "people.csv")
FORMAT = described("The file's format; found out where it is not said.", "CSV")
ENCODING = described(
    "The encoding of a text, in whatever spelling. It is found out where it is not said; where that is not certain, the"
    f" import fails and says which encodings fit. These are read: {', '.join(TextEncoding)}.",
    "windows-1250",
)
HOW_TO_MAP = (
    "our field → column of the file; or a list of columns, of which the next counts where those before it are empty;"
    " or null to switch the field off. `fullName` is a column of full names, which are split. `tags` takes those of all"
    " its columns."
)
MAPPINGS = described(f"O{HOW_TO_MAP[1:]} Found out by the headers where it is not said.", {})
MAPPINGS_AS_JSON = described(f"`mappings` as JSON: {HOW_TO_MAP} `{{}}` finds them out.", "{}")
MODE = described("What becomes of rows whose e-mail the customer has already.", "create")
CUSTOMER_ID = described("The customer of every row that names none.")
ON_UNKNOWN_CUSTOMER = described("What becomes of rows whose customer does not exist.", "fail")
DRY_RUN = described("Find out what would happen, and change nothing.", False)
ROW = described("The row; 1 is the first of data.", 17)
LINE = described("Where the row begins, as an editor or a spreadsheet counts; null if the file has no lines.", 20)
SHEET = described("The row's sheet, if several were read.", None)
UNDERSTOOD = described(
    "How the file was read: which column became which field and which was ignored, with a value of each; encoding,"
    " delimiter, header row, sheets. Null before, and in lists of imports."
)
WARNINGS = described(
    "What was changed or left out, the first 20 of each kind; kept as long as the file. Null in lists of imports, and"
    " while the key is not at hand.",
)
WARNING_COUNT = described("How many warnings there were. Null where `warnings` is.", 1)
