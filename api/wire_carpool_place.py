"""The JSON of a place where people who share cars meet; a member that is not known is absent."""

from msgspec import UNSET, UnsetType

from api.camel import Camel


class CarpoolPlace(Camel, frozen=True, omit_defaults=False):
    """A place where people who share cars meet, and cars are left."""

    id: str
    """`<source>:<local>`"""
    name: str
    lat: float
    lon: float
    data_source: str
    is_open: bool
    kind: str | UnsetType = UNSET
    """As its source says."""
    capacity: int | UnsetType = UNSET
    """Bays."""
    disabled: int | UnsetType = UNSET
    """Of them, for disabled people."""
    max_stay: int | UnsetType = UNSET
    """s"""
    opening_hours: str | UnsetType = UNSET
    address: str | UnsetType = UNSET
    is_lit: bool | UnsetType = UNSET
