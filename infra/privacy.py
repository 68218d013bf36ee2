"""`python -m infra.privacy replay [DATA]`: has a restored database forget again who was erased after its backup.

The journal is that of the present settings, or that of a local system's folder DATA. Who is meant is gone at once; the
running system goes on with what is left.
"""

import sys
from pathlib import Path

from infra.product import present_app
from infra.refusal import Refusal, run
from shared.adapters.blobs import LocalBlobs
from shared.imports.arrivals import recognise_copies
from shared.privacy import journal


def main(arguments: list[str]) -> int:
    """Does what the command line says. Returns the exit status. Raises Refusal."""
    if arguments[:1] != ["replay"] or len(arguments) > 2:
        print(__doc__, file=sys.stderr)
        return 2
    app = present_app()
    blobs = app.blobs
    if arguments[1:]:
        folder = Path(arguments[1]) / "blobs"
        if not folder.is_dir():
            raise Refusal(f"{arguments[1]} is no DATA of a local system: there is no folder {folder}.")
        blobs = LocalBlobs(folder, links="")
    recognise_copies(app)
    entries = list(journal.read(blobs))
    again = sum(app.mediator.send(entry) for entry in entries)
    print(f"{len(entries)} erasures are in the journal; {again} were not in this database, and are done again.")
    return 0


if __name__ == "__main__":
    run(lambda: main(sys.argv[1:]))
