"""`python -m infra.local`: serves the app, whatever app it is, until it is asked to stop."""

from infra.local.serving import serve
from infra.refusal import run

if __name__ == "__main__":
    run(serve)
