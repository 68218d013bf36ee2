"""By when complaints are to be answered and resolved, lists in that order, and customers that no list shows."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mssql import DATETIME2

revision = "0018"
down_revision = "0017"

moment = sa.DateTime().with_variant(DATETIME2(6), "mssql")
never = "9999-12-31 00:00:00.000000"
none = sa.text("0")
SORTED_BY = ("CreatedAt", "DueAt", "FirstResponseDueAt")
FILTERED_BY = ("Status", "Priority", "AssignedTo", "Category")


def columns() -> list[sa.Column]:  # type: ignore[type-arg]
    return [
        sa.Column("ResolutionBusinessMinutes", sa.Integer),
        sa.Column("WaitingSince", moment),
        sa.Column("FirstRespondedAt", moment),
        sa.Column("FirstResponseBreached", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("ResolutionBreached", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("FirstResponseDueAt", moment, nullable=False, server_default=never),
        sa.Column("DueAt", moment, nullable=False, server_default=never),
        sa.Column("AlarmAt", moment, nullable=False, server_default=never),
        sa.Column("ClockRunningSince", moment),
        sa.Column("ClockSpent", sa.BigInteger, nullable=False, server_default=none),
        sa.Column("ClockRules", sa.Unicode(16), nullable=False, server_default=""),
        sa.Column("IsWarned", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("IsEscalatedByTime", sa.Boolean, nullable=False, server_default=sa.false()),
    ]


BEFORE = {
    "IX_Complaints_Status": ["Status", "CreatedAt", "Id"],
    "IX_Complaints_Priority": ["Priority", "Status", "CreatedAt", "Id"],
    "IX_Complaints_AssignedTo": ["AssignedTo", "Status", "CreatedAt", "Id"],
    "IX_Complaints_CreatedAt": ["CreatedAt", "Id"],
}


def indexes() -> dict[str, list[str]]:
    lists = {}
    for sorted_by in SORTED_BY:
        for first in ([], *([column] for column in FILTERED_BY)):
            others = [column for column in FILTERED_BY if column not in first]
            lists["_".join([*first, sorted_by])] = [*first, sorted_by, "Id", *others, "CustomerId"]
    return {"AlarmAt": ["AlarmAt", "Id"], "ClockRules": ["ClockRules", "Id"], **lists}


def by_letter(is_so: bool) -> None:
    """Whether Azure SQL compares names of agents and categories letter by letter, as the other databases do."""
    if op.get_context().dialect.name == "mssql":
        kind = sa.Unicode(100, collation="Latin1_General_100_BIN2") if is_so else sa.Unicode(100)
        for column in ("AssignedTo", "Category"):
            op.alter_column("Complaints", column, type_=kind, existing_nullable=True)


def upgrade() -> None:
    for column in columns():
        op.add_column("Complaints", column)
    for name in BEFORE:
        op.drop_index(name, "Complaints")
    by_letter(True)
    # what is open already runs from its receipt; the rules of nobody have it worked out by the next timer
    c = sa.table(
        "Complaints",
        sa.column("Status", sa.Unicode(20)),
        sa.column("CreatedAt", moment),
        sa.column("Id", sa.Uuid),
        sa.column("ResolvedAt", moment),
        sa.column("FirstRespondedAt", moment),
        sa.column("ClockRunningSince", moment),
        sa.column("ClockRules", sa.Unicode(16)),
    )
    o = sa.table(
        "ComplaintComments",
        sa.column("ComplaintId", sa.Uuid),
        sa.column("IsInternal", sa.Boolean),
        sa.column("CreatedAt", moment),
    )
    shown = sa.select(sa.func.min(o.c.CreatedAt)).where(o.c.ComplaintId == c.c.Id, o.c.IsInternal == sa.false())
    op.execute(c.update().values(FirstRespondedAt=sa.func.coalesce(shown.scalar_subquery(), c.c.ResolvedAt)))
    is_open = c.c.Status.in_(("New", "InProgress", "Escalated"))
    op.execute(c.update().where(is_open).values(ClockRunningSince=c.c.CreatedAt, ClockRules="-"))
    for name, indexed in indexes().items():
        op.create_index(f"IX_Complaints_{name}", "Complaints", indexed)

    op.create_table(
        "HiddenCustomers",
        sa.Column("CustomerId", sa.Uuid, nullable=False),
        sa.PrimaryKeyConstraint("CustomerId", name="PK_HiddenCustomers"),
        sa.ForeignKeyConstraint(
            ["CustomerId"], ["Customers.Id"], name="FK_HiddenCustomers_Customers", ondelete="CASCADE"
        ),
    )
    customers = sa.table(
        "Customers", sa.column("Id", sa.Uuid), sa.column("Status", sa.Unicode(20)), sa.column("IsDeleted", sa.Boolean)
    )
    hidden = sa.or_(customers.c.Status == "Archived", customers.c.IsDeleted == sa.true())
    op.execute(
        sa.table("HiddenCustomers", sa.column("CustomerId", sa.Uuid))
        .insert()
        .from_select(["CustomerId"], sa.select(customers.c.Id).where(hidden))
    )


def downgrade() -> None:
    op.drop_table("HiddenCustomers")
    for name in indexes():
        op.drop_index(f"IX_Complaints_{name}", "Complaints")
    for column in reversed(columns()):
        op.drop_column("Complaints", column.name, mssql_drop_default=True)
    by_letter(False)
    for name, indexed in BEFORE.items():
        op.create_index(name, "Complaints", indexed)
