"""What customers say of us."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mssql import DATETIME2

revision = "0016"
down_revision = "0015"

moment = sa.DateTime().with_variant(DATETIME2(6), "mssql")


def upgrade() -> None:
    op.create_table(
        "Testimonials",
        sa.Column("Id", sa.Uuid, nullable=False),
        sa.Column("CustomerId", sa.Uuid, nullable=False),
        sa.Column("Content", sa.UnicodeText, nullable=False),
        sa.Column("Rating", sa.Integer, nullable=False),
        sa.Column("RelatedEventId", sa.Uuid),
        sa.Column("IsPublic", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("IsApproved", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("AuthorName", sa.Unicode(200)),
        sa.Column("ApprovedBy", sa.Unicode(100)),
        sa.Column("ApprovedAt", moment),
        sa.Column("CreatedAt", moment, nullable=False),
        sa.Column("CreatedBy", sa.Unicode(100), nullable=False),
        sa.Column("ContactId", sa.Uuid),
        sa.Column("ConsentGivenAt", moment),
        sa.Column("ConsentSource", sa.Unicode(500)),
        sa.Column("OriginalContent", sa.UnicodeText),
        sa.Column("Words", sa.UnicodeText, nullable=False),
        sa.Column("Status", sa.Unicode(20), nullable=False, server_default="Pending"),
        sa.Column("StatusReason", sa.Unicode(500)),
        sa.Column("RowVersion", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("Id", name="PK_Testimonials"),
        sa.ForeignKeyConstraint(["CustomerId"], ["Customers.Id"], name="FK_Testimonials_Customers", ondelete="CASCADE"),
        sa.CheckConstraint(sa.column("Rating").between(1, 5), name="CK_Testimonials_Rating"),
    )
    newest = ["CreatedAt", "Id"]
    op.create_index("IX_Testimonials_CustomerId", "Testimonials", ["CustomerId", *newest])
    op.create_index("IX_Testimonials_IsPublic_IsApproved", "Testimonials", ["IsPublic", "IsApproved", *newest])
    columns = ["RelatedEventId", "IsPublic", "IsApproved", *newest]
    op.create_index("IX_Testimonials_RelatedEventId", "Testimonials", columns)


def downgrade() -> None:
    op.drop_table("Testimonials")
