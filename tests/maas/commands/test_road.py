"""`maas check` and `maas new` of sources about the road."""

from pathlib import Path

import pytest

from maas.__main__ import main
from maas.settings import read_territory
from tests.feeds.cifs.documents import document, incident
from tests.feeds.datex2.documents import order, orders, record, situation, situations
from tests.feeds.waze.messages import alert, jam, message

GIVEN = {
    "waze.json": message(alerts=[alert(), alert(uuid="p", type="POLICE")], jams=[jam(level=5)]),
    "town.xml": document(incident(), incident(None)),
    "situations.xml": situations(situation(record(kind="Accident"))),
    "orders.xml": orders(order()),
}


def test_incidents_are_counted_by_kind(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    told = {
        "waze.json": (0, ("2 incidents", "1 hazards", "1 closures", "police")),
        "town.xml": (3, ("1 incidents", "1 closures", "missing_id")),
        "situations.xml": (0, ("1 incidents", "1 accidents")),
        "orders.xml": (0, ("1 incidents", "1 closures")),
    }
    for name, (verdict, words) in told.items():
        (tmp_path / name).write_bytes(GIVEN[name])
        assert main(["check", str(tmp_path / name)]) == verdict
        said = capsys.readouterr().out
        assert [word for word in words if word not in said] == []


def test_a_territory_is_written_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in GIVEN.items():
        Path(name).write_bytes(content)
    assert main(["new", "city", *GIVEN]) == 0
    capsys.readouterr()
    sources = read_territory(tmp_path / "city.toml", {}).sources
    assert [source.kind for source in sources] == ["waze", "cifs", "datex2", "datex2"]
    assert [source.interval_s for source in sources] == [120, 300, 300, 300]
