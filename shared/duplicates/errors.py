"""What can be wrong with a request about duplicates."""

from shared.kernel.errors import NotFound


class NoDuplicates(NotFound):
    code = "DUPL-001"
    meaning = "The two customers are not known as duplicates"

    def __init__(self) -> None:
        super().__init__("The two customers are not found to be one and the same.")
