"""Search and outbox at any size: beginnings of words up to eight letters have an index, what rests has one, too.

On Azure SQL full-text search is made here, each statement only if it is still to do: none can run inside a transaction,
and one that fails leaves the revision to be tried again.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

TOKENS = "tokenize='unicode61 remove_diacritics 0', detail=none"
SHORT, LONG = "prefix='1 2 3'", "prefix='1 2 3 4 5 6 7 8'"
FULL_TEXT = "SELECT 1 FROM sys.fulltext_indexes WHERE object_id = OBJECT_ID('CustomerSearch')"
CATALOG = "SELECT 1 FROM sys.fulltext_catalogs WHERE name = 'CustomerSearchCatalog'"


def upgrade() -> None:
    dialect = op.get_context().dialect.name
    left, right = ("[", "]") if dialect == "mssql" else ('"', '"')
    condition = "<SentAt> IS NULL AND <FailedAt> IS NULL".replace("<", left).replace(">", right)
    unsent: dict[str, Any] = {f"{dialect}_where": sa.text(condition)}
    op.create_index("IX_Outbox_Due", "Outbox", ["DueAt"], **unsent)
    if dialect == "sqlite":
        _index_words(LONG)
    if dialect == "mssql":
        with op.get_context().autocommit_block():
            op.execute(
                f"IF NOT EXISTS ({CATALOG}) CREATE FULLTEXT CATALOG CustomerSearchCatalog WITH ACCENT_SENSITIVITY = OFF"
            )
            op.execute(
                f"IF NOT EXISTS ({FULL_TEXT}) CREATE FULLTEXT INDEX ON CustomerSearch"
                " (Words LANGUAGE 0, ContactWords LANGUAGE 0) KEY INDEX PK_CustomerSearch ON CustomerSearchCatalog"
                " WITH (CHANGE_TRACKING = AUTO, STOPLIST = OFF)"
            )


def _index_words(prefixes: str) -> None:
    """The table's triggers name the index, not what it is made of: they stay."""
    op.execute("DROP TABLE CustomerSearchIndex")
    op.execute(
        "CREATE VIRTUAL TABLE CustomerSearchIndex USING fts5(Words, ContactWords, content='CustomerSearch',"
        f" content_rowid='Number', {TOKENS}, {prefixes})"
    )
    op.execute("INSERT INTO CustomerSearchIndex(CustomerSearchIndex) VALUES ('rebuild')")


def downgrade() -> None:
    dialect = op.get_context().dialect.name
    op.drop_index("IX_Outbox_Due", table_name="Outbox")
    if dialect == "sqlite":
        _index_words(SHORT)
    if dialect == "mssql":
        with op.get_context().autocommit_block():
            op.execute(f"IF EXISTS ({FULL_TEXT}) DROP FULLTEXT INDEX ON CustomerSearch")
            op.execute(f"IF EXISTS ({CATALOG}) DROP FULLTEXT CATALOG CustomerSearchCatalog")
