"""translations.txt: what is read and what is left out."""

from pathlib import Path

from tests.feeds.gtfs.feed import reading, rules

NAMES = """
# translations.txt
table_name,field_name,language,translation,record_id,record_sub_id,field_value
stops,stop_name,FR,Aulne,a,,
trips,trip_headsign,fr,Cèdre,,,Cedar
feed_info,feed_publisher_name,fr,Nous,,,
stops,stop_name,fr,Nulle part,nowhere,,
stops,stop_name,fr,Les deux,a,,Alder
stops,stop_name,fr,Aucun,,,
ships,name,fr,Bateau,a,,
stops,stop_name,,Sans langue,a,,
"""


def test_names_by_record_and_by_value(tmp_path: Path) -> None:
    timetable, report = reading(tmp_path, NAMES)
    told = timetable.translations
    assert list(zip(told.table, told.language, told.record, told.value, told.translation,
                    strict=True)) == [
        ("stops", "fr", "a", "", "Aulne"),
        ("trips", "fr", "", "Cedar", "Cèdre"),
    ]  # fmt: skip
    assert rules(report) == {
        "translation_foreign_key_violation": 1,
        "translation_unexpected_value": 2,
        "translation_unknown_table_name": 1,
        "missing_required_field": 1,
    }
