"""What a record says where an option's path leads."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from maas.settings.mapping import KEY, Condition, Path, Step, Told, folded

MISSING: Any = object()
"""Nothing is there; null is something."""

_WRAPPED = ("value", "@value")
"""Where FIWARE keeps what an attribute is, beside its type."""

_EMPTY = frozenset({"", "-", "--", "n/a", "null", "none", "nan"})
"""What people write who have nothing to say, folded."""
_LONGEST_EMPTY = 6


class Row(NamedTuple):
    """One record of a table."""

    told: Mapping[str, Any]
    """By column or member."""
    around: Any = None
    """What it is a part of: the feature whose properties they are."""
    key: str = ""
    """What it is called in an object of records."""
    message: Any = None


def find(row: Row, path: Path) -> Any:
    """What stands there; MISSING where there is no such place."""
    if path.of_message:
        return descend(row.message, path)
    if path.written in row.told:
        return plain(row.told[path.written])
    if path.written == KEY:
        return row.key or MISSING
    found = descend(row.told, path)
    if found is MISSING and row.around is not None:
        return descend(row.around, path)
    return found


def descend(value: Any, path: Path) -> Any:
    """What stands within a value; a member of exactly that name goes first."""
    if isinstance(value, dict) and path.written in value:
        return plain(value[path.written])
    for step in path.steps:
        value = _within(value, step)
        if value is MISSING:
            return MISSING
    return plain(value)


def plain(value: Any) -> Any:
    """A value itself, without its type and unit."""
    if isinstance(value, dict):
        for name in _WRAPPED:
            if name in value:
                return plain(value[name])
    return value


def tell(row: Row, told: Told) -> Any:
    """What the first way says that says anything; None."""
    for way in told.ways:
        value = find(row, way[0]) if isinstance(way[0], Path) else way[0]
        if len(way) > 1:
            value = _joined(row, way)
        if value is not MISSING and not is_blank(value):
            return value
    return None


def is_blank(value: Any) -> bool:
    """Whether somebody filled in a field without anything to say."""
    if not value:
        return value is None or value == ""
    if not isinstance(value, str):
        return False
    is_short = len(value) <= _LONGEST_EMPTY or value.isspace()
    return is_short and value.strip().casefold() in _EMPTY


def text_of(value: Any) -> str:
    """A value as people read it: in a list what is a text, of several languages the first."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return ", ".join(text for each in value if (text := text_of(each)))
    if isinstance(value, dict):
        return next((text for each in value.values() if (text := text_of(plain(each)))), "")
    return folded(value)


def holds(row: Row, condition: Condition) -> bool:
    """Whether a record says what it must."""
    found = find(row, condition.path)
    return ("" if found is MISSING else folded(text_of(found))) in condition.values


def _joined(row: Row, way: tuple[Path | str, ...]) -> str | None:
    """Several in one text, without what would stand between nothing and something."""
    said = [part if isinstance(part, str) else _said(row, part) for part in way]
    if not any(text for text, part in zip(said, way, strict=True) if isinstance(part, Path)):
        return None
    return " ".join("".join(said).split()).strip(" ,;-/")


def _said(row: Row, path: Path) -> str:
    found = find(row, path)
    return "" if found is MISSING or is_blank(found) else text_of(found)


def _within(value: Any, step: Step) -> Any:
    if step.name:
        value = _member(value, step.name)
    if not step.key or value is MISSING:
        return value
    listed = value if isinstance(value, list) else [value]
    return next((each for each in listed if _says(each, step)), MISSING)


def _says(value: Any, step: Step) -> bool:
    found = _member(value, step.key)
    return found is not MISSING and folded(text_of(plain(found))) == step.value


def _member(value: Any, name: str) -> Any:
    if isinstance(value, Mapping):
        if name in value:
            return value[name]
        inner = plain(value)
        return MISSING if inner is value else _member(inner, name)
    if not isinstance(value, list):
        return MISSING
    if name.isdecimal():
        return value[int(name)] if int(name) < len(value) else MISSING
    found = (_member(each, name) for each in value)
    return next((each for each in found if each is not MISSING), MISSING)
