"""`maas demo`: an invented city, from nothing to an answer."""

import argparse
import sys
from contextlib import ExitStack
from urllib.parse import urlencode

from maas.app import ServeOptions, serve
from maas.build.building import build
from maas.build.progress import Progress
from maas.commands.demo_staff import open_town_hall
from maas.demo import EXAMPLE, generate
from maas.demo.live.starting import open_simulator
from maas.settings import read_territory


def run_demo(options: argparse.Namespace) -> int:
    """Generate, import and, if asked to, serve the demo city."""
    progress = Progress()
    simulator = open_simulator() if options.serve else None
    chosen = {"n_stops": options.stops} if options.stops else {}
    live = simulator.address if simulator else ""
    with progress.step(f"inventing a city in {options.dir}"):
        file = generate(options.dir, options.seed, **chosen, live=live)
    territory = read_territory(file)
    build(territory, progress)
    if simulator is None:
        sys.stdout.write(f"{file} stands; now: maas serve {file}\n")
        return 0
    key = open_town_hall(territory, options.dir)
    door = ServeOptions(options.host, options.port, options.workers)
    with ExitStack() as beside:

        def greet(address: str) -> None:
            """Once the service clock ticks, so that no news is from its future."""
            beside.enter_context(simulator.running(territory, options.dir, options.seed, address))
            _greet(address, key)

        return serve(territory, door, greet)


def _greet(address: str, key: str) -> None:
    """Say where the city answers, what to ask it, and how its staff close the bridge."""
    ends = {"fromPlace": EXAMPLE.origin, "toPlace": EXAMPLE.destination}
    page = {"from": EXAMPLE.origin, "to": EXAMPLE.destination}
    sys.stdout.write(
        f"\nThe city answers at {address} (Ctrl-C ends it). For example:\n\n"
        f"  a map    {address}/?{urlencode(page, safe=',')}\n"
        f"  JSON     curl '{address}/api/v6/plan?{urlencode(ends, safe=',')}'\n"
        f"  staff    {address}/?{urlencode(page, safe=',')}#key={key}\n"
        "           (the same map for the town's staff, who close a bridge with one button)\n\n"
    )
    sys.stdout.flush()
