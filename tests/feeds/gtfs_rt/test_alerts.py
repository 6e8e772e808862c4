"""Alerts, read from drawn messages."""

import pytest

from feeds.gtfs_rt import parse
from maas.live import Alert, Selector, Text, TripKey
from maas.model import SourceId
from tests.feeds.gtfs_rt.messages import message, read, record, rules

TEXT = 'header_text { translation { text: "x" } }'
ALL = "informed_entity { route_type: 3 }"


def alert(member: str) -> str:
    return f'entity {{ id: "1" alert {{ {member} }} }}'


def test_an_alert_in_two_languages() -> None:
    assert record("""alert {
        active_period { start: 1768494000 } active_period { end: 1768498000 }
        informed_entity { agency_id: "A" route_type: 0 }
        informed_entity { stop_id: "s" route_id: "5" direction_id: 0 }
        informed_entity { trip { trip_id: "t" start_date: "20260115" } }
        cause: SPECIAL_EVENT effect: DETOUR severity_level: SEVERE
        header_text {
            translation { text: "Travaux" language: "fr" }
            translation { text: "工事" language: "ja" }
        }
        description_text { translation { text: " " } translation { text: "Long" } }
        tts_header_text { translation { text: "Travaux" } }
        url { translation { text: "https://a.example/1" language: "fr" } }
        cause_detail { translation { text: "Marathon" } }
        image { localized_image { url: "http://a.example/x.png" media_type: "image/png" } }
        image_alternative_text { translation { text: "A plan" } }
    }""") == Alert(
        id="1",
        selectors=(
            Selector("A", route_type=0),
            Selector(route_id="5", direction=0, stop_id="s"),
            Selector(trip=TripKey("t", start_date=20260115)),
        ),
        shown=((1768494000, None), (None, 1768498000)),
        holds=((1768494000, None), (None, 1768498000)),
        cause="SPECIAL_EVENT",
        effect="DETOUR",
        severity="SEVERE",
        header=(Text("Travaux", "fr"), Text("工事", "ja")),
        description=(Text("Long"),),
        url=(Text("https://a.example/1", "fr"),),
        spoken_header=(Text("Travaux"),),
        cause_detail=(Text("Marathon"),),
        image=(Text("http://a.example/x.png"),),
        image_alternative=(Text("A plan"),),
    )


def test_telling_and_holding_may_be_at_other_times() -> None:
    found = record(f"""alert {{
        {ALL} {TEXT}
        active_period {{ start: 1768494000 end: 1768495000 }}
        communication_period {{ start: 1768400000 }}
        impact_period {{ start: 1768494500 end: 253402300799 }}
    }}""")
    assert isinstance(found, Alert)
    assert (found.shown, found.holds) == (((1768400000, None),), ((1768494500, None),))


def test_an_alert_for_everybody_names_nobody() -> None:
    parsed = read(alert(TEXT) + alert(f"informed_entity {{ }} {TEXT}").replace('"1"', '"2"'))
    assert [each.selectors for each in parsed.records] == [(), ()]
    assert rules(parsed) == {"E032": 1, "E033": 1}


@pytest.mark.parametrize(
    ("member", "rule"),
    [
        (ALL, "missing_text"),
        (f"{ALL} {TEXT} active_period {{ start: 1768494000 end: 1768493999 }}",
         "invalid_period missing_period"),
        (f'{TEXT} informed_entity {{ trip {{ trip_id: "t" start_date: "today" }} }}',
         "E021 missing_selector"),
    ],
)  # fmt: skip
def test_what_would_be_told_to_everybody_or_for_ever_by_mistake_is_left_out(
    member: str, rule: str
) -> None:
    parsed = read(alert(member))
    assert (parsed.records, " ".join(sorted(rules(parsed)))) == ((), rule)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "www.a.example", "file:///etc/passwd"])
def test_only_addresses_on_the_web_are_kept(address: str) -> None:
    parsed = read(alert(f'{ALL} {TEXT} url {{ translation {{ text: "{address}" }} }}'))
    (found,) = parsed.records
    assert isinstance(found, Alert)
    assert (found.url, rules(parsed)) == ((), {"invalid_url": 1})


def test_a_text_that_is_not_utf8_is_shown_as_far_as_it_goes() -> None:
    content = message(alert(f"{ALL} {TEXT}".replace('"x"', '"Grxxe"')))
    parsed = parse(content.replace(b"Grxxe", b"Gr\xfc\xdfe"), SourceId("rt"))
    (found,) = parsed.records
    assert isinstance(found, Alert)
    assert (found.header, rules(parsed)) == ((Text("Gr��e"),), {"invalid_character": 1})
