"""One table of a TOML file, read option by option; what is wrong is named with file and line."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from math import isfinite
from typing import Any

from maas.errors import BadSettings

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]")
_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_KEY = re.compile(r"\s*\"?([\w-]+)\"?\s*=")


@dataclass(frozen=True, slots=True)
class Table:
    """A TOML table and where it stands: `name` is "" at the root, "source[2]", "routing" …"""

    values: Mapping[str, Any]
    file: str
    lines: Mapping[str, int]
    name: str = ""

    def wrong(self, key: str, problem: str) -> BadSettings:
        """The error for an option of this table."""
        option = self._option(key)
        places = (option, f"{option}[1]", self.name)
        line = next((self.lines[place] for place in places if place in self.lines), None)
        place = f"{self.file}, line {line}" if line else self.file
        return BadSettings(option, f"{problem} ({place})")

    def only(self, known: Collection[str]) -> None:
        """Refuse every option that is not known."""
        for key in self.values:
            if key not in known:
                close = get_close_matches(key, known, 1)
                meant = f"; did you mean {close[0]}?" if close else ""
                raise self.wrong(key, f"no such option{meant}")

    def text(self, key: str, default: str | None = None) -> str:
        """A text; missing without a default is an error."""
        value = self._value(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, f"needs a text, not {value!r}")
        if not value and not default == "":
            raise self.wrong(key, "is empty")
        return value

    def number(self, key: str, default: float | None, least: float, most: float) -> float:
        """A number within bounds."""
        value = self._value(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise self.wrong(key, f"needs a number, not {value!r}")
        if not least <= value <= most:
            raise self.wrong(key, f"needs a number from {least:g} to {most:g}, not {value!r}")
        return value

    def optional_number(self, key: str, least: float, most: float) -> float | None:
        """A number within bounds, None if missing."""
        return self.number(key, None, least, most) if key in self.values else None

    def expanded(self, key: str, environment: Mapping[str, str]) -> str:
        """A text with each `${NAME}` replaced from the environment."""

        def value(match: re.Match[str]) -> str:
            if match[1] not in environment:
                raise self.wrong(key, f"the environment has no {match[1] or 'empty name'}")
            return environment[match[1]]

        return _VARIABLE.sub(value, self.text(key))

    def expansions(self, key: str, environment: Mapping[str, str]) -> tuple[str, ...]:
        """What `expanded` puts in for each `${NAME}` of a text, none if missing."""
        names = _VARIABLE.findall(str(self.values.get(key, "")))
        return tuple(environment[name] for name in names if name in environment)

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self._value(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, f"needs true or false, not {value!r}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A text or a list of texts, none if missing."""
        value = self.values.get(key, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(text, str) for text in listed):
            raise self.wrong(key, f"needs a text or a list of texts, not {value!r}")
        return tuple(listed)

    def table(self, key: str) -> "Table":
        """A sub-table, empty if missing."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, f"needs a table [{self._option(key)}], not {value!r}")
        return Table(value, self.file, self.lines, self._option(key))

    def tables(self, key: str) -> list["Table"]:
        """An array of tables, empty if missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.wrong(key, f"needs tables [[{key}]]")
        return [
            Table(each, self.file, self.lines, f"{self._option(key)}[{number}]")
            for number, each in enumerate(value, 1)
        ]

    def _value(self, key: str, default: Any) -> Any:
        value = self.values.get(key, default)
        if value is None:
            raise self.wrong(key, "is missing")
        return value

    def _option(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key


def find_lines(text: str) -> dict[str, int]:
    """Where each option of a TOML text stands: {"source[2].url": 14}, lines counted from 1.

    Good enough to point at a mistake, not a parser: the values are tomllib's business.
    """
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    name = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            name = _table_name(header[2], header[1] == "[[", counts)
            lines[name] = number
        elif key := _KEY.match(line):
            lines.setdefault(f"{name}.{key[1]}" if name else key[1], number)
    return lines


def _table_name(dotted: str, is_array: bool, counts: dict[str, int]) -> str:
    if is_array:
        counts[dotted] = counts.get(dotted, 0) + 1
    first, _, rest = dotted.partition(".")
    name = f"{first}[{counts[first]}]" if first in counts else first
    return f"{name}.{rest}" if rest else name
