"""Keys: what a client shows to be let in where not everyone is, and what that lets it do."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from secrets import token_hex, token_urlsafe

PREFIX = "maas_"
"""So that whoever finds a key in a log or a commit, man or scanner, knows what it is."""


class Scope(StrEnum):
    """What a key is for. The operator's opens every door, any other one its own."""

    OPERATOR = "operator"
    """Who runs the service: everything."""
    STAFF = "staff"
    """Of the town: data and what becomes of it."""
    PARTNER = "partner"
    """Who asks on behalf of people, such as an app."""
    EXCHANGE = "exchange"
    """Other platforms that give and take data."""
    PLANNER = "planner"
    """Who studies how the town moves."""

    def covers(self, wanted: "Scope") -> bool:
        """Whether a key of this scope may do what is asked of `wanted`."""
        return self in (wanted, Scope.OPERATOR)


@dataclass(frozen=True, slots=True)
class Key:
    """What is known of a key; the secret itself is known to its bearer alone."""

    id: str
    name: str
    scope: Scope
    created: int
    """Unix s, time of day."""
    used: int | None = None
    """When it was last used, to the hour; None: never."""
    revoked: int | None = None


def new_id() -> str:
    """A name to speak of a key by without showing it."""
    return token_hex(4)


def new_secret() -> str:
    """What a client will show: 256 random bits, so nobody guesses it."""
    return PREFIX + token_urlsafe(32)


def digest_of(secret: str) -> bytes:
    """What is kept instead of a secret.

    One SHA-256 is right: slow hashes and salts protect words that people choose; 256 random bits
    are found by no dictionary, however fast the hash. And each request pays for it. A digest is
    looked up in an index without care for timing: what that tells of a digest tells nothing of
    any secret behind it.
    """
    return sha256(secret.encode("utf-8", "surrogateescape")).digest()
