"""The explanations in English and French."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Texts:
    """Both explanations in one language."""

    code: Literal["en", "fr"]
    emissions: str
    emissions_paragraphs: tuple[str, ...]
    """One holds `{electricity}`."""
    sources: str
    columns: tuple[str, str, str, str, str, str]
    """Mode, propulsion, people, g, mg, mg."""
    ranking: str
    ranking_paragraphs: tuple[str, ...]
    criteria: Mapping[str, str]
    """By value of `sort`."""


SOURCES = (
    "ADEME, Base Empreinte; Impact CO2 transport (impactco2.fr)",
    "EMEP/EEA air pollutant emission inventory guidebook 2023, 1.A.3.a-d, 1.A.3.b.vi-vii",
    "European Environment Agency, greenhouse gas emission intensity of electricity generation",
    "Code des transports, L.1115-8-1, D.1115-21; (EU) 2017/1926, (EU) 2024/490",
)

ENGLISH = Texts(
    code="en",
    emissions="How emissions are reckoned",
    emissions_paragraphs=(
        "Every itinerary says what one person gives off on the way: greenhouse gases in grams "
        "of CO2 equivalent, nitrogen oxides (NOx) and fine particles (PM10) in milligrams. It "
        "is the sum over its legs.",
        "A leg gives off its length times a factor. Vehicles of lines are measured along the "
        "way that their operator publishes, else from stop to stop; walking, cycling and "
        "driving along the streets, and where no streets are known as the crow flies times 1.3.",
        "A factor is what a vehicle gives off per kilometre, divided by the people who are "
        "usually in it. A car counts with its driver alone, if the table does not say "
        "otherwise. Timetables do not say what drives a vehicle: the propulsion in the table is "
        "taken.",
        "Greenhouse gases count what the vehicle burns and what it takes to make and bring its "
        "fuel or electricity ({electricity} g CO2e per kWh here). The making of vehicles and "
        "tracks is not counted.",
        "NOx and PM10 are what leaves the vehicle where it runs: exhaust, and wear of tyres, "
        "brakes, road and rails. Power stations are not counted.",
        "Walking and cycling by one's own strength count as nothing.",
        "A rented vehicle counts by what it is and what drives it, with the one who rides it "
        "alone. Where its operator tells what its exhaust holds, that counts, and the making "
        "of its fuel; vans that bring vehicles back are not counted.",
        "A seat in somebody's car (RIDE_SHARING) counts as one head of those usually in a car "
        "that is shared, driver included, over the way one rides along. What the driver goes "
        "out of the way to pick somebody up is not counted.",
        "Where something is not known, emissions are left out. They are never shown as zero.",
        "The way with the least greenhouse gas of an answer is marked (leastEmissions); "
        "sort=ghg puts it first.",
        "The factors are averages: a full bus gives off less per person, an empty one more. "
        "Each territory may set its own; the table shows those in force here.",
    ),
    sources="Sources",
    columns=("Mode", "Propulsion", "People", "g CO2e/km", "mg NOx/km", "mg PM10/km"),
    ranking="Which ways are shown, and in which order",
    ranking_paragraphs=(
        "Shown are the ways that no other beats in all three: leaving later, arriving earlier, "
        "boarding fewer vehicles. Ways without lines (on foot, by bike, by car) stand apart, "
        "each mode's quickest, and the quickest with each kind of rented vehicle of each "
        "source. A rented vehicle is told only where it is there a minute sooner than walking; "
        "what walking finds is shown beside it always.",
        "Seats in private cars are shown where they are asked for, and count as vehicles that are "
        "boarded, whoever offers them. Left out are rides that take as long as walking, or for "
        "which a driver would go out of the way for longer than one walks.",
        "They are in order of departure. sort= puts them in another order; ways that are equal "
        "in it stay in order of departure. What is not known comes last.",
        "Who runs a line, who publishes data, who sells tickets, who pays, and who asks play no "
        "part. No place in an answer can be bought. The same question on the same data has the "
        "same answer for everyone.",
        "The way with the least greenhouse gas is marked, whatever the order.",
        "When a search meets its time limit, the answer says so (searchIncomplete).",
        "What data is used, of what age, stands on the page and under /health/ready; every "
        "answer names the version of the data in the header Maas-Version.",
    ),
    criteria={
        "departure": "the earliest departure first (default)",
        "duration": "the shortest time from door to door first",
        "ghg": "the least greenhouse gas first",
        "price": "the lowest known price first; incomplete and unknown prices last",
        "walking": "the least distance on foot first",
    },
)

FRENCH = Texts(
    code="fr",
    emissions="Comment les émissions sont calculées",
    emissions_paragraphs=(
        "Chaque itinéraire indique ce qu’une personne émet en chemin : gaz à effet de serre en "
        "grammes équivalent CO2, oxydes d’azote (NOx) et particules fines (PM10) en "
        "milligrammes. C’est la somme de ses étapes.",
        "Une étape émet sa longueur multipliée par un facteur. Les véhicules des lignes sont "
        "mesurés le long du tracé publié par l’exploitant, à défaut d’arrêt en arrêt ; la "
        "marche, le vélo et la voiture le long des rues, et là où elles sont inconnues à vol "
        "d’oiseau fois 1,3.",
        "Un facteur est ce qu’un véhicule émet par kilomètre, divisé par le nombre de personnes "
        "qui s’y trouvent d’ordinaire. Une voiture compte son seul conducteur, sauf indication "
        "du tableau. Les horaires ne disent pas la motorisation : celle du tableau est retenue.",
        "Les gaz à effet de serre comptent l’usage du véhicule et l’amont, c’est-à-dire la "
        "production et le transport du carburant ou de l’électricité (ici {electricity} g CO2e "
        "par kWh). La fabrication des véhicules et des voies n’est pas comptée.",
        "NOx et PM10 sont ce que le véhicule rejette là où il roule : échappement, usure des "
        "pneus, des freins, de la route et des rails. Les centrales électriques ne sont pas "
        "comptées.",
        "La marche et le vélo sans assistance comptent pour rien.",
        "Un véhicule en location compte selon ce qu’il est et ce qui le meut, avec la seule "
        "personne qui le conduit. Si l’opérateur indique ce que rejette son échappement, c’est "
        "cela qui compte, avec la production du carburant ; les tournées qui ramènent les "
        "véhicules ne sont pas comptées.",
        "Une place dans la voiture d’autrui (RIDE_SHARING) compte pour une tête parmi celles qui "
        "se trouvent d’ordinaire dans une voiture partagée, conducteur compris, sur le trajet "
        "fait ensemble. Le détour du conducteur pour prendre un passager n’est pas compté.",
        "Ce qui n’est pas connu n’est pas indiqué. Ce n’est jamais montré comme zéro.",
        "L’itinéraire le moins émetteur de gaz à effet de serre d’une réponse est signalé "
        "(leastEmissions) ; sort=ghg le met en tête.",
        "Ce sont des moyennes : un bus plein émet moins par personne, un bus vide davantage. "
        "Chaque territoire peut fixer ses facteurs ; le tableau montre ceux en vigueur ici.",
    ),
    sources="Sources",
    columns=("Mode", "Motorisation", "Personnes", "g CO2e/km", "mg NOx/km", "mg PM10/km"),
    ranking="Quels itinéraires sont montrés, et dans quel ordre",
    ranking_paragraphs=(
        "Sont montrés les itinéraires qu’aucun autre ne bat à la fois sur trois points : partir "
        "plus tard, arriver plus tôt, monter dans moins de véhicules. Ceux sans transports en "
        "commun (à pied, à vélo, en voiture) sont à part, le plus rapide de chaque mode "
        "et de chaque sorte de véhicule en location de chaque source. Un véhicule en location "
        "n’est proposé que s’il fait gagner une minute sur la marche ; ce que la marche permet "
        "est toujours montré à côté.",
        "Les places dans des voitures particulières sont montrées à qui les demande et comptent "
        "comme des véhicules où l’on monte, quel que soit l’opérateur. Sont écartés les trajets "
        "aussi longs que la marche, ou dont le détour du conducteur dépasse ce temps de marche.",
        "Ils sont dans l’ordre de départ. sort= les met dans un autre ordre ; à égalité, "
        "l’ordre de départ demeure. Ce qui est inconnu vient en dernier.",
        "Qui exploite une ligne, publie des données, vend des titres, paie ou pose la question "
        "n’y joue aucun rôle. Aucune place ne s’achète. La même question sur les mêmes données "
        "a la même réponse pour tous.",
        "L’itinéraire le moins émetteur de gaz à effet de serre est signalé, quel que soit "
        "l’ordre.",
        "Quand une recherche atteint sa limite de temps, la réponse le dit (searchIncomplete).",
        "Les données utilisées et leur âge figurent sur la page et sous /health/ready ; chaque "
        "réponse nomme la version des données dans l’en-tête Maas-Version.",
    ),
    criteria={
        "departure": "le départ le plus tôt d’abord (par défaut)",
        "duration": "le temps de porte à porte le plus court d’abord",
        "ghg": "le moins de gaz à effet de serre d’abord",
        "price": "le prix connu le plus bas d’abord ; prix incomplets et inconnus en dernier",
        "walking": "le moins de distance à pied d’abord",
    },
)

TEXTS = {"en": ENGLISH, "fr": FRENCH}
