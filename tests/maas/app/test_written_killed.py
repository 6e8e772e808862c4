"""What staff were told is kept outlives kill -9 of the writer's desk, again and again.

`benchmarks/written.py` does the same to a whole service, over HTTP.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from maas.live.written import WritingStatus
from maas.records import open_records

pytestmark = pytest.mark.slow

ROUNDS = 5
DESK = """
import asyncio, json, os, random, signal, sys, time
from pathlib import Path
from maas.app.written import WrittenIncidents
from maas.clock import Clock
from maas.live.incidents import Incident, IncidentKind
from maas.live.written import Written
from maas.records import open_records
from maas.requests import WithdrawIncident, WriteIncidents
from tests.heard import Heard

async def work(desk, name, out):
    for n in range(100_000):
        told = [Incident(f"{name}-{n}-{i}", IncidentKind.WORKS, ((41.15, -8.6),)) for i in "ab"]
        written = tuple(Written((each,)) for each in told)
        await desk.write(WriteIncidents(written, "k1", "Town hall"))
        os.write(out, f"{told[0].id} {told[1].id}\\n".encode())
        await desk.withdraw(WithdrawIncident(told[0].id, "k1", "Town hall"))
        os.write(out, f"-{told[0].id}\\n".encode())

async def desk(folder, number, out):
    clock = Clock.starting(1_695_189_600, 0)
    written = WrittenIncidents(open_records(folder), Heard(), clock, is_inherited=number > 0)
    await asyncio.gather(*(work(written, f"r{number}c{i}", out) for i in range(8)))

folder, chance, said = Path(sys.argv[1]), random.Random(1), []
for number in range(int(sys.argv[2])):
    heard, out = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        asyncio.run(desk(folder, number, out))
    os.close(out)
    with os.fdopen(heard) as lines:
        said.append(lines.readline())
        time.sleep(chance.uniform(0.02, 0.4))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said += lines.readlines()
print(json.dumps(said))
"""


def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    command = [sys.executable, "-c", DESK, str(tmp_path), str(ROUNDS)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = [line for line in json.loads(ended.stdout) if line.endswith("\n")]
    published = {name for line in lines if line[0] != "-" for name in line.split()}
    withdrawn = {line[1:].strip() for line in lines if line[0] == "-"}
    assert len(published) > 20 * ROUNDS and withdrawn < published
    records = open_records(tmp_path)
    kept = {name: records.find_incident(name) for name in published}
    assert [name for name, each in kept.items() if each is None] == []
    statuses = {name: each.status for name, each in kept.items() if each is not None}
    assert {statuses[name] for name in withdrawn} == {WritingStatus.WITHDRAWN}
    assert {statuses[name] for name in published if name.endswith("b")} == {WritingStatus.PUBLISHED}
    assert all(len(records.incident_history(name)) == 2 for name in withdrawn)
