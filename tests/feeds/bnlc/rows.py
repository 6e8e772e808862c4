"""Files of BNLC, made up."""

from feeds.bnlc import parse
from feeds.parsed import Parsed
from maas.live import CarpoolPlace

OLD = (
    "id_lieu,id_local,nom_lieu,ad_lieu,com_lieu,insee,type,date_maj,ouvert,source,Xlong,Ylat,"
    "nbre_pl,nbre_pmr,duree,horaires,proprio,lumiere,comm"
)
"""The columns of the consolidated file."""

NEW = OLD.removeprefix("id_lieu,")
"""Of a producer's, by schema 0.3."""

USUAL = {
    "id_lieu": "44109-C-001",
    "id_local": "NM-1",
    "nom_lieu": "Porte de l'Estuaire",
    "ad_lieu": "Route de Vannes",
    "com_lieu": "Nantes",
    "insee": "44109",
    "type": "Aire de covoiturage",
    "date_maj": "2025-01-01",
    "ouvert": "true",
    "source": "244400404",
    "Xlong": "-1.6217543210987654",
    "Ylat": "47.2345",
    "nbre_pl": "40",
    "nbre_pmr": "2",
    "duree": "1440",
    "horaires": "24/7",
    "lumiere": "false",
}


def row(**more: str) -> dict[str, str]:
    """A place that tells more, or other things."""
    return {**USUAL, **more}


def file(*rows: dict[str, str], delimiter: str = ",", head: str = OLD) -> bytes:
    """A file of them."""
    names = head.split(",")
    quoted = [[f'"{each.get(name, "")}"' for name in names] for each in rows]
    lines = [delimiter.join(names), *(delimiter.join(each) for each in quoted)]
    return "\r\n".join(lines).encode()


def read(*rows: dict[str, str]) -> Parsed:
    """What is made of some rows."""
    return parse(file(*rows))


def places(*rows: dict[str, str]) -> list[CarpoolPlace]:
    """The records that are made of them."""
    return [each for each in read(*rows).records if isinstance(each, CarpoolPlace)]


def rules(*rows: dict[str, str]) -> dict[str, int]:
    """The rules that they break, and how often."""
    return {finding.rule: finding.count for finding in read(*rows).rejections}
