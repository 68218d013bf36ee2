"""How follow-ups are erased: with their customer."""

from shared.follow_ups.tables import follow_ups
from shared.platform.erasure import Store, rows_of_customer

STORES = (Store("followUps", rows_of_customer(follow_ups)),)
