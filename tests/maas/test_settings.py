"""Territory files: what is read, and that every mistake names its option."""

from pathlib import Path

import pytest

from maas.errors import BadSettings
from maas.model import SourceId
from maas.settings import (
    BUILT_KINDS,
    LIVE_KINDS,
    ArchiveSettings,
    Source,
    join_territories,
    read_territory,
)

PORTO = """\
name = "porto"
timezone = "Europe/Lisbon"
clock = "2023-09-20T07:00:00Z"
clock_rate = 0

[[source]]
id = "stcp"
kind = "gtfs"
url = "file:feeds/stcp.zip"
licence = "CC-BY-4.0"

[[source]]
id = "streets"
kind = "osm"
url = "https://example.org/${AREA}.osm.pbf"
interval_s = 86400
[source.headers]
Authorization = "${KEY}"

[routing]
walk_speed_m_s = 1.1
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "porto.toml"
    path.write_text(text)
    return path


def refusal(tmp_path: Path, text: str, **environment: str) -> str:
    with pytest.raises(BadSettings) as caught:
        read_territory(written(tmp_path, text), environment)
    return str(caught.value)


def test_reads_everything(tmp_path: Path) -> None:
    porto = read_territory(written(tmp_path, PORTO), {"AREA": "porto", "KEY": "secret"})
    stcp, streets = porto.sources
    assert porto.data_dir == tmp_path / "var/porto"
    assert (porto.clock, porto.clock_rate) == (1_695_193_200, 0)
    assert stcp.path == tmp_path / "feeds/stcp.zip"
    assert streets.path is None
    assert streets.url == "https://example.org/porto.osm.pbf"
    assert streets.headers == {"Authorization": "secret"}
    assert porto.routing.walk_speed_m_s == 1.1
    assert porto.routing.same_stop_change_s == 60


def test_how_long_messages_are_archived(tmp_path: Path) -> None:
    text = PORTO.replace("[routing]", "[archive]\nretention_days = 7\n[routing]")
    porto = read_territory(written(tmp_path, text), {"AREA": "porto", "KEY": "secret"})
    assert porto.archive == ArchiveSettings(retention_days=7, max_mb=10_000)
    text = text.replace("retention_days", "retention")
    assert "archive.retention" in refusal(tmp_path, text, AREA="porto", KEY="secret")


def test_a_clock_without_offset_is_local(tmp_path: Path) -> None:
    text = PORTO.replace('"2023-09-20T07:00:00Z"', "2023-09-20T08:00:00")
    porto = read_territory(written(tmp_path, text), {"AREA": "", "KEY": "k"})
    assert porto.clock == 1_695_193_200


@pytest.mark.parametrize(
    ("old", "new", "option", "line"),
    [
        ('name = "porto"', "", "name: is missing", None),
        ('name = "porto"', "name = 3", "name: needs a text", 1),
        ("Europe/Lisbon", "Europe/Lisboa", "timezone: no time zone is called", 2),
        ('"2023-09-20T07:00:00Z"', '"soon"', "clock: 'soon' is not a time", 3),
        ("clock_rate = 0", "clock_rate = -1", "clock_rate: needs a number from 0", 4),
        ("clock_rate = 0", "clock_rate = true", "clock_rate: needs a number", 4),
        ("clock_rate", "clok_rate", "clok_rate: no such option; did you mean clock_rate?", 4),
        ('id = "stcp"', 'id = "STCP"', "source[1].id: 'STCP' is not", 7),
        ('id = "streets"', 'id = "stcp"', "source.id: two sources are called 'stcp'", None),
        ('kind = "gtfs"', 'kind = "gtfs2"', "source[1].kind: no kind is called 'gtfs2'", 8),
        ("file:feeds", "ftp:feeds", "source[1].url: 'ftp:feeds/stcp.zip' is neither", 9),
        ("interval_s", "intervall_s", "source[2].intervall_s: no such option", 16),
        ("interval_s = 86400", 'for = "x"', "source[2].for: no gtfs source is called 'x'", 16),
        ("[source.headers]", "[source.gtfs]", "source[2].gtfs: no such option", 17),
        ("walk_speed_m_s", "walk_speed", "routing.walk_speed: no such option", 21),
        ("[[source]]", "[[sauce]]", "sauce: no such option", 6),
    ],
)
def test_a_mistake_names_its_option(
    tmp_path: Path, old: str, new: str, option: str, line: int | None
) -> None:
    message = refusal(tmp_path, PORTO.replace(old, new), AREA="porto", KEY="k")
    assert option in message
    assert line is None or message.endswith(f"(porto.toml, line {line})")


def test_a_missing_variable_is_named(tmp_path: Path) -> None:
    assert "source[2].headers.Authorization: the environment has no KEY" in refusal(
        tmp_path, PORTO, AREA="porto"
    )


def test_no_error_shows_what_came_from_the_environment(tmp_path: Path) -> None:
    text = PORTO.replace("https://example.org/", "ftp://${KEY}@")
    assert "hush" not in (message := refusal(tmp_path, text, AREA="porto", KEY="hush"))
    assert "'ftp://${KEY}@${AREA}.osm.pbf' is neither" in message


def test_secrets_are_known_as_they_are_sent(tmp_path: Path) -> None:
    text = PORTO.replace("${KEY}", "Bearer ${KEY}").replace("${AREA}.", "${AREA}?key=${KEY}&")
    streets = read_territory(written(tmp_path, text), {"AREA": "por", "KEY": "a b/c"}).sources[1]
    assert streets.secrets == (
        *("Bearer%20a%20b%2Fc", "Bearer%20a%20b/c", "Bearer a b/c"),
        *("a%20b%2Fc", "a%20b/c", "a b/c"),
    )


LIVE = """
[[source]]
id = "stcp-rt"
kind = "gtfs-rt"
"""


def test_a_live_source_is_pushed_and_speaks_of_the_only_timetable_unless_it_says_so(
    tmp_path: Path,
) -> None:
    pushed = read_territory(written(tmp_path, PORTO + LIVE), {"AREA": "", "KEY": ""}).sources[-1]
    assert (pushed.is_pushed, pushed.ids_of, pushed.interval_s) == (True, ("stcp",), 20)
    recorded = PORTO + LIVE + 'url = "file:rt/*.pb"\ninterval_s = 5\n'
    asked = read_territory(written(tmp_path, recorded), {"AREA": "", "KEY": ""}).sources[-1]
    assert (asked.is_pushed, asked.interval_s) == (False, 5)
    assert asked.path == tmp_path / "rt/*.pb"


def test_whose_ids_a_live_source_speaks_must_be_clear(tmp_path: Path) -> None:
    two = PORTO.replace('kind = "osm"', 'kind = "gtfs"') + LIVE
    told = refusal(tmp_path, two, AREA="", KEY="")
    assert "source[3].for: whose ids it speaks is not clear" in told
    both = two + 'for = ["streets", "stcp"]\n'
    named = read_territory(written(tmp_path, both), {"AREA": "", "KEY": ""}).sources[-1]
    assert named.ids_of == ("streets", "stcp")
    none = PORTO.replace('kind = "gtfs"', 'kind = "osm"') + LIVE
    assert "there is none" in refusal(tmp_path, none, AREA="", KEY="")


BIKES = """
[[source]]
id = "velo"
kind = "gbfs"
url = "https://example.org/manifest.json"
"""


def test_vehicles_to_rent_have_ids_and_options_of_their_own(tmp_path: Path) -> None:
    environment = {"AREA": "", "KEY": ""}
    velo = read_territory(written(tmp_path, PORTO + BIKES), environment).sources[-1]
    assert (velo.ids_of, velo.interval_s) == ((), 30)
    assert velo.options == {"systems": (), "language": ""}
    chosen = PORTO + BIKES + '[source.gbfs]\nsystems = ["sud"]\nlanguage = "fr"\n'
    velo = read_territory(written(tmp_path, chosen), environment).sources[-1]
    assert velo.options == {"systems": ("sud",), "language": "fr"}
    for wrong, told in (
        ('for = "stcp"\n', "source[3].for: vehicles to rent have ids of their own"),
        ("[source.gbfs]\nsystem = 1\n", "source[3].gbfs.system: no such option; did you mean"),
        ("[source.gbfs]\nsystems = 1\n", "source[3].gbfs.systems: needs a text or a list"),
    ):
        assert told in refusal(tmp_path, PORTO + BIKES + wrong, **environment)


PARKS = """
[[source]]
id = "parks"
kind = "datex2-parking"
url = "https://example.org/table.xml"
"""


def test_car_parks_have_ids_and_options_of_their_own(tmp_path: Path) -> None:
    environment = {"AREA": "", "KEY": "s3cret"}
    parks = read_territory(written(tmp_path, PORTO + PARKS), environment).sources[-1]
    assert (parks.ids_of, parks.interval_s, parks.options) == ((), 60, {"crs": ""})
    two = PARKS + '[source.datex2-parking]\nstatus_url = "https://a.example/${KEY}"\n'
    parks = read_territory(written(tmp_path, PORTO + two), environment).sources[-1]
    assert parks.options["status_url"] == "https://a.example/s3cret"
    assert "s3cret" in parks.secrets
    local = two.replace("https://a.example/${KEY}", "file:status.xml") + 'crs = "EPSG:25832"\n'
    parks = read_territory(written(tmp_path, PORTO + local), environment).sources[-1]
    assert parks.options == {"status_url": f"file:{tmp_path / 'status.xml'}", "crs": "EPSG:25832"}
    bnls = PARKS.replace("datex2-parking", "bnls")
    assert read_territory(written(tmp_path, PORTO + bnls), environment).sources[-1].interval_s == (
        86_400
    )


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('for = "stcp"\n', "source[3].for: places to park have ids of their own"),
        ("[source.datex2-parking]\nstate_url = 1\n", "state_url: no such option; did you mean"),
        ('[source.datex2-parking]\nstatus_url = "ftp://x"\n', "is neither file: nor https:"),
        ('[source.datex2-parking]\ncrs = "UTM"\n', "needs a code such as EPSG:25832"),
        ('[source.datex2-parking]\ncrs = "EPSG:999999"\n', "no system of coordinates"),
    ],
)
def test_wrong_options_of_car_parks_are_named(tmp_path: Path, wrong: str, told: str) -> None:
    assert told in refusal(tmp_path, PORTO + PARKS + wrong, AREA="", KEY="")


def test_only_live_sources_may_lack_a_url(tmp_path: Path) -> None:
    text = PORTO.replace('url = "file:feeds/stcp.zip"', "")
    assert "source[1].url: is missing" in refusal(tmp_path, text, AREA="", KEY="")


@pytest.mark.parametrize("kind", sorted(set(LIVE_KINDS) - BUILT_KINDS))
def test_a_kind_not_built_yet_is_refused_by_name(tmp_path: Path, kind: str) -> None:
    text = PORTO.replace('kind = "gtfs"', f'kind = "{kind}"')
    assert f"sources of kind '{kind}' are not built yet" in refusal(tmp_path, text)


def test_what_is_not_toml_names_the_file(tmp_path: Path) -> None:
    assert "porto.toml: is not TOML" in refusal(tmp_path, "name = ")
    with pytest.raises(BadSettings, match=r"none\.toml: cannot be read"):
        read_territory(tmp_path / "none.toml")


def test_several_territories_become_one(tmp_path: Path) -> None:
    environment = {"AREA": "porto", "KEY": "k"}
    porto = read_territory(written(tmp_path, PORTO), environment)
    with pytest.raises(BadSettings, match="two sources are called 'stcp'"):
        join_territories([porto, porto])
    gaia_text = PORTO.replace('"porto"', '"gaia"').replace("stcp", "b").replace("streets", "c")
    gaia = read_territory(written(tmp_path, gaia_text), environment)
    both = join_territories([porto, gaia])
    assert both.name == "porto+gaia"
    assert [source.id for source in both.sources] == ["stcp", "streets", "b", "c"]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (
            "https://user:pass@api.example.org:8443/key/abc/gtfs.zip?key=abc",
            "https://api.example.org",
        ),
        ("file:feeds/bus.zip", "bus.zip"),
        ("file:recorded/*.pb", "recorded/*.pb"),
        ("", ""),
    ],
)
def test_of_an_address_nothing_is_shown_that_may_be_secret(url: str, shown: str) -> None:
    source = Source(SourceId("bus"), "gtfs-rt", url)
    assert source.public_address == shown
