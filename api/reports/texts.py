"""The words of a report's page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """What stands on the page, in one language."""

    code: str
    title: str
    lead: str
    """With {source}, {territory}, {since} and {until}."""
    licence: str
    figures: str
    observed: str
    fresh: str
    stale: str
    lost: str
    age: str
    match: str
    tries: str
    outages: str
    outage_columns: tuple[str, str, str]
    failures: str
    failure_columns: tuple[str, str]
    rejections: str
    rejection_columns: tuple[str, str, str, str]
    days: str
    day_columns: tuple[str, str, str, str, str]
    timetable: str
    expiry: str
    expired: str
    no_expiry: str
    nothing: str
    made: str


ENGLISH = Texts(
    code="en",
    title="Report on {source}, {month}",
    lead="How the data of {source} served journeys in {territory}, from {since} to {until}.",
    licence="Licence",
    figures="In all",
    observed="Watched",
    fresh="Fresh (at most 5 min old)",
    stale="Late (up to 30 min old, still used)",
    lost="Missing or too old to be used",
    age="Age of the data (at most, half of the time and 95 % of the time)",
    match="Live trips that the timetable has",
    tries="Tries, those that failed, and messages that brought something new",
    outages="Without fresh data",
    outage_columns=("from", "to", "minutes"),
    failures="Tries that failed",
    failure_columns=("reason", "times"),
    rejections="What could not be used, or only in part",
    rejection_columns=("rule", "records", "severity", "example"),
    days="Day by day",
    day_columns=("day", "watched, h", "fresh, h", "age, 95 %", "trips that match"),
    timetable="Timetable {id}",
    expiry="Service from {first} to {last}: {days} days left.",
    expired="Service from {first} to {last}: it has ended {days} days ago.",
    no_expiry="It has no days of service.",
    nothing="Nothing.",
    made="Made by maas; the same as JSON and CSV:",
)

FRENCH = Texts(
    code="fr",
    title="Rapport sur {source}, {month}",
    lead="Comment les données de {source} ont servi les trajets de {territory}, du {since} au"
    " {until}.",
    licence="Licence",
    figures="En tout",
    observed="Observées",
    fresh="Fraîches (5 min au plus)",
    stale="En retard (jusqu’à 30 min, encore utilisées)",
    lost="Absentes, ou trop vieilles pour être utilisées",
    age="Âge des données (au plus, la moitié du temps et 95 % du temps)",
    match="Courses en temps réel que l’horaire connaît",
    tries="Essais, dont échoués, et messages apportant du nouveau",
    outages="Sans données fraîches",
    outage_columns=("du", "au", "minutes"),
    failures="Essais échoués",
    failure_columns=("raison", "fois"),
    rejections="Ce qui n’a pu être utilisé, ou en partie seulement",
    rejection_columns=("règle", "cas", "gravité", "exemple"),
    days="Jour par jour",
    day_columns=("jour", "observées, h", "fraîches, h", "âge, 95 %", "courses connues"),
    timetable="Horaire {id}",
    expiry="Service du {first} au {last} : il reste {days} jours.",
    expired="Service du {first} au {last} : terminé depuis {days} jours.",
    no_expiry="Il n’a aucun jour de service.",
    nothing="Rien.",
    made="Fait par maas. Le même en JSON et en CSV :",
)

TEXTS = {texts.code: texts for texts in (ENGLISH, FRENCH)}
