"""A town's own table gone wrong at random, the same for the same seed."""

from collections.abc import Iterator
from typing import Any

from tests.mutation import json_mutants

OPTIONS = """
id = "id"
records = "lots"
name = ["title.fr", "{kind} {title}"]
point = "at"
capacity = "all"
free = "free"
occupied = "taken"
occupied_percent = "share"
max_height = "height"
max_stay = "stay"
counted_at = "when"
where_not = { kind = "bikes" }
faulty = { state = "broken" }
status = { path = "state", open = 1, closed = 0 }
has_fee = "fee"
users = { path = "card", subscribers = true, otherwise = "all" }
opening_hours = { Mo-Fr = "week", always = "always" }
tariff = { list = "prices", minutes = "m", price = "e" }
currency = "money"
public_url = "page"
description = "notes"
bays = { disabled = { capacity = "pmr", free = "pmr_free", yes = "J" } }
[positions]
b = [48.5, 7.25]
"""
RICH: dict[str, Any] = {
    "lots": [
        {
            "id": id, "title": {"fr": "Foch", "de": "F"}, "kind": "P", "at": [48.5, 7.2],
            "all": "100", "free": 30, "taken": 70, "share": 70.0, "height": "2,10 m", "stay": 3600,
            "when": "2025-10-09T10:50:00", "state": 1, "fee": "oui", "card": False,
            "week": "7:00-21:00", "prices": [{"m": 60, "e": "2,40"}, {"m": 120, "e": 4}],
            "money": "eur", "page": "https://a.example/", "notes": ["a", "b"], "pmr": "J",
            "pmr_free": 1,
        }
        for id in ("a", 2, "c")
    ]
}  # fmt: skip


def mutants(seed: int) -> Iterator[bytes]:
    """Without end messages that were sound."""
    return json_mutants([RICH], seed)
