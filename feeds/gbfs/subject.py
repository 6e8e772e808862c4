"""What holds for all records of a system while they are read."""

from dataclasses import dataclass

from feeds import fields
from feeds.fields import Json
from feeds.gbfs.notices import Notices
from feeds.gbfs.texts import texts
from feeds.notices import Unusable
from maas.live.alerts import Text


@dataclass(frozen=True, slots=True)
class Subject:
    """The system whose files are read."""

    id: str
    prefix: str
    """Before all its ids, where a source has several systems; else empty."""
    language: str
    """Of texts that do not say theirs; "": not known."""
    now: int | None
    """Unix s."""
    notices: Notices

    def id_of(self, record: Json, name: str) -> str:
        """The id of a record.

        Raises:
            Unusable: it has none.
        """
        found = fields.identifier(record, name, self.notices)
        if not found:
            raise Unusable("missing_id")
        return self.prefix + found

    def reference(self, record: Json, name: str) -> str:
        """The id of something else; "" where none is said.

        Raises:
            Unusable: it is no id.
        """
        found = fields.identifier(record, name, self.notices)
        return self.prefix + found if found else ""

    def references(self, record: Json, name: str) -> tuple[str, ...]:
        """Ids of other things.

        Raises:
            Unusable: one is no id.
        """
        found = fields.identifiers(record, name, self.notices)
        return tuple(self.prefix + each for each in found)

    def texts(self, record: Json, name: str) -> tuple[Text, ...]:
        """A text in all its languages."""
        return texts(record, name, self.language, self.notices)
