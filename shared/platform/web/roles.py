"""Who may do what (specification §9.2): the roles a token may name, and those that routes ask for."""

from enum import StrEnum


class Role(StrEnum):
    VIEWER = "Viewer"
    SUPPORT_AGENT = "SupportAgent"
    SALES_REP = "SalesRep"
    CUSTOMER_MANAGER = "CustomerManager"
    ADMIN = "Admin"


VIEWERS = frozenset({Role.VIEWER, Role.SUPPORT_AGENT, Role.SALES_REP, Role.CUSTOMER_MANAGER, Role.ADMIN})
"""All who may read."""
SALES = frozenset({Role.SALES_REP, Role.CUSTOMER_MANAGER, Role.ADMIN})
SUPPORT = frozenset({Role.SUPPORT_AGENT})
ADMINS = frozenset({Role.ADMIN})
MANAGERS = frozenset({Role.CUSTOMER_MANAGER, Role.ADMIN})
