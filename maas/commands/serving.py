"""`maas serve`: answer over HTTP."""

import argparse

from maas.app import ServeOptions, serve


def run_serve(options: argparse.Namespace) -> int:
    """Serve until told to stop."""
    return serve(options.territory, ServeOptions(options.host, options.port, options.workers))
