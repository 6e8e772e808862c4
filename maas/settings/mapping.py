"""How options say where in a record something stands: a path, a template of paths, a constant.

    "fields.idparc"             a member of a member; of a list the first element that has it
    "parks[2].name"             an element of a list, counted from 0
    "name[language=fr].string"  the element of a list that says so
    "$.updated"                 of the message, not of the record
    "@key"                      what the record is called in an object of records
    "{street}, {town}"          several of them in one text
    "=BIKE"                     a constant

A list of such texts: the first one that finds something.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from maas.options import Table

KEY = "@key"
_MESSAGE = "$."
_STEP = re.compile(
    r"(?P<name>[^\[\]{}]*)(?:\[(?:(?P<place>\d+)|(?P<key>[^=\[\]]+)=(?P<value>[^\]]*))\])?"
)
_TEMPLATE = re.compile(r"\{([^{}]*)\}")


class Step(NamedTuple):
    """From a value into what it holds."""

    name: str
    """A member, or the position in a list; "": stay."""
    key: str = ""
    """Then to the element of a list whose member of this name …"""
    value: str = ""
    """… says this, folded."""


@dataclass(frozen=True, slots=True)
class Path:
    """Where something stands."""

    written: str
    steps: tuple[Step, ...]
    of_message: bool = False


Part = Path | str
"""A path, or a text as it is."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a record says of something."""

    ways: tuple[tuple[Part, ...], ...]
    """The first that finds something; several parts make one text."""

    @property
    def paths(self) -> Iterator[Path]:
        """All that is looked for."""
        return (part for way in self.ways for part in way if isinstance(part, Path))

    @property
    def is_constant(self) -> bool:
        """Whether one of its ways needs no record."""
        return any(all(isinstance(part, str) for part in way) for way in self.ways)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of our words a record means."""

    told: Told
    meanings: Mapping[str, str]
    """What it may say, folded, to our word."""
    otherwise: str = ""
    """Our word for anything else that it says."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What a record must say."""

    path: Path
    values: frozenset[str]
    """One of these, folded; "" is nothing at all."""


def folded(value: object) -> str:
    """A value as it is compared with what options name: 1, 1.0 and " 1 " are one."""
    if isinstance(value, str):
        return value.strip().casefold()
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def read_told(table: Table, key: str) -> Told | None:
    """What an option says of where to look; None if missing.

    Raises:
        BadSettings: it is no path.
    """
    texts = table.texts(key)
    if key in table.values and not any(texts):
        raise table.wrong(key, "names no path")
    return Told(tuple(_way(table, key, text) for text in texts)) if texts else None


def read_path(table: Table, key: str, text: str) -> Path:
    """A path that stands at an option.

    Raises:
        BadSettings: it is none.
    """
    of_message = text.startswith(_MESSAGE)
    inner = text.removeprefix(_MESSAGE) if of_message else text
    if not inner.strip():
        raise table.wrong(key, "names no path")
    return Path(inner, tuple(_steps(table, key, inner)), of_message)


def read_choices(
    table: Table, key: str, words: Collection[str], usual: Mapping[str, str]
) -> tuple[Choice, ...]:
    """Which of our words are meant: a path alone, a table of what is said for each, or several.

    Args:
        usual: what is meant where the option names no values.

    Raises:
        BadSettings: a word or a path is none.
    """
    value = table.values.get(key)
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        return tuple(_choice(each, words) for each in table.tables(key))
    if isinstance(value, dict):
        return (_choice(table.table(key), words),)
    told = read_told(table, key)
    if told is None:
        return ()
    for way in told.ways:
        if isinstance(way[0], str) and len(way) == 1 and folded(way[0]) not in usual:
            raise table.wrong(key, f"{way[0]!r} is none of {', '.join(sorted(words))}")
    return (Choice(told, usual),)


def read_conditions(table: Table, key: str) -> tuple[Condition, ...]:
    """What records must say: `{ path = value or list of values }`.

    Raises:
        BadSettings: a path or a value is none.
    """
    conditions = table.table(key)
    return tuple(
        Condition(read_path(conditions, path, path), _values(conditions, path))
        for path in conditions.values
    )


def _choice(table: Table, words: Collection[str]) -> Choice:
    table.only({"path", "otherwise", *words})
    told = read_told(table, "path")
    if told is None:
        raise table.wrong("path", "is missing")
    meanings: dict[str, str] = {}
    for word in words:
        for said in _values(table, word) if word in table.values else ():
            if meanings.setdefault(said, word) != word:
                raise table.wrong(word, f"{said!r} means {meanings[said]}, too")
    otherwise = table.text("otherwise", "")
    if otherwise and otherwise not in words:
        raise table.wrong("otherwise", f"{otherwise!r} is none of {', '.join(sorted(words))}")
    return Choice(told, meanings, otherwise)


def _values(table: Table, key: str) -> frozenset[str]:
    value: Any = table.values[key]
    listed = value if isinstance(value, list) else [value]
    if not listed or not all(isinstance(each, str | int | float) for each in listed):
        raise table.wrong(key, f"needs a value or a list of values, not {value!r}")
    return frozenset(folded(each) for each in listed)


def _way(table: Table, key: str, text: str) -> tuple[Part, ...]:
    if text.startswith("="):
        return (text[1:],)
    if not _TEMPLATE.search(text):
        return (read_path(table, key, text),)
    parts = _TEMPLATE.split(text)
    return tuple(
        read_path(table, key, part) if i % 2 else part
        for i, part in enumerate(parts)
        if part or i % 2
    )


def _steps(table: Table, key: str, text: str) -> Iterator[Step]:
    for written in text.split("."):
        match = _STEP.fullmatch(written)
        if match is None or not written:
            raise table.wrong(key, f"{text!r} is no path")
        yield Step(match["name"], match["key"] or "", folded(match["value"]))
        if match["place"]:
            yield Step(match["place"])
