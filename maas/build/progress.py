"""What an import is doing, told to whoever waits for it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.markup import escape
from rich.text import Text


@dataclass(slots=True)
class Step:
    """One step under way; `result` is shown when it ends."""

    what: str
    result: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """Steps with their duration: a spinner in a terminal, one line each anywhere else."""

    console: Console = field(default_factory=lambda: Console(stderr=True, soft_wrap=True))

    @contextmanager
    def step(self, what: str) -> Iterator[Step]:
        """Show a step while it lasts and what came of it."""
        step = Step(what)
        began = time.monotonic()
        if self.console.is_terminal:
            with self.console.status(escape(what)):
                yield step
        else:
            yield step
        self._line("✓", "green", f"{what}: {step.result}" if step.result else what, began)

    def warn(self, text: str) -> None:
        """Something that a person should know."""
        self._line("!", "yellow", text)

    def refuse(self, text: str) -> None:
        """Something that was not taken."""
        self._line("✗", "red", text)

    def _line(self, sign: str, color: str, text: str, began: float | None = None) -> None:
        line = Text.assemble((sign, color), " ", text)
        if began is not None:
            line.append(f"  {time.monotonic() - began:.1f} s", "dim")
        self.console.print(line)
