"""Database migrations (Alembic), for SQLite, Azure SQL and PostgreSQL alike."""

from importlib import import_module
from pathlib import Path
from typing import TextIO

from alembic.config import Config
from sqlalchemy import MetaData

HERE = Path(__file__).parent
TABLES = (
    "shared.customers.tables",
    "shared.contacts.tables",
    "shared.exports.tables",
    "shared.imports.tables",
    "shared.platform.messaging.tables",
    "shared.platform.web.tables",
)


def target_metadata() -> MetaData:
    """Every table the product declares."""
    for module in TABLES:
        import_module(module)
    from shared.platform.persistence.database import metadata

    return metadata


def config(url: str = "", *, dialect: str = "", output: TextIO | None = None) -> Config:
    """Alembic's configuration, for a database or for writing one dialect's SQL."""
    made = Config(output_buffer=output) if output else Config()
    made.set_main_option("script_location", str(HERE))
    made.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    made.set_main_option("dialect_name", dialect)
    return made
