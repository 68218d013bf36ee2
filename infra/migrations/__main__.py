"""`python -m infra.migrations` brings the database up to date; with `sql` it prints every migration's T-SQL instead."""

import os
import sys

from alembic import command
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

from infra.databases import check_driver, reason
from infra.migrations import config
from infra.product import present_settings
from infra.refusal import Refusal, run
from shared import composition, concepts
from shared.platform.messaging.sealing import seal_log
from shared.settings.secrets import without_secrets


def upgrade() -> None:
    """Applies what the database of the present settings lacks. Raises Refusal."""
    settings = present_settings()
    check_driver("DATABASE_URL", settings.database_url)
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        command.upgrade(config(settings.database_url), "head")
        app = composition.build(settings)
        seal_log(app.database, concepts.event_types())
        app.database.dispose()
    except (DBAPIError, CommandError, OSError) as wrong:
        why = f"can't be brought up to date ({reason(wrong, settings.database_url)})"
        if os.environ.get("DATABASE_URL"):
            raise Refusal(f"DATABASE_URL names {without_secrets(settings.database_url)}, which {why}.") from None
        raise Refusal(f"The database in DATA={settings.data} {why}: make room, or choose another folder.") from None


def print_sql() -> None:
    """Prints the T-SQL that builds the schema from nothing, and the T-SQL that takes it down again."""
    offline = config(dialect="mssql", output=sys.stdout)
    command.upgrade(offline, "head", sql=True)
    command.downgrade(offline, "head:base", sql=True)


def main() -> None:
    """Applies what is lacking, and says what the database has now. Raises Refusal."""
    upgrade()
    newest = ScriptDirectory.from_config(config()).get_current_head()
    print(f"{without_secrets(present_settings().database_url)} is up to date: {newest}")


if __name__ == "__main__":
    print_sql() if sys.argv[1:] == ["sql"] else run(main)
