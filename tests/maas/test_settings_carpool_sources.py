"""Sources of carpooling in a territory file."""

from pathlib import Path

import pytest

from maas.errors import BadSettings
from maas.settings import Source, read_territory

HEAD = 'name = "town"\ntimezone = "Europe/Paris"\n'


def source(folder: Path, lines: str) -> Source:
    """The one source of a territory file."""
    path = folder / "town.toml"
    path.write_text(f"{HEAD}{lines}")
    (found,) = read_territory(path, {"KEY": "k-1234"}).sources
    return found


def carpooling(kind: str, *lines: str, id: str = "ride") -> str:
    """A table `[[source]]`."""
    return "\n".join(("[[source]]", f'id = "{id}"', f'kind = "{kind}"', *lines))


def test_what_is_published_is_read_in_turn(tmp_path: Path) -> None:
    published = source(tmp_path, carpooling("amarillo", 'url = "https://a.example/all.json"'))
    assert (published.interval_s, published.is_asked) == (60, False)
    places = source(tmp_path, carpooling("bnlc", 'url = "file:bnlc.csv"'))
    assert (places.interval_s, places.is_asked) == (86_400, False)


def test_an_operator_is_asked_only_when_somebody_wants_to_go_somewhere(tmp_path: Path) -> None:
    lines = 'url = "https://c.example/api"', '[source.headers]\nAuthorization = "Bearer ${KEY}"'
    operator = source(tmp_path, carpooling("standard-covoiturage", *lines))
    assert (operator.is_asked, operator.interval_s) == (True, None)
    assert "k-1234" in operator.secrets
    for line in ('url = "file:journeys.json"', ""):
        assert not source(tmp_path, carpooling("standard-covoiturage", line)).is_asked


def test_drivers_go_out_of_their_way_as_the_source_says_else_the_territory(tmp_path: Path) -> None:
    url = 'url = "https://a.example/all.json"'
    usual = source(tmp_path, f"[carpool]\nmax_detour_s = 240\n{carpooling('amarillo', url)}")
    assert usual.options["max_detour_s"] == 240
    own = source(tmp_path, carpooling("amarillo", url, "[source.amarillo]\nmax_detour_s = 0"))
    assert own.options["max_detour_s"] == 0


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (carpooling("amarillo", id="carpools"), "'carpools' are the offers that are published"),
        (carpooling("bnlc", 'for = "stcp"'), "offers to share a car have ids of their own"),
        (carpooling("amarillo", "[source.amarillo]\nmax_detour_s = -1"), "max_detour_s"),
        (carpooling("amarillo", "[source.amarillo]\ndetour = 1"), "detour"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(BadSettings, match=problem):
        source(tmp_path, text)
