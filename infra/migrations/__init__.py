"""Database migrations (Alembic), for SQLite, Azure SQL and PostgreSQL alike."""

from pathlib import Path
from typing import TextIO

from alembic.config import Config
from sqlalchemy import MetaData

from shared import concepts

HERE = Path(__file__).parent


def target_metadata() -> MetaData:
    """Every table the product declares."""
    return concepts.metadata()


def config(url: str = "", *, dialect: str = "", output: TextIO | None = None) -> Config:
    """Alembic's configuration, for a database or for writing one dialect's SQL."""
    made = Config(output_buffer=output) if output else Config()
    made.set_main_option("script_location", str(HERE))
    made.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    made.set_main_option("dialect_name", dialect)
    return made
