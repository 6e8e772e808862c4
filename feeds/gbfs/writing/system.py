"""What a system says of itself, of its types of vehicles and of prices."""

import re

from feeds.gbfs.writing.parts import Parts
from feeds.gbfs.writing.values import Json, exact, present, texts
from maas.live.rentals import PricingPlan, RentalSystem, Segment, VehicleType

PHONE = re.compile(r"\+[1-9][0-9]{1,14}")
ALWAYS = "24/7"
NOBODY = "not-told@example.invalid"
"""GBFS demands an address to write to."""


def system_information(parts: Parts, zone: str, manifest: str) -> Json:
    """The system, without what GBFS takes only with a date that records do not have: the terms
    of use and the colour.

    Args:
        zone: that of the territory, where it does not say its own.
        manifest: where all systems are listed.
    """
    told = parts.system
    return present(
        {
            "system_id": told.id,
            "languages": list(parts.languages),
            "name": texts(told.name) or parts.texts(told.id),
            "operator": texts(told.operator),
            "url": told.url,
            "purchase_url": told.purchase_url,
            "phone_number": told.phone if PHONE.fullmatch(told.phone) else "",
            "email": told.email,
            "feed_contact_email": told.email or NOBODY,
            "timezone": told.time_zone or zone,
            "opening_hours": told.opening_hours or ALWAYS,
            "manifest_url": manifest,
            "license_url": told.licence_url,
            "attribution_organization_name": parts.texts(told.attribution),
            "rental_apps": _apps(told),
        }
    )


def _apps(told: RentalSystem) -> Json:
    """Where apps are to be had; GBFS wants both addresses of each."""
    pairs = {
        "android": (told.app_stores.android, told.app_links.android),
        "ios": (told.app_stores.ios, told.app_links.ios),
    }
    return {
        name: {"store_uri": store, "discovery_uri": link}
        for name, (store, link) in pairs.items()
        if store and link
    }


def vehicle_types(parts: Parts) -> Json:
    """All types of vehicles."""
    return {"vehicle_types": [_type(each, parts) for each in parts.types.values()]}


def _type(type: VehicleType, parts: Parts) -> Json:
    plans = [id for id in type.plan_ids if id in parts.plans]
    default = type.default_plan_id if type.default_plan_id in parts.plans else ""
    return present(
        {
            "vehicle_type_id": type.id,
            "form_factor": type.form.value.lower(),
            "propulsion_type": type.propulsion.value.lower(),
            "name": texts(type.name),
            "max_range_meters": parts.range_m(type),
            "rider_capacity": type.riders,
            "max_permitted_speed": None if type.max_kmh is None else round(type.max_kmh),
            "g_CO2_km": None if type.ghg_g_per_km is None else round(type.ghg_g_per_km),
            "vehicle_image": type.image,
            "return_constraint": "" if type.is_return_guessed else type.returns.value,
            "default_pricing_plan_id": default,
            "pricing_plan_ids": plans,
        }
    )


def pricing_plans(parts: Parts) -> Json:
    """All prices."""
    return {"plans": [_plan(each, parts) for each in parts.plans.values()]}


def _plan(plan: PricingPlan, parts: Parts) -> Json:
    return present(
        {
            "plan_id": plan.id,
            "url": plan.url,
            "name": texts(plan.name) or parts.texts(plan.id),
            "currency": plan.currency,
            "price": exact(plan.price),
            "is_taxable": plan.is_taxable,
            "description": texts(plan.description or plan.name) or parts.texts(plan.id),
            "per_km_pricing": [_segment(each) for each in plan.per_km],
            "per_min_pricing": [_segment(each) for each in plan.per_min],
            "surge_pricing": plan.has_surge,
        }
    )


def _segment(segment: Segment) -> Json:
    return present(
        {
            "start": _whole(segment.start),
            "rate": exact(segment.rate),
            "interval": _whole(segment.interval),
            "end": None if segment.end is None else _whole(segment.end),
        }
    )


def _whole(number: float) -> int:
    return round(number)
