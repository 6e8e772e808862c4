"""Keys looked up beside the loop, as the boundary asks for them."""

import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from maas.app import key_finder
from maas.app.key_finder import KeyFinder
from maas.errors import RecordsUnavailable
from maas.keys import Key, Scope, digest_of
from maas.records import SqliteRecords, open_records

TEN = 36_000


@pytest.fixture
def records(tmp_path: Path) -> SqliteRecords:
    records = open_records(tmp_path)
    records.add_key(Key("a1", "", Scope.STAFF, 0), digest_of("maas_ana"))
    return records


async def test_a_key_is_found_and_gone_once_it_is_revoked(records: SqliteRecords) -> None:
    finder = KeyFinder(records)
    found = await finder.find("maas_ana")
    assert found is not None and found.id == "a1"
    assert await finder.find("maas_eva") is None
    records.revoke_key("a1", 1)
    assert await finder.find("maas_ana") is None


async def test_uses_are_remembered_once_an_hour(records: SqliteRecords) -> None:
    noted = []
    for moment in (TEN + 5, TEN + 3599, TEN + 3600):
        await KeyFinder(records, lambda moment=moment: moment).find("maas_ana")
        noted.append(records.list_keys()[0].used)
    assert noted == [TEN, TEN, TEN + 3600]


async def test_a_full_disk_keeps_nobody_out(records: SqliteRecords) -> None:
    @dataclass(frozen=True)
    class Full:
        def find_key(self, digest: bytes) -> Key | None:
            return records.find_key(digest)

        def note_use(self, key_id: str, at: int) -> None:
            raise RecordsUnavailable("database or disk is full")

    assert await KeyFinder(Full()).find("maas_ana") is not None


async def test_a_disk_that_hangs_is_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclass(frozen=True)
    class Hanging:
        def find_key(self, _: bytes) -> None:
            time.sleep(0.2)

    monkeypatch.setattr(key_finder, "LOOK_UP_S", 0.05)
    with pytest.raises(RecordsUnavailable, match=r"0\.05 s"):
        await KeyFinder(Hanging()).find("maas_ana")
