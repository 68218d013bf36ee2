"""Where events go."""


class Topic(str):
    """Where an event is published for all who subscribe: each consumer gets its own copy."""

    __slots__ = ()


class Queue(str):
    """Where an event asks for work: one reader does it."""

    __slots__ = ()
