"""Keys in the records: kept by their digest, revoked for ever."""

import os
from pathlib import Path

import pytest

from maas.errors import NotFound
from maas.keys import Key, Scope, digest_of
from maas.records import Records, open_records

ANA = Key("a1", "Ana", Scope.STAFF, created=100)
RUI = Key("b2", "", Scope.OPERATOR, created=200)


@pytest.fixture
def records(tmp_path: Path) -> Records:
    records = open_records(tmp_path / "var" / "town")
    records.add_key(ANA, digest_of("maas_ana"))
    records.add_key(RUI, digest_of("maas_rui"))
    return records


def test_a_key_is_found_by_what_its_bearer_shows(records: Records) -> None:
    assert records.find_key(digest_of("maas_ana")) == ANA
    assert records.find_key(digest_of("maas_rui")) == RUI
    assert records.find_key(digest_of("maas_eva")) is None
    assert records.list_keys() == (ANA, RUI)


def test_a_revoked_key_is_listed_and_found_no_more(records: Records) -> None:
    assert records.revoke_key("a1", 300).revoked == 300
    assert records.find_key(digest_of("maas_ana")) is None
    assert records.revoke_key("a1", 400).revoked == 300
    assert [key.revoked for key in records.list_keys()] == [300, None]


def test_a_key_that_is_nobodys_cannot_be_revoked(records: Records) -> None:
    with pytest.raises(NotFound, match="'c3'"):
        records.revoke_key("c3", 300)


def test_the_last_use_is_remembered(records: Records) -> None:
    records.note_use("b2", 7200)
    assert [key.used for key in records.list_keys()] == [None, 7200]


def test_secrets_are_nowhere_on_disk(records: Records, tmp_path: Path) -> None:
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert all(b"maas_ana" not in path.read_bytes() for path in files)


def test_only_the_owner_may_read_the_file(records: Records, tmp_path: Path) -> None:
    assert [path.stat().st_mode & 0o077 for path in tmp_path.rglob("records.db*")] == [0, 0, 0]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_what_root_makes_belongs_to_whose_folder_it_is(tmp_path: Path) -> None:
    os.chown(tmp_path, 12345, 12345)
    open_records(tmp_path).add_key(ANA, digest_of("maas_ana"))
    files = list(tmp_path.glob("records.db*"))
    assert {path.stat().st_uid for path in files} == {12345}
