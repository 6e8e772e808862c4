"""The windows of a timetable with one state of live news in them."""

from collections.abc import Callable

from routing.bounds_learning import (
    BoundsLearning,
    Learned,
    learnable,
    plainly_bounded,
    with_learned,
)
from routing.window import Window, WindowKey
from routing.windows import Windows

KEPT = 4
"""Today and tomorrow, both ways."""
LATELY = 30
"""Windows are opened ahead while somebody asks for them within so many states of the news."""

MANY = 100
"""With more steps that a hierarchy lacks, the graph is searched faster as it is."""


class Demand:
    """Which windows are asked for, as told by all states of the news. Thread-safe."""

    def __init__(self) -> None:
        self._ages: dict[WindowKey, int] = {}

    def note(self, key: WindowKey) -> None:
        """A window is asked for."""
        self._ages[key] = 0

    @property
    def is_any(self) -> bool:
        """Whether any window was asked for lately."""
        return bool(self._ages)

    def lately(self) -> list[WindowKey]:
        """What the next state of the news is to open ahead: the windows last asked for."""
        older = {key: age + 1 for key, age in self._ages.copy().items() if age < LATELY}
        self._ages = dict(sorted(older.items(), key=lambda entry: entry[1])[:KEPT])
        return list(self._ages)


class LiveWindows:
    """Opens windows when first asked for, or ahead; gives them the best bounds. Thread-safe."""

    def __init__(self, open_one: Callable[[WindowKey], Window], learning: BoundsLearning) -> None:
        self._windows = Windows(open_one, KEPT)
        self._learning = learning
        self._bounded: dict[WindowKey, tuple[Window, Learned | None, Window]] = {}

    def laid(self, key: WindowKey) -> Window:
        """The window, opened if it is not yet, with the steps its hierarchy lacks beside it."""
        return self._windows.of(key)

    def of(self, key: WindowKey) -> Window:
        """The window, opened if it is not yet, with the best bounds known by now."""
        window = self._windows.of(key)
        if not window.hierarchy.shorter.size:
            return window
        learned, known = self._learning.find(key), self._bounded.get(key)
        if known is not None and known[0] is window and known[1] is learned:
            return known[2]
        bounded = window if learned is None else with_learned(window, learned)
        if learnable(bounded).size:
            self._learning.learn(key, window)
        if len(self._bounded) >= KEPT:
            self._bounded.clear()
        if bounded.hierarchy.shorter.shape[0] > MANY:
            bounded = plainly_bounded(window)
        self._bounded[key] = window, learned, bounded
        return bounded
