"""How what consumers could not handle is erased. The outbox holds no content: its rows point at events."""

from shared.platform.app import App
from shared.platform.erasure import Person, Store
from shared.platform.triggers import subscriptions


def _erase_dead_letters(app: App, person: Person, _place: str | None) -> str | None:
    """Removes dead letters about the person from the subscriptions that are ours."""
    ours = {(one.topic, one.name) for one in subscriptions}
    app.bus.forget(str(person.customer_id), str(person.id), sorted(ours))
    return None


STORES = (Store("deadLetters", _erase_dead_letters),)
