"""The form of every JSON object that is sent."""

import msgspec


class Camel(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """A JSON object with camelCase members."""
