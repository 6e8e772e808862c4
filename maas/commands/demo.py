"""`maas demo`: an invented city, from nothing to an answer."""

import argparse
import sys

from maas.app import ServeOptions, serve
from maas.build.building import build
from maas.build.progress import Progress
from maas.demo import generate
from maas.settings import read_territory


def run_demo(options: argparse.Namespace) -> int:
    """Generate, import and, if asked to, serve the demo city."""
    progress = Progress()
    chosen = {"n_stops": options.stops} if options.stops else {}
    with progress.step(f"inventing a city in {options.dir}"):
        file = generate(options.dir, options.seed, **chosen)
    territory = read_territory(file)
    build(territory, progress)
    if options.serve:
        return serve(territory, ServeOptions(options.host, options.port, options.workers))
    sys.stdout.write(f"{file} stands; now: maas serve {file}\n")
    return 0
