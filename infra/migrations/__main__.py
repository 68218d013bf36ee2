"""`python -m infra.migrations` brings the database up to date; with `sql` it prints every migration's T-SQL instead."""

import sys

from alembic import command

from infra.migrations import config
from shared.settings import Settings


def upgrade() -> None:
    """Applies what the database of the present settings lacks."""
    settings = Settings.from_environment()
    settings.data.mkdir(parents=True, exist_ok=True)
    command.upgrade(config(settings.database_url), "head")


def print_sql() -> None:
    """Prints the T-SQL that builds the schema from nothing, and the T-SQL that takes it down again."""
    offline = config(dialect="mssql", output=sys.stdout)
    command.upgrade(offline, "head", sql=True)
    command.downgrade(offline, "head:base", sql=True)


if __name__ == "__main__":
    print_sql() if sys.argv[1:] == ["sql"] else upgrade()
