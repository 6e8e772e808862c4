"""`maas demo`: an invented city, from nothing to an answer."""

import argparse
import sys
from urllib.parse import urlencode

from maas.app import ServeOptions, serve
from maas.build.building import build
from maas.build.progress import Progress
from maas.demo import EXAMPLE, generate
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
        door = ServeOptions(options.host, options.port, options.workers)
        return serve(territory, door, _greet)
    sys.stdout.write(f"{file} stands; now: maas serve {file}\n")
    return 0


def _greet(address: str) -> None:
    """Say where the city answers, and what to ask it."""
    ends = {"fromPlace": EXAMPLE.origin, "toPlace": EXAMPLE.destination}
    page = {"from": EXAMPLE.origin, "to": EXAMPLE.destination}
    sys.stdout.write(
        f"\nThe city answers at {address} (Ctrl-C ends it). For example:\n\n"
        f"  a map    {address}/?{urlencode(page, safe=',')}\n"
        f"  JSON     curl '{address}/api/v6/plan?{urlencode(ends, safe=',')}'\n\n"
    )
    sys.stdout.flush()
