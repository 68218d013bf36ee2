"""Jobs: one table for all long work; imports and exports keep no leases and attempts of their own."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects.mssql import DATETIME2

revision = "0006"
down_revision = "0005"

UNDER_WAY = (("contact-import", "ContactImports", "BlobETag"), ("contact-export", "ContactExports", "Id"))
MOMENT = sa.DateTime().with_variant(DATETIME2(6), "mssql")


def upgrade() -> None:
    jobs = op.create_table(
        "Jobs",
        sa.Column("Id", sa.Uuid(), nullable=False),
        sa.Column("Kind", sa.Unicode(50), nullable=False),
        sa.Column("SubjectId", sa.Uuid(), nullable=False),
        sa.Column("Checkpoint", sa.UnicodeText(), nullable=False),
        sa.Column("Owner", sa.Uuid()),
        sa.Column("DueAt", MOMENT, nullable=False),
        sa.Column("Attempts", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("CreatedAt", MOMENT, nullable=False),
        sa.Column("CreatedBy", sa.Unicode(100), nullable=False),
        sa.Column("RowVersion", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("Id", name="PK_Jobs"),
    )
    op.create_index("UX_Jobs_Kind_SubjectId", "Jobs", ["Kind", "SubjectId"], unique=True)
    op.create_index("IX_Jobs_DueAt", "Jobs", ["DueAt"])
    if not context.is_offline_mode():
        for kind, table, also in UNDER_WAY:
            op.bulk_insert(jobs, _jobs_for(kind, table, also))
    op.drop_index("IX_ContactImports_Status", table_name="ContactImports")
    op.drop_column("ContactImports", "LeaseOwner")
    op.drop_column("ContactImports", "LeasedUntil")
    op.create_index("IX_ContactImports_Status", "ContactImports", ["Status", "CreatedAt"])
    if op.get_context().dialect.name == "mssql":
        op.drop_column("ContactExports", "Attempts", mssql_drop_default=True)
    else:
        op.drop_column("ContactExports", "Attempts")


def _jobs_for(kind: str, name: str, there: str) -> list[dict[str, object]]:
    """What is under way goes on as a job."""
    columns = ("Id", "Status", "CreatedAt", "CreatedBy")
    table = sa.table(name, *map(sa.column, dict.fromkeys((*columns, there))))
    table.c.Id.type, table.c.CreatedAt.type = sa.Uuid(), MOMENT
    rows = op.get_bind().execute(sa.select(table).where(table.c.Status == "Processing", table.c[there].is_not(None)))
    fixed = {"Kind": kind, "Checkpoint": "{}", "RowVersion": 0}
    return [
        {"Id": uuid4(), "SubjectId": row.Id, "DueAt": row.CreatedAt, "CreatedAt": row.CreatedAt, **fixed}
        | {"CreatedBy": row.CreatedBy}
        for row in rows.all()
    ]


def downgrade() -> None:
    op.add_column("ContactExports", sa.Column("Attempts", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.drop_index("IX_ContactImports_Status", table_name="ContactImports")
    op.add_column("ContactImports", sa.Column("LeaseOwner", sa.Uuid()))
    op.add_column("ContactImports", sa.Column("LeasedUntil", MOMENT))
    op.create_index("IX_ContactImports_Status", "ContactImports", ["Status", "LeasedUntil"])
    op.drop_table("Jobs")
