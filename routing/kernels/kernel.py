"""How kernels are compiled."""

from numba import njit

kernel = njit(cache=True, nogil=True, _nrt=False)
"""Without numba's runtime, which counts who refers to each array of a NamedTuple whenever that is
handed on: most of the time of a search over streets went there. Such kernels cannot allocate (numba
refuses to compile what does); whoever calls them holds the arrays."""

inlined = njit(cache=True, nogil=True, _nrt=False, inline="always")
"""The same, for what is small and called in the innermost loops with many arrays."""
