"""What the merge endpoints take (specification §5.1.7)."""

from collections.abc import Iterator
from typing import Annotated

from shared.customers.merged_fields import Choices, Side
from shared.merges import fields as f
from shared.platform.web.paging import PageQuery
from shared.platform.web.schemas import Id, Request, described, omittable

Chosen = Annotated[Side, f.SIDE]


class MergeOptions(Request):
    """What goes to the target; the rest stays with the archived source, to be read. Follow-ups and files always go."""

    contacts: Annotated[bool, described("Its contacts, and what each of them agreed to.")] = True
    communication_history: Annotated[bool, described("Its messages, calls and meetings.")] = True
    complaints: Annotated[bool, described("Its complaints, with all that was said about them.")] = True
    testimonials: Annotated[bool, described("Its testimonials.")] = True

    def stays(self) -> tuple[str, ...]:
        """The kinds of things that do not go."""
        return tuple(what for option, kinds in KINDS.items() if not getattr(self, option) for what in kinds)


KINDS = {
    "contacts": ("contacts", "consents"),
    "communication_history": ("communications", "suggestions"),
    "complaints": ("complaints", "complaintComments"),
    "testimonials": ("testimonials",),
}
"""What each option is about."""


class FieldChoices(Request):
    """Whose value a field has. Without a choice it is the target's, where it has one.

    What anybody agreed to can't be chosen: what is refused on one side is refused.
    """

    company_name: Chosen = omittable()
    industry: Chosen = omittable()
    type: Chosen = omittable()
    segment: Chosen = omittable()
    rating: Chosen = omittable()
    primary_email: Chosen = omittable()
    secondary_email: Chosen = omittable()
    primary_phone: Chosen = omittable()
    secondary_phone: Chosen = omittable()
    website: Chosen = omittable()
    billing_address: Chosen = omittable()
    shipping_address: Chosen = omittable()
    social_media: Chosen = omittable()
    preferred_language: Chosen = omittable()
    time_zone: Chosen = omittable()
    frequency: Chosen = omittable()

    def choices(self) -> Choices:
        """By the field's name."""
        return dict(self._made())

    def _made(self) -> Iterator[tuple[str, Side]]:
        for name in self.model_fields_set:
            yield name, getattr(self, name)


class MergeRequest(Request):
    """Who becomes one with whom."""

    source_customer_id: Annotated[Id, f.SOURCE]
    target_customer_id: Annotated[Id, f.TARGET]
    merge_options: Annotated[MergeOptions, described("What goes to the target; everything, if nothing is said.")] = (
        MergeOptions()
    )
    field_choices: Annotated[FieldChoices, described("Whose value a field has.")] = FieldChoices()
    dry_run: Annotated[bool, described("Only shows what a merge would do; nothing is changed.")] = False


class MergeQuery(PageQuery):
    """Which merges to list."""

    customer_id: Annotated[Id, described("Only those that this customer took part in.")] | None = None
