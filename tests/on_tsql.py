"""The behaviour suite on a T-SQL server with full-text search: `python -m tests.on_tsql`.

Takes Azure SQL or SQL Server, named by TSQL_URL or DATABASE_URL. Each process of the suite makes a database of its own
beside the one named, which stays as it is.
"""

import os
import sys

from tests.on_postgresql import run


def main() -> None:
    """Runs it; the exit status is pytest's."""
    url = os.environ.get("TSQL_URL") or os.environ.get("DATABASE_URL", "")
    if not url.startswith("mssql"):
        sys.exit("Name a T-SQL server in TSQL_URL or DATABASE_URL: mssql+pyodbc://user:password@host/database.")
    sys.exit(run(url))


if __name__ == "__main__":
    main()
