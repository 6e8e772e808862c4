"""Chance that is the same for the same seed and subject, whenever and wherever one asks."""

from hashlib import blake2b


def chance(seed: int, *subject: object) -> float:
    """A number in [0, 1) that depends on nothing else."""
    text = "|".join(map(str, (seed, *subject)))
    return int.from_bytes(blake2b(text.encode(), digest_size=6).digest(), "big") / 2**48
