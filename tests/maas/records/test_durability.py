"""What is acknowledged is on disk; what is broken is told and never started anew."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from maas.errors import RecordsUnavailable
from maas.keys import Key, Scope, digest_of
from maas.records import open_records
from maas.records.schema import STEPS
from tests.oldrecords import set_back

WRITE = """
import sys
from pathlib import Path
from maas.keys import Key, Scope, digest_of
from maas.records import open_records
records = open_records(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    name = f"{sys.argv[2]}{number}"
    records.add_key(Key(name, "", Scope.PARTNER, 0), digest_of(name))
    print(name, flush=True)
"""


def writer(folder: Path, name: str, n: int) -> "subprocess.Popen[str]":
    """A process that adds keys, and says the name of each once it is acknowledged."""
    command = [sys.executable, "-c", WRITE, str(folder), name, str(n)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_two_processes_that_begin_at_once_lose_nothing(tmp_path: Path) -> None:
    both = [writer(tmp_path, name, 25) for name in "ab"]
    said = [process.communicate(timeout=60)[0].split() for process in both]
    assert [len(names) for names in said] == [25, 25]
    known = {key.id for key in open_records(tmp_path).list_keys()}
    assert known == {*said[0], *said[1]}


def test_what_was_acknowledged_outlives_kill_9(tmp_path: Path) -> None:
    with writer(tmp_path, "a", 100_000) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(10)]
        os.kill(process.pid, signal.SIGKILL)
        said += process.stdout.read().split()
    records = open_records(tmp_path)
    assert all(records.find_key(digest_of(name)) for name in said)


def test_a_revocation_by_another_process_holds_at_once(tmp_path: Path) -> None:
    ours, theirs = open_records(tmp_path), open_records(tmp_path)
    theirs.add_key(Key("a1", "", Scope.STAFF, 0), digest_of("secret"))
    assert ours.find_key(digest_of("secret"))
    theirs.revoke_key("a1", 1)
    assert ours.find_key(digest_of("secret")) is None


def test_where_there_is_no_file_nothing_is_known_and_none_is_made(tmp_path: Path) -> None:
    records = open_records(tmp_path / "town")
    assert records.find_key(digest_of("secret")) is None
    assert records.list_keys() == ()
    assert list(tmp_path.iterdir()) == []


def garbage(path: Path) -> None:
    path.write_bytes(b"not a database" * 1000)


def nothing(path: Path) -> None:
    path.write_bytes(b"")


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE keys (id)")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA user_version = {len(STEPS) + 1}")


def torn(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [garbage, nothing, foreign, newer, torn])
def test_a_broken_file_is_an_error_that_names_it_and_stays_as_it_is(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    records = open_records(tmp_path)
    records.add_key(Key("a1", "", Scope.STAFF, 0), digest_of("secret"))
    records.database.close()
    path = tmp_path / "records.db"
    harm(path)
    before = path.read_bytes()
    for attempt in (
        records.verify,
        lambda: records.find_key(digest_of("secret")),
        lambda: records.add_key(Key("b2", "", Scope.STAFF, 0), digest_of("other")),
    ):
        with pytest.raises(RecordsUnavailable, match=r"records\.db: "):
            attempt()
    assert path.read_bytes() == before


def test_a_copy_put_in_place_is_read_at_once(tmp_path: Path) -> None:
    ours, copy = open_records(tmp_path / "a"), open_records(tmp_path / "b")
    for number, records in enumerate((ours, copy)):
        records.add_key(Key(f"k{number}", "", Scope.STAFF, 0), digest_of("secret"))
        records.database.close()
    assert [key.id for key in ours.list_keys()] == ["k0"]
    (tmp_path / "b/records.db").replace(tmp_path / "a/records.db")
    assert [key.id for key in ours.list_keys()] == ["k1"]


def test_a_full_disk_is_told_and_what_stood_stays(tmp_path: Path) -> None:
    records = open_records(tmp_path)
    records.add_key(Key("a1", "", Scope.STAFF, 0), digest_of("secret"))
    with records.database.reading() as connection:
        connection.execute("PRAGMA max_page_count = 1")
    with pytest.raises(RecordsUnavailable, match="full"):
        records.add_key(Key("b2", "x" * 10_000, Scope.STAFF, 0), digest_of("other"))
    assert [key.id for key in records.list_keys()] == ["a1"]


def test_a_file_of_an_older_version_takes_the_steps_it_lacks(tmp_path: Path) -> None:
    records = open_records(tmp_path)
    records.add_key(Key("a1", "", Scope.STAFF, 0), digest_of("secret"))
    set_back(records, 0)
    assert records.list_keys() == ()


def test_threads_take_turns(tmp_path: Path) -> None:
    records = open_records(tmp_path)

    def give_out(number: int) -> bool:
        name = f"k{number}"
        records.add_key(Key(name, "", Scope.PARTNER, 0), digest_of(name))
        return records.find_key(digest_of(name)) is not None

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(give_out, range(80)))
    assert len(records.list_keys()) == 80


AFTER_A_FORK = """
import os, sys
from pathlib import Path
from maas.records import open_records
records = open_records(Path(sys.argv[1]))
{before}
child = os.fork()
if child == 0:
    records.list_keys()
    os._exit(7)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.parametrize(
    ("before", "code"), [("records.list_keys()", 1), ("records.verify()", 7), ("", 7)]
)
def test_nothing_opened_before_a_fork_is_used_after_it(
    tmp_path: Path, before: str, code: int
) -> None:
    open_records(tmp_path).add_key(Key("a1", "", Scope.STAFF, 0), digest_of("secret"))
    program = AFTER_A_FORK.format(before=before)
    ended = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == code, ended.stderr
