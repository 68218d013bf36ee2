"""Search by parts of names, by phones in any spelling and by contacts' phones: what rows are found by is made anew.

By a job, as that takes hours at ten million rows; until it comes to a row, it is found as before.
"""

from datetime import UTC, datetime
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mssql import DATETIME2

revision = "0024"
down_revision = "0023"

MOMENT = sa.DateTime().with_variant(DATETIME2(6), "mssql")
JOB, KIND, SUBJECT = UUID("0199c2f0-5d1c-7a3e-8b42-000000000040"), "search", UUID(int=40)
jobs = sa.table(
    "Jobs",
    sa.column("Id", sa.Uuid()),
    sa.column("Kind", sa.Unicode(50)),
    sa.column("SubjectId", sa.Uuid()),
    sa.column("Checkpoint", sa.UnicodeText()),
    sa.column("DueAt", MOMENT),
    sa.column("CreatedAt", MOMENT),
    sa.column("CreatedBy", sa.Unicode(100)),
    sa.column("RowVersion", sa.Integer()),
)


def upgrade() -> None:
    now = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # due at once
    values = (JOB, KIND, SUBJECT, "{}", now, now, "system", 0)
    row = [sa.literal(value, column.type) for value, column in zip(values, jobs.c, strict=True)]
    found = sa.table("CustomerSearch", sa.column("Number"))
    wanted = sa.select(*row).where(sa.exists(sa.select(found.c.Number)))
    op.execute(jobs.insert().from_select([column.name for column in jobs.c], wanted))


def downgrade() -> None:
    op.execute(jobs.delete().where(jobs.c.Kind == sa.literal(KIND, sa.Unicode(50))))
