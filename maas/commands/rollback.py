"""`maas rollback`: back to an older generation; a running service follows by itself."""

import argparse
import sys
from datetime import UTC, datetime

from maas.generation import DataDir, roll_back
from maas.generation.stamp import territory_stamp
from maas.settings import Territory


def run_rollback(options: argparse.Namespace) -> int:
    """Make an older generation the current one.

    Raises:
        NotFound: there is none.
        GenerationBroken: it is not whole any more.
    """
    territory: Territory = options.territory
    data = DataDir(territory.data_dir)
    why = f"rolled back by an operator on {datetime.now(UTC):%Y-%m-%d at %H:%M} UTC"
    with data.locked():
        generation = roll_back(data, options.to, why, territory_stamp(territory))
    kept = [source.id for source in generation.manifest.sources if source.kept]
    sys.stdout.write(f"generation {generation.id} of {territory.name} serves again\n")
    if kept:
        sys.stdout.write(
            f"versions of {', '.join(kept)} that were left are not taken again until their source"
            " publishes another; maas import --force takes them\n"
        )
    return 0
