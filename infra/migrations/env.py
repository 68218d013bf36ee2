"""How Alembic reaches the database: `DATABASE_URL`, or no database at all when it only writes SQL."""

from alembic import context

from infra.migrations import target_metadata
from shared.platform.persistence.database import administration_engine

config = context.config
url = config.get_main_option("sqlalchemy.url")

if context.is_offline_mode():
    context.configure(
        dialect_name=config.get_main_option("dialect_name"),
        dialect_opts={"deprecate_large_types": True} if config.get_main_option("dialect_name") == "mssql" else {},
        target_metadata=target_metadata(),
        literal_binds=True,
    )
    with context.begin_transaction():
        context.run_migrations()
else:
    engine = administration_engine(url or "")
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata(), transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()
