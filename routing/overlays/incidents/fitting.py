"""What of incidents cannot be used: counted by rule."""

from collections.abc import Iterable, Mapping

from maas.report import Finding, Rule, error, warning

LONGEST_EXAMPLE = 80
FILE = "incidents"

RULES: Mapping[str, Rule] = {
    "duplicate_incident": error("An incident whose id another one has; the first one counts"),
    "incident_off_streets": warning(
        "No street fits where it is said to be, or several do; shown, and nobody is led otherwise"
    ),
}


def misfits(broken: Iterable[tuple[str, str]]) -> tuple[Finding, ...]:
    """Findings of (rule, id of the incident)."""
    examples: dict[str, list[str]] = {}
    for rule, id in broken:
        examples.setdefault(rule, []).append(id)
    return tuple(_finding(rule, ids) for rule, ids in examples.items())


def _finding(rule: str, ids: list[str]) -> Finding:
    text = f"{RULES[rule].text} (first: {ids[0][:LONGEST_EXAMPLE]})"
    return Finding(rule, RULES[rule].severity, FILE, None, len(ids), text)
