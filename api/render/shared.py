"""What the itineraries of one answer have in common, rendered once."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Shared:
    """Renderings of the parts of one answer, by part. Itineraries that use the same stop share the
    very line and steps that lead there; nobody compares them to find out."""

    def __init__(self) -> None:
        self._known: dict[Hashable, tuple[Any, Any]] = {}

    def once(self, part: object, render: Callable[[], T]) -> T:
        """The rendering of a part, made when it is first asked for."""
        known = self._known.get(id(part))
        if known is None:
            known = self._known[id(part)] = part, render()  # the part kept, so is its id
        rendering: T = known[1]
        return rendering
