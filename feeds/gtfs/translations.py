"""translations.txt: names of what passengers read, in other languages."""

import numpy as np

from feeds.gtfs.notices import Notices
from feeds.gtfs.sieve import Sieve
from feeds.gtfs.table import Table
from maas.arrays import Texts
from maas.timetable import Translations

NEEDED = ("table_name", "field_name", "language", "translation")

KEYS = {
    "agency": "agency_id",
    "stops": "stop_id",
    "routes": "route_id",
    "trips": "trip_id",
    "stop_times": "trip_id",
}
"""The tables of which translations are shown, and the column that a record's id stands in."""

KNOWN = frozenset({*KEYS, "feed_info", "pathways", "levels", "attributions"})


def read_translations(tables: dict[str, Table], source: str, notices: Notices) -> Translations:
    """The translations of what is shown, by record or by value."""
    kept = Sieve(tables["translations"], notices)
    kept.need(*NEEDED)
    strange = [name not in KNOWN for name in kept.rows["table_name"]]
    kept.drop("translation_unknown_table_name", np.array(strange, np.bool_), "table_name")
    shown = [name in KEYS for name in kept.rows["table_name"]]
    kept.rows = kept.rows.take(np.array(shown, np.bool_))
    pairs = list(zip(kept.rows["record_id"], kept.rows["field_value"], strict=True))
    wrong = [bool(record) == bool(value) for record, value in pairs]
    kept.drop("translation_unexpected_value", np.array(wrong, np.bool_), "record_id")
    ids = {name: set(tables[_file(name)][key]) for name, key in KEYS.items()}
    named = zip(kept.rows["table_name"], kept.rows["record_id"], strict=True)
    unknown = [record != "" and record not in ids[name] for name, record in named]
    kept.drop("translation_foreign_key_violation", np.array(unknown, np.bool_), "record_id")
    rows = kept.rows
    return Translations(
        source=Texts.of([source] * len(rows)),
        table=Texts.of(rows["table_name"]),
        field=Texts.of(rows["field_name"]),
        language=Texts.of(language.lower() for language in rows["language"]),
        record=Texts.of(rows["record_id"]),
        value=Texts.of(rows["field_value"]),
        translation=Texts.of(rows["translation"]),
    )


def _file(name: str) -> str:
    """Where the ids of a table's records stand: those of stop times are of trips."""
    return "trips" if name == "stop_times" else name
