"""Where the rows of an object are: in an array, as APIs answer, or by their keys, as databases export them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import ijson

from shared.imports.column_matching import suggest
from shared.imports.reading.json_cells import TOO_DEEP, WRAPPERS
from shared.imports.reading.limits import MAX_COLUMNS
from shared.imports.reading.rows import Unreadable
from shared.imports.understanding import WarningCode, Warnings
from shared.imports.values import FULL_NAME

BROKEN = (ijson.JSONError, ValueError, ArithmeticError)
STARTS, ENDS = ("start_map", "start_array"), ("end_map", "end_array")
NAMES = frozenset({"firstName", "lastName", FULL_NAME})
MOST_PLACES = 100
"""Arrays and objects of a file that are looked at."""
MOST_OPEN = 100
"""How deep they may be nested."""
NAMED = 10
"""Places that a warning names."""
LOOKED_AT = 20
"""Members of each whose keys are looked at."""
MOST_KEYS = 3
"""How many keys lead to a value within a member."""
DEEPEST = 6
"""How many keys may lead to the rows."""
BY_COLUMN = (
    "The file holds a list of values for each column; write an object for each row, as in"
    ' [{"firstName": …, "lastName": …, "email": …}], which pandas does with to_json(orient="records").'
)

type Events = Iterator[tuple[str, Any]]
type Place = tuple[str, ...]


@dataclass
class Holder:
    """An array or an object that may hold the rows."""

    place: Place
    is_array: bool
    objects: int = 0
    others: int = 0
    kinds: dict[str, str] = field(default_factory=dict)
    """Its keys, and whether an object, an array or a value stands there."""
    keys: Counter[str] = field(default_factory=Counter)
    """Those of its first members, and how many of them have each."""

    def add(self, key: str | None, kind: str) -> None:
        """Counts a member."""
        self.objects += kind == "object"
        self.others += kind != "object"
        if key is not None and len(self.kinds) < MAX_COLUMNS:
            self.kinds[key] = kind

    @property
    def holds_people(self) -> bool:
        """Whether its members are objects with the keys of people; those of an object must be all of a kind."""
        if not self.objects or (self.others and not self.is_array):
            return False
        most = min(self.objects, LOOKED_AT) / 2
        found = suggest([key for key, count in self.keys.items() if self.is_array or count > most]).keys()
        return "email" in found and not NAMES.isdisjoint(found)

    @property
    def told(self) -> str:
        return f"{'.'.join(self.place) or 'the whole file'!r} ({self.objects + self.others:,})"


def places_of_rows(events: Events, warnings: Warnings) -> frozenset[Place]:
    """Where in an object its rows are; nowhere if the object is itself a row. Raises Unreadable.

    What holds people of the same keys is one list, as sheets of one header are. Other arrays are named in a warning.
    """
    holders = list(_holders(events))
    if not holders:
        return frozenset()
    named = _named(holders[0])
    if named.get("email") == "value" and any(named.get(name) == "value" for name in NAMES):
        return frozenset()
    _reject_columns(holders, named)
    people = [one for one in holders if one.holds_people]
    arrays = [] if "value" in named.values() else [one for one in holders if one.is_array and one.objects]
    if not (best := people or arrays):
        return frozenset()
    taken = [one for one in people if one.keys.keys() == best[0].keys.keys()] or best[:1]
    left = [one for one in holders if one.is_array and one not in taken]
    read, rest = (", ".join(one.told for one in each[:NAMED]) for each in (taken, left))
    message = f"The rows are those of {read} in the file; what else the file says was not read"
    if not all(one.is_array for one in taken):
        message += ", nor were the keys of the rows"
    warnings.add(WarningCode.PARTS_IGNORED, f"{message}: {rest}." if rest else f"{message}.")
    return frozenset(one.place for one in taken)


def within(events: Events, places: frozenset[Place]) -> Events:
    """The events of the members of these arrays and objects."""
    path, opened = list[str | None](), 0
    for event, value in events:
        if event in ENDS:
            path.pop()
            opened = max(opened - 1, 0)
            if opened:
                yield event, value
        elif event == "map_key":
            path[-1] = value
            if opened > 1:
                yield event, value
        else:
            if opened:
                yield event, value
            if event in STARTS:
                if opened or (len(path) <= DEEPEST and tuple(path) in places):
                    opened += 1
                _open(path)


def _holders(events: Events) -> Iterator[Holder]:
    """Each array and object that no array is around, as they are once the first value of the file was read."""
    found, path, opened = list[Holder](), list[str | None](), list[Holder | None]()
    try:
        for event, value in events:
            if event in ENDS:
                path.pop()
                opened.pop()
                if not path:
                    break
            elif event == "map_key":
                path[-1] = value
            else:
                _note(event, path, opened)
                if event in STARTS:
                    is_place = None not in path and len(path) <= DEEPEST and len(found) < MOST_PLACES
                    holder = Holder(tuple(filter(None, path)), event == "start_array") if is_place else None
                    found += filter(None, [holder])
                    opened.append(holder)
                    _open(path)
    except BROKEN:  # its rows will tell
        pass
    return iter(found)


def _note(event: str, path: Sequence[str | None], opened: Sequence[Holder | None]) -> None:
    """Notes a value in the array or object it is a member of, and its key in those around."""
    if opened and (holder := opened[-1]):
        holder.add(path[-1], {"start_map": "object", "start_array": "array"}.get(event, "value"))
    if event == "start_map":
        return
    for depth, holder in enumerate(opened[:-1]):
        keys = path[depth + 1 :]
        if holder and holder.objects <= LOOKED_AT and len(holder.keys) < MAX_COLUMNS:
            named = [key for key in keys if key not in WRAPPERS]
            if None not in keys and len(named) <= (MOST_KEYS if holder.is_array else 1):
                holder.keys[".".join(filter(None, named or keys))] += 1


def _open(path: list[str | None]) -> None:
    path.append(None)
    if len(path) > MOST_OPEN:
        raise Unreadable(TOO_DEEP)


def _named(root: Holder) -> dict[str, str]:
    """The fields that name a person whom an object is, and what stands there."""
    found = {field: key if isinstance(key, str) else key[0] for field, key in suggest(list(root.kinds)).items()}
    return {field: root.kinds[key] for field, key in found.items() if field == "email" or field in NAMES}


def _reject_columns(holders: Sequence[Holder], named: Mapping[str, str]) -> None:
    """Rejects a file of columns: of arrays, or of objects that have the same keys, one for each row."""
    root = holders[0]
    columns = [one for one in holders if len(one.place) == 1 and one.others > 1 and not one.objects]
    alike = {(one.is_array, one.others, *one.kinds) for one in columns}
    is_split = {"columns", "data"} <= root.kinds.keys() and {root.kinds["columns"], root.kinds["data"]} == {"array"}
    if is_split or (
        len(named) > 1 and "value" not in named.values() and len(columns) >= len(named) and len(alike) == 1
    ):
        raise Unreadable(BY_COLUMN)
