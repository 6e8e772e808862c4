"""Who stands behind the doors that take a key: keys that are their scope's name, a writer."""

from dataclasses import dataclass, field

from maas.errors import MaasError
from maas.keys import Key, Scope
from maas.requests import (
    Done,
    PublishOffer,
    Request,
    WithdrawIncident,
    WithdrawOffer,
    WriteIncidents,
)


@dataclass
class FakeWriter:
    """Remembers what it was asked; does it, or refuses."""

    error: MaasError | None = None
    asked: list[Request] = field(default_factory=list)

    async def ask(self, request: Request) -> Done:
        self.asked.append(request)
        if self.error is not None:
            raise self.error
        return Done(7, named(request))


def named(request: Request) -> str:
    """The ids of what a request is about."""
    match request:
        case PublishOffer(offer):
            return offer.id
        case WithdrawOffer(name) | WithdrawIncident(name):
            return name
        case WriteIncidents(written):
            return " ".join(each.id for each in written)
    return ""


@dataclass(frozen=True)
class Keys:
    """Everybody's word is a key of its name's scope; nobody else's is one."""

    async def find(self, secret: str) -> Key | None:
        return Key("k1", "somebody", Scope(secret), created=0) if secret in set(Scope) else None
