"""The values insights are made of (specification §5.6, §6.1.9, §8)."""

from enum import StrEnum


class EngagementLevel(StrEnum):
    """How much passes between the customer and us."""

    LOW = "Low"
    MEDIUM = "Medium"
    HIGH = "High"


class RiskLevel(StrEnum):
    """How likely the customer is to leave, in words."""

    LOW = "Low"
    MEDIUM = "Medium"
    HIGH = "High"

    @classmethod
    def of(cls, risk: float) -> "RiskLevel":
        """A third of the scale each."""
        return cls.LOW if risk < 33 else cls.MEDIUM if risk < 66 else cls.HIGH


class SourceKind(StrEnum):
    """Where a text stands."""

    COMMUNICATION = "Communication"
    COMPLAINT = "Complaint"
    TESTIMONIAL = "Testimonial"


class SuggestionKind(StrEnum):
    """What somebody may do about a text."""

    FILE_COMPLAINT = "FileComplaint"
    CREATE_FOLLOW_UP = "CreateFollowUp"
    SCHEDULE_MEETING = "ScheduleMeeting"
    ASK_FOR_TESTIMONIAL = "AskForTestimonial"
    ANSWER_QUESTION = "AnswerQuestion"


class SuggestionStatus(StrEnum):
    """What became of a suggestion."""

    OPEN = "Open"
    ACCEPTED = "Accepted"
    DISMISSED = "Dismissed"


class ValueMethod(StrEnum):
    """How a future value was worked out."""

    BG_NBD_GAMMA_GAMMA = "BgNbdGammaGamma"
    COHORT_MEAN = "CohortMean"
