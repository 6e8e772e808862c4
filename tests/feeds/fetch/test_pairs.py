"""Two files of one source become one message, the slow one asked for now and then."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from feeds.fetch.asking import Version
from feeds.fetch.client import Client
from feeds.fetch.pairs import RARELY_S, PairReader, pair_of
from feeds.fetch.reading import Reading, RecordingReader, ServerReader
from maas.errors import FeedUnavailable
from maas.model import SourceId
from maas.settings import Source


@dataclass
class Scripted:
    """Answers what it is told to, and knows what it was asked."""

    content: bytes | None
    is_remote: bool = True
    asked: list[Version] = field(default_factory=list)

    async def read(self, known: Version, now: int) -> Reading:
        self.asked.append(known)
        if self.content is None:
            raise FeedUnavailable("away")
        version = Version(self.content.decode())
        return Reading(version, None if version == known else self.content, 30.0)


def pair(often: Scripted, rarely: Scripted) -> PairReader:
    return PairReader(often, rarely)


async def test_one_message_of_both() -> None:
    often, rarely = Scripted(b"a"), Scripted(b"x")
    read = pair(often, rarely).read
    first = await read(Version(), 0)
    assert (first.content, first.fresh_s) == (b"pair 1\nax", 30.0)
    assert (await read(first.version, 60)).content is None
    often.content, rarely.content = b"b", b"y"
    second = await read(first.version, 120)
    assert second.content == b"pair 1\nbx"
    assert (await read(second.version, RARELY_S)).content == b"pair 1\nby"
    assert [each.etag for each in often.asked] == ["", "a", "a", "b"]
    assert [each.etag for each in rarely.asked] == ["", "x"]


async def test_who_does_not_know_the_message_gets_it_again() -> None:
    read = pair(Scripted(b"a"), Scripted(b"x")).read
    await read(Version(), 0)
    assert (await read(Version(), 60)).content == b"pair 1\nax"


async def test_the_slow_one_may_fail_once_it_was_had() -> None:
    often, rarely = Scripted(b"a"), Scripted(None)
    read = pair(often, rarely).read
    with pytest.raises(FeedUnavailable):
        await read(Version(), 0)
    rarely.content = b"x"
    assert (await read(Version(), 60)).content == b"pair 1\nax"
    rarely.content = None
    assert (await read(Version(), 60 + RARELY_S)).content == b"pair 1\nax"
    often.content = None
    with pytest.raises(FeedUnavailable):
        await read(Version(), 120 + RARELY_S)


def test_a_recording_of_pairs_is_played_as_any_other(tmp_path: Path) -> None:
    source = Source(SourceId("p"), "datex2-parking", f"file:{tmp_path}/*.xml")
    client = Client()
    played = pair_of(source, client, ("https://a.example/status", source.url), lambda _: 1)
    assert isinstance(played, RecordingReader)


def test_headers_go_to_the_host_of_the_source_alone() -> None:
    source = Source(SourceId("p"), "datex2-parking", "https://a.example/t", headers={"X-Key": "k"})
    urls = ("https://b.example/status", source.url)
    read = pair_of(source, Client(), urls, lambda _: None)
    assert isinstance(read, PairReader)
    often, rarely = read.often, read.rarely
    assert isinstance(often, ServerReader)
    assert isinstance(rarely, ServerReader)
    assert (often.address.headers, rarely.address.headers) == ({}, {"X-Key": "k"})
