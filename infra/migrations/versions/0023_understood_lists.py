"""An import says how its list was read, and where its rows stand."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.add_column("ContactImports", sa.Column("Encoding", sa.Unicode(20)))
    op.add_column("ContactImports", sa.Column("Understood", sa.UnicodeText))
    op.add_column("ContactImports", sa.Column("Remarks", sa.UnicodeText))
    op.add_column("ContactImportRows", sa.Column("Line", sa.Integer))
    op.add_column("ContactImportRows", sa.Column("Sheet", sa.Unicode(100)))


def downgrade() -> None:
    for column in ("Sheet", "Line"):
        op.drop_column("ContactImportRows", column)
    for column in ("Remarks", "Understood", "Encoding"):
        op.drop_column("ContactImports", column)
