"""`maas import`: read the feeds into a new generation."""

import argparse
import os
import sys
from threading import Thread

from maas.build.building import build
from maas.build.progress import Progress
from maas.settings import Territory


def run_import(options: argparse.Namespace) -> int:
    """Import; 0 when a generation stands.

    Raises:
        FeedError: no source could be used.
    """
    if options.background:
        os.nice(10)
        Thread(target=_end_with_input, daemon=True).start()
    territory: Territory = options.territory
    progress = Progress()
    generation = build(territory, progress, force=options.force, today=options.on)
    progress.console.print(f"generation {generation.id} of {territory.name} stands")
    return 0


def _end_with_input() -> None:
    """End when whoever started us does: what was half done is cleaned up by the next import."""
    while os.read(sys.stdin.fileno(), 4096):  # the buffer's lock, held, would abort our exit
        pass
    os._exit(1)
