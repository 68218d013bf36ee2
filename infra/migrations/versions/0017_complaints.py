"""What customers complain of."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mssql import DATETIME2

revision = "0017"
down_revision = "0016"

moment = sa.DateTime().with_variant(DATETIME2(6), "mssql")


def upgrade() -> None:
    op.create_table(
        "Complaints",
        sa.Column("Id", sa.Uuid, nullable=False),
        sa.Column("ComplaintNumber", sa.Unicode(50), nullable=False),
        sa.Column("CustomerId", sa.Uuid, nullable=False),
        sa.Column("Subject", sa.Unicode(500), nullable=False),
        sa.Column("Description", sa.UnicodeText, nullable=False),
        sa.Column("Category", sa.Unicode(100)),
        sa.Column("Priority", sa.Unicode(20), nullable=False),
        sa.Column("Status", sa.Unicode(20), nullable=False, server_default="New"),
        sa.Column("RelatedEventId", sa.Uuid),
        sa.Column("AssignedTo", sa.Unicode(100)),
        sa.Column("Resolution", sa.UnicodeText),
        sa.Column("ResolvedBy", sa.Unicode(100)),
        sa.Column("ResolvedAt", moment),
        sa.Column("ResolutionTimeInHours", sa.Integer),
        sa.Column("CompensationOffered", sa.UnicodeText),
        sa.Column("CustomerSatisfied", sa.Boolean),
        sa.Column("CreatedAt", moment, nullable=False),
        sa.Column("LastModifiedAt", moment),
        sa.Column("CreatedBy", sa.Unicode(100), nullable=False),
        sa.Column("ContactId", sa.Uuid),
        sa.Column("Attachments", sa.UnicodeText),
        sa.Column("StatusNotes", sa.UnicodeText),
        sa.Column("ReopenCount", sa.Integer, nullable=False),
        sa.Column("RowVersion", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("Id", name="PK_Complaints"),
        sa.UniqueConstraint("ComplaintNumber", name="UQ_Complaints_ComplaintNumber"),
        sa.ForeignKeyConstraint(["CustomerId"], ["Customers.Id"], name="FK_Complaints_Customers", ondelete="CASCADE"),
    )
    oldest = ["CreatedAt", "Id"]
    for name, columns in {
        "CustomerId": ["CustomerId"],
        "Status": ["Status"],
        "Priority": ["Priority", "Status"],
        "AssignedTo": ["AssignedTo", "Status"],
        "CreatedAt": [],
    }.items():
        op.create_index(f"IX_Complaints_{name}", "Complaints", [*columns, *oldest])
    op.create_table(
        "ComplaintComments",
        sa.Column("Id", sa.Uuid, nullable=False),
        sa.Column("ComplaintId", sa.Uuid, nullable=False),
        sa.Column("CustomerId", sa.Uuid, nullable=False),
        sa.Column("Text", sa.UnicodeText, nullable=False),
        sa.Column("IsInternal", sa.Boolean, nullable=False),
        sa.Column("CreatedAt", moment, nullable=False),
        sa.Column("CreatedBy", sa.Unicode(100), nullable=False),
        sa.Column("RowVersion", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("Id", name="PK_ComplaintComments"),
        sa.ForeignKeyConstraint(
            ["ComplaintId"], ["Complaints.Id"], name="FK_ComplaintComments_Complaints", ondelete="CASCADE"
        ),
    )
    op.create_index("IX_ComplaintComments_ComplaintId", "ComplaintComments", ["ComplaintId", *oldest])
    op.create_index("IX_ComplaintComments_CustomerId", "ComplaintComments", ["CustomerId", "Id"])
    if op.get_context().dialect.name == "sqlite":
        op.execute("INSERT INTO NumberSeries (Name, Latest) VALUES ('complaints', 0)")
    else:
        op.execute(sa.schema.CreateSequence(sa.Sequence("ComplaintNumbers", start=1, data_type=sa.BigInteger())))


def downgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        op.execute("DELETE FROM NumberSeries WHERE Name = 'complaints'")
    else:
        op.execute(sa.schema.DropSequence(sa.Sequence("ComplaintNumbers")))
    op.drop_table("ComplaintComments")
    op.drop_table("Complaints")
