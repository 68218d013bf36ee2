"""`python -m infra.local.print_host_key` prints the key of the local host's `/admin` routes."""

from infra.local.environment import complete
from infra.local.state import State
from infra.refusal import run


def main() -> None:
    """Prints the key, and nothing else."""
    print(State(complete()).host_key())


if __name__ == "__main__":
    run(main)
