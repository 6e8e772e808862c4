"""What to ask a server for: where, as whom, since which version, and how much to put up with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from maas.settings import STATIC_KINDS, Source, public_host

MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much."""

    first_byte_s: float
    """Until the head of the answer, redirects and connections included."""
    silence_s: float
    """Longest wait for each further byte."""
    total_s: float
    size: int
    """Bytes, as they come and as they are unpacked."""


STATIC = Limits(first_byte_s=10, silence_s=10, total_s=900, size=500 * MB)
LIVE: Mapping[str, Limits] = {
    "gtfs-rt": Limits(first_byte_s=10, silence_s=10, total_s=30, size=50 * MB),
    "gbfs": Limits(first_byte_s=5, silence_s=5, total_s=20, size=20 * MB),
    "standard-covoiturage": Limits(first_byte_s=5, silence_s=5, total_s=10, size=5 * MB),
}
"""By kind; `LIVE_JSON` where a kind has none of its own."""
LIVE_JSON = Limits(first_byte_s=10, silence_s=10, total_s=30, size=20 * MB)


def limits_of_kind(kind: str) -> Limits:
    """What one message or file of a kind may cost."""
    return STATIC if kind in STATIC_KINDS else LIVE.get(kind, LIVE_JSON)


@dataclass(frozen=True, slots=True)
class Address:
    """What to ask for and as whom; `headers` are sent to the first host only."""

    url: str
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    allow_private: bool = False
    secrets: tuple[str, ...] = ()
    """What no text may show, the longest first."""

    @classmethod
    def of(cls, source: Source) -> "Address":
        """Where a source is."""
        return cls(source.url, source.headers, source.allow_private, source.secrets)

    @property
    def shown(self) -> str:
        """The address without what may be a key: its host alone."""
        return self.without_secrets(public_host(self.url))

    def without_secrets(self, text: str) -> str:
        """A text that may be logged and published; a server may have echoed anything."""
        for secret in self.secrets:
            text = text.replace(secret, "…")
        return text


@dataclass(frozen=True, slots=True)
class Version:
    """What a server calls the version it sent, to ask whether there is a newer one."""

    etag: str = ""
    last_modified: str = ""

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for anything newer."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}
