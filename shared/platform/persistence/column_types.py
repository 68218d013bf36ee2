"""Tables' metadata, and column types that every database knows."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import orjson
from sqlalchemy import BigInteger, DateTime as PlainDateTime, Dialect, MetaData, Numeric, Unicode, UnicodeText
from sqlalchemy.types import TypeDecorator

from shared.platform.persistence.aliases import AnyType

BY_LETTER = {"collation": "Latin1_General_100_BIN2"}
"""Of a column whose texts SQL Server compares letter by letter, as migrations make it: no collation takes one for
another."""

metadata = MetaData(
    naming_convention={
        "pk": "PK_%(table_name)s",
        "fk": "FK_%(table_name)s_%(referred_table_name)s",
        "uq": "UQ_%(table_name)s_%(column_0_name)s",
        "ix": "IX_%(table_name)s_%(column_0_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, to the microsecond: DATETIME2(6); aware in Python, naive in the database."""

    impl = PlainDateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> AnyType:
        if dialect.name != "mssql":
            return dialect.type_descriptor(PlainDateTime())
        from sqlalchemy.dialects.mssql import DATETIME2

        return dialect.type_descriptor(DATETIME2(6))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.replace(tzinfo=UTC)


class Money(TypeDecorator[Decimal]):
    """DECIMAL(18,2); SQLite, which has no exact decimals, keeps whole hundredths."""

    impl = Numeric(18, 2)
    cache_ok = True
    digits = 18

    def load_dialect_impl(self, dialect: Dialect) -> AnyType:
        return dialect.type_descriptor(BigInteger() if dialect.name == "sqlite" else Numeric(self.digits, 2))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        return int(value * 100) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return Decimal(value).scaleb(-2) if value is not None and dialect.name == "sqlite" else value


class Percent(Money):
    """DECIMAL(5,2)."""

    impl = Numeric(5, 2)
    cache_ok = True
    digits = 5


class EnumType[E: StrEnum](TypeDecorator[E]):
    """A member of an enumeration, stored by its name on the wire."""

    impl = Unicode
    cache_ok = True

    def __init__(self, kind: type[E], length: int) -> None:
        super().__init__(length)
        self.kind = kind

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:
        return None if value is None else self.kind(value)


class TextList(TypeDecorator[tuple[str, ...]]):
    """A short list of texts as a JSON array."""

    impl = UnicodeText
    cache_ok = True

    def __init__(self, length: int | None = None) -> None:
        super().__init__()
        self.length = length

    def load_dialect_impl(self, dialect: Dialect) -> AnyType:
        return dialect.type_descriptor(UnicodeText() if self.length is None else Unicode(self.length))

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str | None:
        return None if value is None else orjson.dumps([str(item) for item in value]).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(orjson.loads(value))


class JsonObject(TypeDecorator[Mapping[str, str]]):
    """Texts by name, as a JSON object."""

    impl = UnicodeText
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, str] | None, dialect: Dialect) -> str | None:
        return None if value is None else orjson.dumps(dict(value)).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, str] | None:
        return None if value is None else dict(orjson.loads(value))
