"""Ways inside stop places, as columns (pathways.txt)."""

from dataclasses import dataclass

from maas.arrays import Bools, Bytes, Float32s, Int16s, Int32s, Texts


@dataclass(frozen=True, slots=True)
class Pathways:
    """Ways between platforms, entrances and the nodes between them."""

    from_stop: Int32s
    to_stop: Int32s
    mode: Bytes
    """model.PathwayMode"""
    both_ways: Bools
    """Else only from `from_stop` to `to_stop`."""
    seconds: Int32s
    """What an average walker needs, or -1."""
    length_m: Float32s
    """On the level; NaN if unknown."""
    stairs: Int16s
    """How many steps up (negative: down); 0 if unknown."""
    slope: Float32s
    """The steepest rise per metre (negative: fall); 0 if none is stated."""
    width_m: Float32s
    """At the narrowest point; NaN if unknown."""
    sign: Texts
    """What is written on signs that lead here."""
    reversed_sign: Texts
    """The same for who comes from `to_stop`."""
