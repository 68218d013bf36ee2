"""`python -m infra.local.print_token --roles Admin,SalesRep --sub alice` prints a token of the local issuer."""

import argparse
import os
import sys

from infra.local.environment import complete
from infra.local.issuer import ISSUER, LocalIssuer


def main() -> None:
    """Prints a token, and nothing else."""
    parser = argparse.ArgumentParser(prog="python -m infra.local.print_token")
    parser.add_argument("--roles", default="Admin")
    parser.add_argument("--sub", default="developer")
    asked = parser.parse_args()
    data = complete()
    if (named := os.environ.get("AUTH_ISSUER", ISSUER)) != ISSUER:
        sys.exit(f"AUTH_ISSUER names {named}: tokens come from there. Leave it empty to use the local issuer's.")
    print(LocalIssuer(data).token(asked.sub, [role for role in asked.roles.split(",") if role]))


if __name__ == "__main__":
    main()
