"""The tokens of a day: taken before a model is asked, settled after it."""

from dataclasses import dataclass

from sqlalchemy import BigInteger, bindparam, insert, select, update

from shared.insights.tables import ai_usage
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork

u = ai_usage.c
TAKEN, MOST = bindparam("taken", type_=BigInteger), bindparam("most", type_=BigInteger)
ADD = update(ai_usage).where(u.Day == bindparam("day")).values(Tokens=u.Tokens + TAKEN)
TAKE = ADD.where(u.Tokens + TAKEN <= MOST)


@dataclass(frozen=True)
class TakeTokens(Command[bool]):
    """Takes tokens of a day, if so many are left; says whether they were."""

    day: str
    tokens: int
    most: int

    def handle(self, uow: UnitOfWork) -> bool:
        wanted = {"day": self.day, "taken": self.tokens, "most": self.most}
        if uow.session.connection().execute(TAKE, wanted).rowcount:
            return True
        begun = uow.session.scalar(select(u.Day).where(u.Day == self.day)) is not None
        if begun or self.tokens > self.most:
            return False
        uow.session.execute(insert(ai_usage).values(Day=self.day, Tokens=self.tokens))
        return True


@dataclass(frozen=True)
class SettleTokens(Command[None]):
    """So many more were used than were taken, or, below zero, fewer."""

    day: str
    more: int

    def handle(self, uow: UnitOfWork) -> None:
        uow.session.connection().execute(ADD, {"day": self.day, "taken": self.more})
