"""Loops over the bytes of messages, compiled."""

import os

from maas.compiled import VARIABLE, cache_dir

os.environ.setdefault(VARIABLE, cache_dir())
