"""How insights are erased: all of a customer's, or what was found in a contact's texts."""

from sqlalchemy import delete

from shared.insights.repository import InsightRepository
from shared.insights.tables import customer_insights
from shared.platform.app import App
from shared.platform.erasure import Person, Store


def _erase(app: App, person: Person, _place: str | None) -> str | None:
    """Of a contact alone the customer's insight goes, too: its words may come from that contact's. It is made anew."""
    with app.database.transaction() as session:
        kept = InsightRepository(session)
        if person.contact_id:
            kept.forget_contact(person.customer_id, person.contact_id)
            mine = customer_insights.c.CustomerId == person.customer_id
            session.execute(delete(customer_insights).where(mine))
        else:
            kept.forget(person.customer_id)
        session.commit()
    return None


STORES = (Store("insights", _erase),)
