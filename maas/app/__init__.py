"""Serving: a supervisor that forks, one writer, some workers, now and then a builder.

The supervisor has no threads and no event loop; children are introduced to one another by socket
pairs, and each one ends when the supervisor does.
"""

from maas.app.supervisor import ServeOptions, serve

__all__ = ["ServeOptions", "serve"]
