"""Short names for SQLAlchemy's types, whatever the columns hold."""

from typing import Any

from sqlalchemy import Column, Row, Select
from sqlalchemy.types import TypeEngine

type AnyColumn = Column[Any]
type AnyRow = Row[*tuple[Any, ...]]
type AnySelect = Select[Any]
type AnyType = TypeEngine[Any]
type RowValues = dict[str, Any]
"""Column → value."""
