"""What becomes of insights when two customers become one: what was decided moves, the rest is made anew."""

from shared.insights.tables import customer_insights, insight_refreshes, suggestions, text_findings
from shared.platform.merging import Moves, Stays

MERGING = (
    Moves("suggestions", suggestions, has_events=False),
    Stays(text_findings, "they go when the customer is archived: its texts are the target's, and read anew"),
    Stays(customer_insights, "it goes when the customer is archived, and the target's is made anew"),
    Stays(insight_refreshes, "it goes when the customer is archived; the target's is due at once"),
)
