"""What a rental costs: system_pricing_plans."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from feeds import fields
from feeds.fields import Json
from feeds.gbfs.files import Files
from feeds.gbfs.subject import Subject
from feeds.notices import Unusable
from maas.live.rentals import PricingPlan, Segment

PLANS = "system_pricing_plans"

_NOT = r"(?<!non-)(?<!non )(?<!no )(?<!not )(?<!without )(?<!sans )(?<!ohne )"
_MEMBERS = r"member|subscri|abo\b|abonn"

FOR_MEMBERS = re.compile(rf"{_NOT}\b({_MEMBERS})", re.IGNORECASE)
FOR_SOME = re.compile(
    rf"{_NOT}\b({_MEMBERS}|annual|yearly|year pass|monthly|month pass|student|mensuel|annuel"
    r"|étudiant|jahres|monats|studier|anual|mensual|estudiante|employee|corporate)",
    re.IGNORECASE,
)
"""How plans are described, and called, that one has to sign up for; GBFS has no member that says
so."""


def pricing_plans(files: Files, subject: Subject) -> Iterator[PricingPlan]:
    """All plans whose price can be read."""
    seen: set[str] = set()
    if PLANS not in files:
        return
    file, notices = files[PLANS], subject.notices
    for record in file.records(notices):
        try:
            plan = _plan(record, subject, f"{file.shown}:{notices.record}")
        except Unusable as problem:
            notices.note(problem.rule, problem.example)
            continue
        if plan.id in seen:
            notices.note("duplicate_id", plan.id)
            continue
        seen.add(plan.id)
        yield plan


def _plan(record: Json, subject: Subject, where: str) -> PricingPlan:
    notices = subject.notices
    name, description = subject.texts(record, "name"), subject.texts(record, "description")
    return PricingPlan(
        system=subject.id,
        id=subject.id_of(record, "plan_id"),
        currency=_currency(record),
        price=_price(record, "price"),
        per_min=tuple(_segments(record, "per_min_pricing")),
        per_km=tuple(_segments(record, "per_km_pricing")),
        is_taxable=bool(fields.flag(record, "is_taxable", notices)),
        has_surge=bool(fields.flag(record, "surge_pricing", notices)),
        is_casual=not (
            any(FOR_SOME.search(text.text) for text in name)
            or any(FOR_MEMBERS.search(text.text) for text in description)
        ),
        name=name,
        description=description,
        url=fields.address(record, "url", notices),
        where=where,
    )


def _currency(record: Json) -> str:
    told = record.get("currency")
    if isinstance(told, str) and re.fullmatch(r"[A-Za-z]{3}", told.strip()):
        return told.strip().upper()
    raise Unusable("invalid_currency", told)


def _price(record: Json, name: str) -> str:
    price = fields.amount(record.get(name))
    if price is None or Decimal(price) < 0:
        raise Unusable("invalid_price", record.get(name))
    return price


def _segments(record: Json, name: str) -> Iterator[Segment]:
    """The parts of a price; one that cannot be read makes the whole price wrong."""
    told = record.get(name)
    for each in told if isinstance(told, list) else () if told is None else (told,):
        if not isinstance(each, dict):
            raise Unusable("invalid_price", each)
        rate = fields.amount(each.get("rate"))
        start, interval = _number(each, "start"), _number(each, "interval")
        end = None if each.get("end") is None else _number(each, "end")
        if rate is None or start is None or interval is None:
            raise Unusable("invalid_price", each)
        yield Segment(start, rate, interval, end)


def _number(segment: Mapping[str, object], name: str) -> float | None:
    told = fields.amount(segment.get(name, 0 if name == "start" else None))
    if told is None or Decimal(told) < 0:
        raise Unusable("invalid_price", segment)
    return float(told)
