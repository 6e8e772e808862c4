"""Query strings to query types: strict texts first, then the bounds that the type states.

A query type is a msgspec Struct: its member names are the parameters, `Meta` holds bounds and
`Served` what of the lawful values is really served. `/openapi.json` reads the same type.
Parameters that the type does not name are ignored, as MOTIS does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec
from multidict import MultiMapping

from maas.errors import BadQuery, NotSupported

Q = TypeVar("Q", bound=msgspec.Struct)

WHOLE = re.compile(r"-?[0-9]{1,12}")
DECIMAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,18})?")
TIME = re.compile(
    r"(?P<day>(19[7-9]|20[0-9]|21[0-9])[0-9]-[01][0-9]-[0-3][0-9])[Tt]"
    r"(?P<clock>[0-2][0-9]:[0-5][0-9])(?P<seconds>:[0-5][0-9])?(\.[0-9]{1,9})?"
    r"(?P<zone>[Zz]|[-+ ][01][0-9]:?[0-5][0-9])"
)


@dataclass(frozen=True, slots=True)
class Served:
    """Marks a member of a query type of which only some lawful values are served."""

    values: tuple[Any, ...] = ()
    """Beside the default, which always is."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One member of a query type."""

    name: str
    member: str
    type: Any
    shape: type
    """bool, int, float, str, datetime or tuple."""
    item: type
    """For a tuple the shape of its items, else the shape."""
    default: Any
    required: bool
    served: tuple[Any, ...] | None
    """None: all lawful values."""


@cache
def parameters(kind: type[msgspec.Struct]) -> tuple[Parameter, ...]:
    """The parameters that a query type names, in its order."""
    return tuple(_parameter(field) for field in msgspec.structs.fields(kind))


def _parameter(field: msgspec.structs.FieldInfo) -> Parameter:
    marks = [mark for mark in _annotations(field.type) if isinstance(mark, Served)]
    shape, item = _shape(field.type)
    served = (field.default, *marks[0].values) if marks else None
    default = None if field.required else field.default
    return Parameter(
        field.encode_name, field.name, field.type, shape, item, default, field.required, served
    )


def _annotations(kind: Any) -> tuple[Any, ...]:
    if get_origin(kind) is Annotated:
        return get_args(kind)[1:]
    if get_origin(kind) in (Union, UnionType):
        return tuple(mark for member in get_args(kind) for mark in _annotations(member))
    return ()


def _shape(kind: Any) -> tuple[type, type]:
    """(shape, item shape) of a member's type."""
    if get_origin(kind) is Annotated:
        return _shape(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return _shape(next(member for member in get_args(kind) if member is not NoneType))
    if get_origin(kind) is tuple:
        return tuple, _shape(get_args(kind)[0])[0]
    if get_origin(kind) is Literal:
        return str, str
    return kind, kind


def read_query(kind: type[Q], query: MultiMapping[str]) -> Q:
    """Read the parameters that a query type names.

    Raises:
        BadQuery: a parameter is missing, repeated, unreadable or out of bounds.
        NotSupported: a value is lawful and nothing here serves it.
    """
    values: dict[str, Any] = {}
    for parameter in parameters(kind):
        texts = query.getall(parameter.name, ())
        if texts:
            values[parameter.member] = _read(parameter, tuple(texts))
        elif parameter.required:
            raise BadQuery(parameter.name, "is missing")
    return kind(**values)


def _read(parameter: Parameter, texts: tuple[str, ...]) -> Any:
    value = _texts_to_value(parameter, texts)
    try:
        lawful = msgspec.convert(value, parameter.type, strict=True)
    except msgspec.ValidationError as problem:
        raise BadQuery(parameter.name, _plain(problem)) from problem
    if parameter.served is not None and lawful not in parameter.served:
        raise NotSupported(parameter.name, f"this value is not supported; {_offer(parameter)}")
    return lawful


def _texts_to_value(parameter: Parameter, texts: tuple[str, ...]) -> Any:
    if parameter.shape is tuple:
        items = [item for text in texts for item in text.split(",") if item]
        return tuple(_read_text(parameter.name, parameter.item, item) for item in items)
    if len(texts) > 1:
        raise BadQuery(parameter.name, "is given more than once")
    return _read_text(parameter.name, parameter.shape, texts[0])


def _read_text(name: str, shape: type, text: str) -> Any:
    if shape is bool:
        return _read_bool(name, text)
    if shape is int:
        return int(_matched(name, WHOLE, text, "a whole number"))
    if shape is float:
        return float(_matched(name, DECIMAL, text, "a decimal number"))
    if shape is datetime:
        return _read_time(name, text)
    return text


def _matched(name: str, pattern: re.Pattern[str], text: str, wanted: str) -> str:
    if pattern.fullmatch(text) is None:
        raise BadQuery(name, f"is not {wanted}")
    return text


def _read_bool(name: str, text: str) -> bool:
    if text not in ("true", "false"):
        raise BadQuery(name, "is neither true nor false")
    return text == "true"


def _read_time(name: str, text: str) -> datetime:
    """RFC 3339; seconds may be left out, and a `+` that arrived as a space is taken for one."""
    match = TIME.fullmatch(text)
    if match is None:
        raise BadQuery(name, "is not a time like 2023-09-20T08:00:00Z")
    zone = match["zone"].replace(" ", "+").upper().replace("Z", "+00:00")
    try:
        return datetime.fromisoformat(
            f"{match['day']}T{match['clock']}{match['seconds'] or ':00'}{zone}"
        )
    except ValueError as problem:
        raise BadQuery(name, "is no time on any clock") from problem


def _plain(problem: msgspec.ValidationError) -> str:
    """msgspec's sentence without its path and quotes: "Expected int >= 0"."""
    sentence = str(problem).partition(" - at ")[0].replace("`", "")
    return sentence[:1].lower() + sentence[1:]


def _offer(parameter: Parameter) -> str:
    offered = ", ".join(served_texts(parameter))
    return f"supported: {offered}" if offered else "leave the parameter out"


def served_texts(parameter: Parameter) -> tuple[str, ...]:
    """The served values of a restricted parameter as one writes them in a query."""
    return tuple(
        str(value).lower()
        if isinstance(value, bool)
        else ",".join(map(str, value))
        if isinstance(value, tuple)
        else str(value)
        for value in parameter.served or ()
        if value not in (None, ())
    )


def given(kind: type[msgspec.Struct], query: MultiMapping[str]) -> Mapping[str, str]:
    """The parameters of a query as they were given, lists with commas (`requestParameters`)."""
    names = (parameter.name for parameter in parameters(kind))
    return {name: ",".join(query.getall(name)) for name in names if name in query}
