"""Names of streets and places: our own words, put together by chance."""

from collections.abc import Iterator
from itertools import product
from random import Random

CITY = "Ambrelune"
RIVER = "l'Orlène"

TREES = ("Charmes", "Noisetiers", "Sureaux", "Alisiers", "Houx", "Mûriers", "Osiers", "Cormiers")
CRAFTS = ("Tisserands", "Vanniers", "Sauniers", "Cordiers", "Potiers", "Charrons", "Luthiers")
THINGS = ("Deux-Lanternes", "Puits-Bleu", "Chat-qui-Lit", "Trois-Clochers", "Vieux-Four",
          "Petit-Lavoir", "Pont-Tournant", "Bout-du-Quai", "Cheval-Roux")  # fmt: skip
VIRTUES = ("Concorde", "Patience", "Amitié", "Clarté", "Mémoire", "Fraternelle", "Persévérance")
FIRST = ("Adèle", "Basile", "Clélia", "Edmond", "Flore", "Gaspard", "Hortense", "Irénée", "Josèphe",
         "Léonie", "Marceau", "Ninon", "Octave", "Perrine", "Rosalie", "Théodore")  # fmt: skip
LAST = ("Aubrelin", "Bressange", "Cormeray", "Daubrin", "Estrevaux", "Falguère", "Grandlieu",
        "Hautebrise", "Jouvenant", "Larmorin", "Maubreuil", "Norvelle", "Ormelac", "Pontavre",
        "Quérande", "Roquevel", "Sauveterre", "Tournelac", "Valmondre")  # fmt: skip
LOCAL = ("Halles", "Beffroi", "Arsenal", "Corderie", "Douane", "Vieux-Port", "Remparts", "Mail",
         "Saline", "Phare", "Observatoire", "Manufacture", "Hôtel de Ville", "Opéra", "Musée",
         "Préfecture", "Thermes", "Abbaye", "Verrerie", "Chantier Naval")  # fmt: skip
TOWN_STREETS = ("Rue du Lavoir", "Rue des Jardins", "Rue de l'Église", "Grand-Rue",
                "Rue des Écoles", "Chemin des Prés", "Rue du Stade", "Rue du Four",
                "Rue de la Poste", "Rue des Tilleuls", "Rue de la Gare", "Rue du Moulin",
                "Chemin du Bac", "Rue de la Fontaine")  # fmt: skip
TOWNS = ("Sainte-Orle", "Brévigny-les-Dunes", "Marsanche", "Hautemare", "Les Vernelles", "Coudrac")
DRIVEN_TO = ("Les Vernelles", "Marsanche")
"""Towns that have streets; the others are a station and a name."""


def street_names(random: Random) -> Iterator[str]:
    """Endless names for small streets, none twice."""
    bases = [f"Rue des {word}" for word in TREES + CRAFTS]
    bases += [f"Rue du {word}" for word in THINGS]
    bases += [f"Rue {first} {last}" for first, last in product(FIRST, LAST)]
    bases += [f"Impasse {last}" for last in LAST] + [f"Allée des {word}" for word in TREES]
    return _shuffled(bases, random)


def avenue_names(random: Random) -> Iterator[str]:
    """Endless names for wide streets, none twice."""
    bases = [f"Avenue de la {word}" for word in VIRTUES]
    bases += [f"Boulevard {first} {last}" for first, last in zip(FIRST, LAST, strict=False)]
    bases += [f"Avenue {last}" for last in LAST] + [f"Cours des {word}" for word in CRAFTS]
    return _shuffled(bases, random)


def place_names(random: Random) -> Iterator[str]:
    """Endless names for stops, none twice."""
    yield from _shuffled(list(LOCAL), random, rounds=1)
    bases = [*THINGS, *LAST, *TREES, *CRAFTS]
    bases += [f"{first} {last}" for first, last in product(FIRST, LAST)]
    yield from _shuffled(bases, random)


def _shuffled(bases: list[str], random: Random, rounds: int | None = None) -> Iterator[str]:
    random.shuffle(bases)
    number = 1
    while rounds is None or number <= rounds:
        for base in bases:
            yield base if number == 1 else f"{base} {number}"
        number += 1
