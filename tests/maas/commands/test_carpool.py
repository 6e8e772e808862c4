"""`maas check` and `maas new` of sources of carpooling."""

from pathlib import Path

import msgspec
import pytest

from maas.__main__ import main
from maas.commands.live_check import live_report
from maas.errors import FeedUnavailable
from maas.model import SourceId
from maas.settings import Source, read_territory
from tests.feeds.amarillo.carpools import carpool
from tests.feeds.bnlc.rows import file, row
from tests.feeds.standard_covoiturage.answers import AT, journey
from tests.livesource import LiveSource


def test_an_operator_is_called_and_not_asked_for_anybody() -> None:
    with LiveSource() as server:
        operator = Source(
            SourceId("covoit"), "standard-covoiturage", server.url, allow_private=True
        )
        server.content = b"[]"
        assert live_report(operator, AT).counts == {"entities": 0}
        server.status = 401
        with pytest.raises(FeedUnavailable, match="status 401: it wants a key"):
            live_report(operator, AT)


def test_offers_and_places_are_counted(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    given = {
        "journeys.json": msgspec.json.encode([journey()]),
        "carpools.json": msgspec.json.encode([carpool(), 3]),
        "places.csv": file(row()),
    }
    told = {"journeys.json": (0, "1 ride offers"), "carpools.json": (3, "1 ride offers")}
    for name, content in given.items():
        (tmp_path / name).write_bytes(content)
        verdict, said = told.get(name, (0, "1 carpool places"))
        assert main(["check", str(tmp_path / name)]) == verdict
        assert said in capsys.readouterr().out


def test_a_territory_is_written_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "places.csv").write_bytes(file(row()))
    (tmp_path / "all.json").write_bytes(msgspec.json.encode({"carpools": [carpool()]}))
    assert main(["new", "town", "places.csv", "all.json"]) == 0
    capsys.readouterr()
    kinds = [source.kind for source in read_territory(tmp_path / "town.toml", {}).sources]
    assert kinds == ["bnlc", "amarillo"]
