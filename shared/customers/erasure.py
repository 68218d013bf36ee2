"""What is left of a customer once its rows are empty: words that it was found by."""

from shared.platform.app import App
from shared.platform.erasure import Person, Store

OPTIMIZE = "INSERT INTO CustomerSearchIndex(CustomerSearchIndex) VALUES ('optimize')"
"""SQLite's index keeps words of rows that are gone until its parts are merged."""


def _drop_words(app: App, _person: Person, _place: str | None) -> str | None:
    """Has the full-text index keep no word of what is gone. Servers' do so by themselves."""
    if app.database.dialect == "sqlite":
        with app.database.transaction() as session:
            session.connection().exec_driver_sql(OPTIMIZE)
            session.commit()
    return None


STORES = (Store("search", _drop_words),)
