"""Kernels are compiled in a process that ends: all that compilers take would stay with whoever
runs them (half a gigabyte), and with all children of the supervisor.

What is compiled is kept beside the code (maas/compiled.py); whoever loads it takes little.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import structlog

from maas.settings import Territory
from routing.warming import compiled_in

log = structlog.get_logger()


def compile_apart(marker: Path, load: Callable[[], object]) -> None:
    """See to it that kernels are compiled before they are loaded here. Forks: no threads yet.

    Args:
        marker: is there once they are.
        load: what compiles them all; what it fails at, it will fail at here, too.
    """
    if marker.exists():
        return
    log.info("service.compiling")
    pid = os.fork()
    if pid == 0:
        _become_compiler(load, marker)
    os.waitpid(pid, 0)


def _become_compiler(load: Callable[[], object], marker: Path) -> None:
    """In the forked child: compile, say so, and never come back."""
    code = 1
    try:
        load()
        marker.parent.mkdir(parents=True, exist_ok=True)
        marker.touch()
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)


def marker_of(territory: Territory) -> Path:
    """A file that is there once all has been compiled that sources of such kinds need.

    Its folder is another one when a kernel changes.
    """
    kinds = sorted({source.kind for source in territory.sources})
    return compiled_in() / f"whole-{'-'.join(kinds)}"
