"""`python -m infra.local.print_token --roles Admin,SalesRep --sub alice` prints a token of the local issuer."""

import argparse
from difflib import get_close_matches

from infra.local.sign_in import signed_in
from infra.product import role_names
from infra.refusal import Refusal, run


def roles_of(text: str) -> list[str]:
    """The roles of a list with commas. Raises Refusal for one that there is not."""
    known = {role.casefold(): role for role in role_names()}
    given = [role.strip() for role in text.split(",") if role.strip()]
    if not given:
        raise Refusal(f"ROLES is empty: name some of {', '.join(known.values())}, separated by commas.")
    for role in given:
        if role not in known.values():
            close = get_close_matches(role.casefold(), known, n=1)
            meant = f"did you mean {known[close[0]]}?" if close else f"there are {', '.join(known.values())}."
            raise Refusal(f"ROLES names {role}, which is no role; {meant}")
    return given


def main() -> None:
    """Prints a token, and nothing else."""
    parser = argparse.ArgumentParser(prog="python -m infra.local.print_token")
    parser.add_argument("--roles", default="Admin")
    parser.add_argument("--sub", default="developer")
    asked = parser.parse_args()
    roles = roles_of(asked.roles)
    if not asked.sub.strip():
        raise Refusal("SUB is empty: name who the token is for, as in make token SUB=alice.")
    print(signed_in(asked.sub, roles))


if __name__ == "__main__":
    run(main)
