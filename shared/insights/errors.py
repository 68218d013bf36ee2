"""What can be wrong with a request about insights."""

from uuid import UUID

from shared.insights.values import SuggestionStatus
from shared.kernel.errors import Conflict, NotFound


class InsightsOff(NotFound):
    code = "INSI-001"
    meaning = "Insights are switched off"

    def __init__(self) -> None:
        super().__init__("Insights are switched off (CustomerManagement__EnableAIInsights).")


class NoProcessingConsent(Conflict):
    code = "INSI-002"
    meaning = "The customer does not agree to the processing of its data"

    def __init__(self) -> None:
        super().__init__("The customer does not agree to the processing of its data: nothing of it is analysed.")


class SuggestionNotFound(NotFound):
    code = "INSI-003"
    meaning = "Suggestion not found"

    def __init__(self, id: UUID) -> None:
        super().__init__(f"Suggestion {id} does not exist.")


class AlreadyDecided(Conflict):
    code = "INSI-004"
    meaning = "The suggestion was accepted or dismissed already"

    def __init__(self, status: SuggestionStatus) -> None:
        super().__init__(f"The suggestion is {status.lower()} already.")
