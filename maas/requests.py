"""What workers ask of the one writer, and what it answers.

Requests and answers cross processes, so they are msgspec structs with a tag each; `Request` lists
all there are. Done means done for good: on disk, and numbered.
"""

import msgspec

from maas.errors import FeedMalformed, MaasError, NotFound, RecordsUnavailable, WriterAway


class PushedMessage(msgspec.Struct, frozen=True, tag="message"):
    """A message of a live source that somebody brought."""

    source_id: str
    content: bytes


class MakeGeneration(msgspec.Struct, frozen=True, tag="generation"):
    """Compare static sources with what serves, now, and import what is new."""

    force: bool = False
    """Take it even where it is much smaller, or fits the live sources less well."""


Request = PushedMessage | MakeGeneration
"""Everything that may be asked."""


class Done(msgspec.Struct, frozen=True, tag="done"):
    """It was done; `number` names the version of the data from then on."""

    number: int = 0
    text: str = ""
    """What is to be known of it: an id, a sentence."""


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """It was not done, for a reason that `code` names for ever."""

    code: str
    reason: str

    @classmethod
    def by(cls, error: MaasError) -> "Refused":
        """The refusal that says what an error says."""
        return cls(error.code, str(error))

    @property
    def error(self) -> MaasError:
        """The error again, in the process that asked."""
        return _ERRORS.get(self.code, MaasError)(self.reason)


Answer = Done | Refused

_ERRORS = {kind.code: kind for kind in (FeedMalformed, NotFound, RecordsUnavailable, WriterAway)}
