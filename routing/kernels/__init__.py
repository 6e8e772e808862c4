"""Kernels: loops over arrays, compiled by numba. One job each; no objects, strings or errors."""
