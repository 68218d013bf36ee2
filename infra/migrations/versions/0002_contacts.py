"""Contacts, and customers found by them."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mssql import DATETIME2

revision = "0002"
down_revision = "0001"

FTS = "tokenize='unicode61 remove_diacritics 0', prefix='1 2 3', detail=none"


def upgrade() -> None:
    dialect = op.get_context().dialect.name
    moment = sa.DateTime().with_variant(DATETIME2(6), "mssql")
    key_text = sa.Unicode(255).with_variant(sa.Unicode(255, collation="Latin1_General_100_BIN2"), "mssql")
    now = sa.text("GETUTCDATE()") if dialect == "mssql" else sa.text("CURRENT_TIMESTAMP")
    no = sa.false() if dialect == "postgresql" else sa.text("0")

    op.create_table(
        "Contacts",
        sa.Column("Id", sa.Uuid(), primary_key=True, server_default=sa.text("NEWID()") if dialect == "mssql" else None),
        sa.Column("CustomerId", sa.Uuid(), nullable=False),
        sa.Column("FirstName", sa.Unicode(100), nullable=False),
        sa.Column("LastName", sa.Unicode(100), nullable=False),
        sa.Column("Email", sa.Unicode(255), nullable=False),
        sa.Column("Phone", sa.Unicode(20)),
        sa.Column("Position", sa.Unicode(100)),
        sa.Column("IsPrimary", sa.Boolean(), nullable=False, server_default=no),
        sa.Column("Status", sa.Unicode(20), nullable=False, server_default="Active"),
        sa.Column("Tags", sa.UnicodeText()),
        sa.Column("CreatedAt", moment, nullable=False, server_default=now),
        sa.Column("LastModifiedAt", moment),
        sa.Column("EmailKey", key_text, nullable=False),
        sa.Column("RowVersion", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("Id", name="PK_Contacts"),
        sa.ForeignKeyConstraint(["CustomerId"], ["Customers.Id"], name="FK_Contacts_Customers", ondelete="CASCADE"),
    )
    op.create_index("UX_Contacts_CustomerId_EmailKey", "Contacts", ["CustomerId", "EmailKey"], unique=True)
    op.create_index("IX_Contacts_Email", "Contacts", ["Email"])
    op.create_index("IX_Contacts_EmailKey", "Contacts", ["EmailKey"])
    op.create_index("IX_Contacts_IsPrimary", "Contacts", ["IsPrimary"])
    condition = {"mssql": "[IsPrimary] = 1", "postgresql": '"IsPrimary"', "sqlite": '"IsPrimary" = 1'}[dialect]
    filtered: dict[str, Any] = {f"{dialect}_where": sa.text(condition)}
    op.create_index("UX_Contacts_Primary", "Contacts", ["CustomerId"], unique=True, **filtered)
    op.add_column("Customers", sa.Column("ContactsVersion", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.add_column("CustomerSearch", sa.Column("ContactWords", sa.UnicodeText(), nullable=False, server_default=""))
    {"sqlite": _sqlite, "mssql": _mssql, "postgresql": _postgresql}[dialect]("Words", "ContactWords")


def _sqlite(*columns: str) -> None:
    """SQLite's full-text index is made anew over the given columns, and its triggers with it."""
    for trigger in ("Added", "Removed", "Changed"):
        op.execute(f"DROP TRIGGER CustomerSearch_{trigger}")
    op.execute("DROP TABLE CustomerSearchIndex")
    names = ", ".join(columns)
    op.execute(
        f"CREATE VIRTUAL TABLE CustomerSearchIndex USING fts5({names}, content='CustomerSearch',"
        f" content_rowid='Number', {FTS})"
    )
    op.execute("INSERT INTO CustomerSearchIndex(CustomerSearchIndex) VALUES ('rebuild')")
    new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("new", "old"))
    put = f"INSERT INTO CustomerSearchIndex(rowid, {names}) VALUES (new.Number, {new})"
    drop = f"INSERT INTO CustomerSearchIndex(CustomerSearchIndex, rowid, {names}) VALUES ('delete', old.Number, {old})"
    changed = " OR ".join(f"old.{column} <> new.{column}" for column in columns)
    op.execute(f"CREATE TRIGGER CustomerSearch_Added AFTER INSERT ON CustomerSearch BEGIN {put}; END")
    op.execute(f"CREATE TRIGGER CustomerSearch_Removed AFTER DELETE ON CustomerSearch BEGIN {drop}; END")
    op.execute(
        f"CREATE TRIGGER CustomerSearch_Changed AFTER UPDATE OF {names} ON CustomerSearch"
        f" WHEN {changed} BEGIN {drop}; {put}; END"
    )


def _mssql(*_columns: str) -> None:
    """Full-text search over both comes with a revision of its own."""


def _postgresql(*columns: str) -> None:
    op.execute('DROP INDEX "IX_CustomerSearch_Words"')
    text = " || ' ' || ".join(f'"{column}"' for column in columns)
    op.execute(
        f"""CREATE INDEX "IX_CustomerSearch_Words" ON "CustomerSearch" USING gin (to_tsvector('simple', {text}))"""
    )


def downgrade() -> None:
    dialect = op.get_context().dialect.name
    {"sqlite": _sqlite, "mssql": _mssql, "postgresql": _postgresql}[dialect]("Words")
    op.drop_column("CustomerSearch", "ContactWords", mssql_drop_default=True)
    op.drop_column("Customers", "ContactsVersion", mssql_drop_default=True)
    op.drop_table("Contacts")
