"""What passengers read in the invented city, in English."""

from collections.abc import Sequence

Rows = list[Sequence[object]]

ENGLISH = {
    "Gare Centrale": "Central Station",
    "Gare du Sud": "South Station",
    "Halles": "Market Hall",
    "Beffroi": "Belfry",
    "Arsenal": "Arsenal",
    "Corderie": "Ropery",
    "Douane": "Customs House",
    "Vieux-Port": "Old Harbour",
    "Remparts": "City Walls",
    "Saline": "Salt Works",
    "Phare": "Lighthouse",
    "Observatoire": "Observatory",
    "Manufacture": "Factory",
    "Hôtel de Ville": "Town Hall",
    "Opéra": "Opera",
    "Musée": "Museum",
    "Préfecture": "Prefecture",
    "Thermes": "Baths",
    "Abbaye": "Abbey",
    "Verrerie": "Glassworks",
    "Chantier Naval": "Shipyard",
}


def translations(agency: str, name: str) -> Rows:
    """Names of places on signs and vehicles, by value, and the operator's own."""
    fields = (("stops", "stop_name"), ("trips", "trip_headsign"))
    return [
        ("table_name", "field_name", "language", "translation", "record_id", "field_value"),
        ("agency", "agency_name", "en", name, agency, ""),
        *(
            (table, field, "en", english, "", french)
            for table, field in fields
            for french, english in ENGLISH.items()
        ),
    ]
