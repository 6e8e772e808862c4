"""The windows of a timetable with one state of live news in them."""

from collections.abc import Callable, Mapping

from routing.bounds_learning import BoundsLearning
from routing.window import Window, WindowKey
from routing.windows import Windows

KEPT = 4
"""Today and tomorrow, both ways."""
LATELY = 30
"""Windows are opened ahead while somebody asks for them within so many states of the news."""


class LiveWindows:
    """Opens windows when first asked for; those asked of the state before ahead. Thread-safe."""

    def __init__(
        self,
        open_one: Callable[[WindowKey], Window],
        learning: BoundsLearning,
        ages: Mapping[WindowKey, int],
    ) -> None:
        """
        Args:
            ages: the windows asked for lately, and how many states of the news ago.
        """
        self._windows = Windows(open_one, KEPT)
        self._learning = learning
        self._ages = dict(ages)

    def open_ahead(self) -> None:
        """Open what was asked for lately, so that no question waits for it; begin to learn."""
        for key in self._ages:
            self._learning.applied(key, self._windows.of(key))

    def of(self, key: WindowKey) -> Window:
        """The window, opened if it is not yet, with the best bounds known."""
        self._ages[key] = 0
        return self._learning.applied(key, self._windows.of(key))

    def ages(self) -> dict[WindowKey, int]:
        """What the state of the news after this one is to open ahead: the last asked for."""
        older = {key: age + 1 for key, age in self._ages.copy().items() if age < LATELY}
        return dict(sorted(older.items(), key=lambda entry: entry[1])[:KEPT])
