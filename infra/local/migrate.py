"""`python -m infra.local.migrate`: brings the database of the local settings up to date."""

from infra.local.environment import complete
from infra.migrations.__main__ import upgrade

if __name__ == "__main__":
    complete()
    upgrade()
