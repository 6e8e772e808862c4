"""The commands as a person types them: what they print and the exit codes of DESIGN §9."""

import json
from pathlib import Path

import pytest

from feeds.registry import FOUND
from maas.__main__ import main
from maas.settings import read_territory
from tests.cities import LINE, write_gtfs, write_territory
from tests.feeds.gtfs_rt.messages import message

NEWS = message('entity { id: "1" trip_update { trip { trip_id: "t" } } }')


def test_a_wrong_option_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for typed in (
        ["serve"],
        ["serve", "T.toml", "--prot", "1"],
        ["serve", "T.toml", "--port", "x"],
    ):
        with pytest.raises(SystemExit, match="2"):
            main(typed)
    assert "--port: 0 to 65535" in capsys.readouterr().err
    assert main(["serve", str(tmp_path / "none.toml")]) == 2
    assert "none.toml: cannot be read" in capsys.readouterr().err


def test_a_wrong_setting_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = write_territory(tmp_path, "interval = 3\n")
    for command in (["import", str(file)], ["serve", str(file)], ["check", str(file)]):
        assert main(command) == 2
        assert "source[1].interval: no such option" in capsys.readouterr().err


def test_new_finds_kinds_and_zone_and_overwrites_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_gtfs(tmp_path / "GTFS_Town-Bus.zip")
    (tmp_path / "town.osm.pbf").write_bytes(b"\0\0\0\x0e\x0a\x09OSMHeader\x18\x00")
    feeds = ["GTFS_Town-Bus.zip", "town.osm.pbf", "GTFS_Town-Bus.zip"]
    assert main(["new", "town", *feeds]) == 0
    town = read_territory(tmp_path / "town.toml")
    assert town.timezone == "Europe/Lisbon"
    named = [(source.id, source.kind) for source in town.sources]
    assert named == [("town-bus", "gtfs"), ("town", "osm"), ("town-bus-2", "gtfs")]
    assert main(["new", "town", *feeds]) == 2
    assert "town.toml exists already" in capsys.readouterr().err
    assert main(["new", "other", "town.toml"]) == 2
    assert f"neither {FOUND}" in capsys.readouterr().err


def test_new_says_whose_ids_live_feeds_speak(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_gtfs(tmp_path / "bus.zip")
    write_gtfs(tmp_path / "tram.zip")
    (tmp_path / "news-1.pb").write_bytes(NEWS)
    assert main(["new", "one", "news-*.pb", "bus.zip"]) == 0
    assert main(["new", "two", "bus.zip", "news-1.pb", "tram.zip"]) == 0
    live, _ = read_territory(tmp_path / "one.toml").sources
    assert (live.kind, live.ids_of, live.path) == ("gtfs-rt", ("bus",), tmp_path / "news-*.pb")
    assert read_territory(tmp_path / "two.toml").sources[1].ids_of == ("bus", "tram")


def test_check_reads_a_message(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "news.pb"
    file.write_bytes(NEWS)
    assert main(["check", str(file)]) == 3
    shown = capsys.readouterr().out
    assert "1 trip updates" in shown
    assert "made: 2026-01-15T16:20:00Z" in shown
    assert "E041" in shown
    assert main(["check", str(file), "--json"]) == 3
    (checked,) = json.loads(capsys.readouterr().out)
    assert checked["report"]["counts"] == {"trip_updates": 1}
    file.write_bytes(NEWS[:-2])
    assert main(["check", str(file)]) == 4
    assert "cut off" in capsys.readouterr().out


def test_new_and_check_read_a_folder_of_gbfs(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    station = {"station_id": "a", "name": "A", "lat": 41.1, "lon": -8.6}
    stations = {"last_updated": 1_768_494_000, "ttl": 60, "data": {"stations": [station]}}
    (tmp_path / "velo").mkdir()
    (tmp_path / "velo/station_information.json").write_text(json.dumps(stations))
    write_gtfs(tmp_path / "bus.zip")
    assert main(["new", "town", "bus.zip", "velo"]) == 0
    _, velo = read_territory(tmp_path / "town.toml").sources
    assert (velo.id, velo.kind, velo.path) == ("velo", "gbfs", tmp_path / "velo")
    capsys.readouterr()
    assert main(["check", "velo", "--json"]) == 3
    (checked,) = json.loads(capsys.readouterr().out)
    assert checked["report"]["counts"] == {"systems": 1, "vehicle_types": 1, "stations": 1}
    assert "missing_system_information" in {each["rule"] for each in checked["report"]["findings"]}


def test_check_reads_what_live_sources_of_a_territory_say(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    write_gtfs(tmp_path / "bus.zip")
    live = '[[source]]\nid = "rt"\nkind = "gtfs-rt"\nurl = "file:news-*.pb"\n'
    pushed = '[[source]]\nid = "brought"\nkind = "gtfs-rt"\n'
    file = write_territory(tmp_path, live + pushed)
    assert main(["check", str(file), "--json"]) == 4
    _, rt = json.loads(capsys.readouterr().out)
    assert "no message that says when it was made" in rt["refused"]
    (tmp_path / "news-1.pb").write_bytes(NEWS)
    assert main(["check", str(file), "--json"]) == 4
    assert "later than the service clock" in json.loads(capsys.readouterr().out)[1]["refused"]


def test_check_tells_sound_from_usable_from_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    write_gtfs(tmp_path / "bus.zip")
    assert main(["check", str(tmp_path / "bus.zip"), "--json"]) == 3
    (bus,) = json.loads(capsys.readouterr().out)
    assert bus["report"]["counts"]["trips"] == 2
    assert "in the past" in bus["doubts"][0]
    file = write_territory(tmp_path, sources=("bus", "tram"))
    write_gtfs(tmp_path / "tram.zip", {"stops.txt": LINE["stops.txt"]})
    assert main(["check", str(file), "--json"]) == 4
    bus, tram = json.loads(capsys.readouterr().out)
    assert (bus["doubts"], tram["verdict"]) == ([], "refused")
    assert main(["check", str(file)]) == 4
    assert "refused:" in capsys.readouterr().out
    assert main(["check", str(tmp_path / "none.zip")]) == 4
    assert "there is no such file" in capsys.readouterr().err
