"""Graph, kernels, planner: our model to itineraries."""

import os

from maas.compiled import VARIABLE, cache_dir

os.environ.setdefault(VARIABLE, cache_dir())
