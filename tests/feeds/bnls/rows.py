"""Files of BNLS, made up."""

from feeds.bnls import parse
from feeds.parsed import Parsed
from maas.live.parking import ParkingFacility

HEAD = (
    "id;nom;insee;adresse;url;type_usagers;gratuit;nb_places;nb_pr;nb_pmr;"
    "nb_voitures_electriques;nb_velo;nb_2r_el;nb_autopartage;nb_2_rm;nb_covoit;hauteur_max;"
    "num_siret;Xlong;Ylat;tarif_pmr;tarif_1h;tarif_2h;tarif_3h;tarif_4h;tarif_24h;abo_resident;"
    "abo_non_resident;type_ouvrage;info"
)
USUAL = {
    "id": "44109-P-001",
    "nom": "Gloriette",
    "insee": "44109",
    "adresse": "Rue Deshoulières, 44000 Nantes",
    "url": "https://nantes.example/p",
    "type_usagers": "tous",
    "gratuit": "0",
    "nb_places": "500",
    "hauteur_max": "190",
    "Xlong": "-1.5584",
    "Ylat": "47.2101",
    "tarif_1h": "2.00",
    "tarif_2h": "3,60",
    "tarif_24h": "20.00",
    "type_ouvrage": "ouvrage",
}


def row(**more: str) -> dict[str, str]:
    """A car park that tells more, or other things."""
    return {**USUAL, **more}


def file(*rows: dict[str, str], delimiter: str = ";") -> bytes:
    """A file of them."""
    names = HEAD.split(";")
    quoted = [[f'"{each.get(name, "")}"' for name in names] for each in rows]
    lines = [delimiter.join(names), *(delimiter.join(each) for each in quoted)]
    return "\r\n".join(lines).encode()


def read(*rows: dict[str, str]) -> Parsed:
    """What is made of some rows."""
    return parse(file(*rows))


def facilities(*rows: dict[str, str]) -> list[ParkingFacility]:
    """The records that are made of them."""
    return [each for each in read(*rows).records if isinstance(each, ParkingFacility)]


def rules(*rows: dict[str, str]) -> dict[str, int]:
    """The rules that they break, and how often."""
    return {finding.rule: finding.count for finding in read(*rows).rejections}
