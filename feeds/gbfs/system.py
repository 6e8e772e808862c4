"""Who runs a system, and when: system_information, system_hours, system_calendar."""

from dataclasses import asdict, dataclass
from re import fullmatch

import msgspec

from feeds import fields
from feeds.fields import Json
from feeds.gbfs import links
from feeds.gbfs.files import Files
from feeds.gbfs.hours import opening_hours
from feeds.gbfs.notices import Notices
from feeds.gbfs.subject import Subject
from feeds.gbfs.texts import plain
from feeds.notices import Unusable
from maas.live.rentals import Links, RentalSystem, ZoneRule

INFORMATION = "system_information"


@dataclass(frozen=True, slots=True)
class Holding:
    """For how long counts and places of vehicles are known (Unix s); names are the record's."""

    stations_made_at: int | None
    stations_until: int | None
    vehicles_made_at: int | None
    vehicles_until: int | None
    ttl_s: int


def name_of(files: Files, shown: str, notices: Notices) -> str:
    """The id a system gives itself; "" if it does not. `shown` stands before names of files."""
    information = files.get(INFORMATION)
    if information is None:
        notices.at(f"{shown}{INFORMATION}.json")
        notices.note("missing_system_information")
        return ""
    notices.at(information.shown)
    try:
        return fields.identifier(information.body, "system_id", notices)
    except Unusable as problem:
        notices.note(problem.rule, problem.example)
        return ""


def language_of(files: Files) -> str:
    """The language of texts that do not say theirs."""
    told = files[INFORMATION].body if INFORMATION in files else {}
    languages = told.get("languages")
    first = languages[0] if isinstance(languages, list) and languages else told.get("language")
    return first if isinstance(first, str) and len(first) <= 20 else ""


def rental_system(
    files: Files, subject: Subject, holding: Holding, rules: tuple[ZoneRule, ...]
) -> RentalSystem:
    """The system, as far as it tells of itself."""
    made = _identity(files, subject)
    return msgspec.structs.replace(made, rules=rules, **asdict(holding))


def _identity(files: Files, subject: Subject) -> RentalSystem:
    notices = subject.notices
    told: Json = {}
    if INFORMATION in files:
        notices.at(files[INFORMATION].shown)
        told = files[INFORMATION].body
    short = subject.texts(told, "short_name")
    return RentalSystem(
        id=subject.id,
        name=subject.texts(told, "name") or short,
        operator=subject.texts(told, "operator"),
        url=fields.address(told, "url", notices),
        purchase_url=fields.address(told, "purchase_url", notices),
        phone=plain(told, "phone_number", notices),
        email=plain(told, "email", notices),
        time_zone=plain(told, "timezone", notices),
        opening_hours=plain(told, "opening_hours", notices) or opening_hours(files, notices),
        terms_url=_first_address(told, "terms_url", notices),
        licence_url=fields.address(told, "license_url", notices),
        attribution=plain(told, "attribution_organization_name", notices),
        color=_color(told),
        app_stores=_apps(told, "store_uri", notices),
        app_links=_apps(told, "discovery_uri", notices),
        is_of_manifest=bool(subject.prefix),
    )


def _first_address(told: Json, name: str, notices: Notices) -> str:
    return fields.address({name: plain(told, name, notices)}, name, notices)


def _color(told: Json) -> str:
    assets = told.get("brand_assets")
    color = assets.get("color") if isinstance(assets, dict) else None
    is_color = isinstance(color, str) and fullmatch(r"#[0-9a-fA-F]{6}", color)
    return str(color).lower() if is_color else ""


def _apps(told: Json, name: str, notices: Notices) -> Links:
    apps = told.get("rental_apps")
    found = {
        system: links.link(apps[system], name, notices)
        for system in ("android", "ios")
        if isinstance(apps, dict) and isinstance(apps.get(system), dict)
    }
    return Links(**found)
