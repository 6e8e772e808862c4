"""What the map says to the town's staff, who write closures and works on it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StaffWords:
    """Drawing, checking and publishing incidents, in one language; `{…}` is filled in."""

    open: str
    title: str
    key: str
    key_hint: str
    enter: str
    leave: str
    wrong_key: str
    new: str
    own: str
    """Names the list of what staff has written."""
    none: str
    statuses: Mapping[str, str]
    """By status."""
    kind: str
    where: str
    ways: Mapping[str, str]
    """How the place is told: `line`, `piece`, `street`, `area`."""
    how: Mapping[str, str]
    """What to do then, by the same."""
    drawn: str
    """`{n}`: points."""
    undo: str
    street: str
    direction: str
    both: str
    one: str
    begin: str
    end: str
    weekly: str
    weekdays: str
    """Seven, parted by spaces."""
    from_hour: str
    to_hour: str
    whom: str
    everybody: str
    """Said beside what is ticked for nobody."""
    is_closed: str
    closes_stops: str
    text: str
    url: str
    check: str
    publish: str
    draft: str
    change: str
    withdraw: str
    cancel: str
    cut: str
    cuts: Mapping[str, str]
    """What is cut, by `streets`, `lines`, `stops`, `conflicts`."""
    cuts_nothing: str
    quality: str
    """`{n}`: %."""
    not_applied: str
    close_now: str
    """`{street}`: publishes what a draft says, from now on."""
    open_now: str
    """`{street}`: takes it back."""
    done: str
    needs_place: str


ENGLISH = StaffWords(
    open="For the town's staff",
    title="Closures and works",
    key="Staff key",
    key_hint="It stays in this tab until you close it.",
    enter="Go on",
    leave="Forget the key",
    wrong_key="This key does not open what staff may do.",
    new="Write a new one",
    own="What is written",
    none="Nothing is written yet.",
    statuses={"DRAFT": "draft", "PUBLISHED": "published", "WITHDRAWN": "withdrawn"},
    kind="What",
    where="Where",
    ways={
        "line": "Draw along the street",
        "piece": "Pick a piece of a street",
        "street": "Pick a whole street",
        "area": "Draw an area",
    },
    how={
        "line": "Click along the street in the way one drives, or press Enter on the map: it takes"
        " the middle of what you see.",
        "piece": "Click on a street: the piece between two crossings is meant.",
        "street": "Click on a street, or type its name.",
        "area": "Click round the area, three points at least.",
    },
    drawn="{n} points",
    undo="Take the last one back",
    street="Street",
    direction="Direction",
    both="both",
    one="as drawn",
    begin="From",
    end="Until",
    weekly="Only on these days of the week",
    weekdays="Mo Tu We Th Fr Sa Su",
    from_hour="From (hour)",
    to_hour="Until (hour)",
    whom="For whom",
    everybody="None ticked: for all who drive.",
    is_closed="Nobody gets through",
    closes_stops="Stops inside are not served",
    text="Why, as people read it",
    url="Address of a page with more",
    check="What is cut?",
    publish="Publish",
    draft="Keep as a draft",
    change="Change",
    withdraw="Withdraw",
    cancel="Cancel",
    cut="This is cut",
    cuts={
        "streets": "Streets",
        "lines": "Lines",
        "stops": "Stops",
        "conflicts": "Others at the same time",
    },
    cuts_nothing="Nothing is cut.",
    quality="match with the streets of the map: {n} %",
    not_applied="It is not found on the streets well enough: it is shown, and nobody led round it.",
    close_now="Close {street} now",
    open_now="Open {street} again",
    done="Done: everybody's answers know it.",
    needs_place="Say where it is first.",
)

FRENCH = StaffWords(
    open="Pour les agents de la ville",
    title="Fermetures et travaux",
    key="Clé d’agent",
    key_hint="Elle reste dans cet onglet jusqu’à sa fermeture.",
    enter="Continuer",
    leave="Oublier la clé",
    wrong_key="Cette clé n’ouvre pas ce que peuvent faire les agents.",
    new="En saisir une nouvelle",
    own="Ce qui est saisi",
    none="Rien n’est saisi.",
    statuses={"DRAFT": "brouillon", "PUBLISHED": "publié", "WITHDRAWN": "retiré"},
    kind="Quoi",
    where="Où",
    ways={
        "line": "Dessiner le long de la rue",
        "piece": "Choisir un tronçon de rue",
        "street": "Choisir une rue entière",
        "area": "Dessiner une zone",
    },
    how={
        "line": "Cliquez le long de la rue dans le sens de circulation, ou tapez Entrée sur la"
        " carte : elle prend le milieu de ce que vous voyez.",
        "piece": "Cliquez sur une rue : le tronçon entre deux carrefours est pris.",
        "street": "Cliquez sur une rue, ou tapez son nom.",
        "area": "Cliquez autour de la zone, trois points au moins.",
    },
    drawn="{n} points",
    undo="Retirer le dernier",
    street="Rue",
    direction="Sens",
    both="les deux",
    one="celui du dessin",
    begin="Du",
    end="Jusqu’au",
    weekly="Seulement ces jours de la semaine",
    weekdays="Lu Ma Me Je Ve Sa Di",
    from_hour="De (heure)",
    to_hour="À (heure)",
    whom="Pour qui",
    everybody="Rien de coché : pour tous ceux qui conduisent.",
    is_closed="Personne ne passe",
    closes_stops="Les arrêts à l’intérieur ne sont pas desservis",
    text="Pourquoi, tel que le public le lit",
    url="Adresse d’une page qui en dit plus",
    check="Qu’est-ce qui est coupé ?",
    publish="Publier",
    draft="Garder en brouillon",
    change="Modifier",
    withdraw="Retirer",
    cancel="Annuler",
    cut="Ceci est coupé",
    cuts={
        "streets": "Rues",
        "lines": "Lignes",
        "stops": "Arrêts",
        "conflicts": "Autres au même moment",
    },
    cuts_nothing="Rien n’est coupé.",
    quality="correspondance avec les rues de la carte : {n} %",
    not_applied="La correspondance est trop faible : ce sera affiché, sans effet sur les"
    " itinéraires.",
    close_now="Fermer {street} maintenant",
    open_now="Rouvrir {street}",
    done="C’est fait : toutes les réponses le savent.",
    needs_place="Indiquez d’abord où.",
)
