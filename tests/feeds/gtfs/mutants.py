"""Feeds gone wrong at random, the same ones for the same seed: cells, rows, files, bytes, zips."""

import io
import zipfile
from collections.abc import Callable, Iterator
from itertools import count
from random import Random

from tests.feeds.gtfs.feed import SOUND, tables

RICH = """
# trips.txt
route_id,service_id,trip_id,block_id,shape_id,direction_id,wheelchair_accessible
1,daily,t1,x,s,0,1
1,daily,t2,x,s,1,2
1,extra,t3,,,,
# stop_times.txt
trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,shape_dist_traveled
t1,8:00:00,8:00:00,a,1,0,0
t1,,,b,2,0,1100
t1,8:20:00,8:20:00,c,3,1,2000
t2,8:30:00,8:30:00,c,1,,
t2,8:40:00,8:41:00,b,2,,
t2,8:50:00,8:50:00,a,3,,
t3,25:30:00,25:30:00,a,1,3,
t3,25:40:00,25:41:00,b,2,2,
# calendar_dates.txt
service_id,date,exception_type
daily,20260501,2
extra,20260501,1
# transfers.txt
from_stop_id,to_stop_id,from_route_id,to_route_id,from_trip_id,to_trip_id,transfer_type,min_transfer_time
a,b,,,,,2,120
a,a,1,,,t2,1,
c,c,,,t1,t2,4,
hub,hub,,,,,3,
# shapes.txt
shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence,shape_dist_traveled
s,52.500,13.4,1,0
s,52.515,13.4,2,1500
s,52.520,13.4,3,2000
# frequencies.txt
trip_id,start_time,end_time,headway_secs,exact_times
t3,6:00:00,7:00:00,600,0
# feed_info.txt
feed_publisher_name,feed_publisher_url,feed_lang,feed_version
A,https://a.example,de,1
# stops.txt
stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,wheelchair_boarding,level_id
hub,Hub,52.5,13.4,1,,1,
a,Alder,52.500,13.400,0,hub,,low
b,Birch,52.510,13.400,0,,2,
c,Cedar,52.520,13.400,0,,0,
door,Door,52.501,13.400,2,hub,1,
area,,52.500,13.401,4,a,,low
# levels.txt
level_id,level_index,level_name
low,-1,Below
# pathways.txt
pathway_id,from_stop_id,to_stop_id,pathway_mode,is_bidirectional,length,traversal_time,stair_count
1,door,area,2,1,20,30,-40
2,area,door,7,0,,,
"""

EVIL = (
    *("", " ", "0", "1", "2", "4", "9", "-1", "007", "NA", "nan", "1e400", "5_2.5", "５２", "52,5"),
    *("999999999", "99999999999999999999", "-99.9", "0.0", "1e-9", "360", "a", "b", "t1", "t2"),
    *("s", "x", "hub", "daily", "24:00:00", "999:59:59", "8:61:00", "00000101", "99991231"),
    *(
        "19000101",
        "20260230",
        "Mars/Base",
        "../../etc/passwd",
        '"',
        '"a""',
        ",",
        "\n",
        "\r",
        "\x00",
    ),
    *("\u2028", "🚋", "é" * 300, "=cmd()", "<script>", "%s{}"),
)

Files = dict[str, bytes]


def mutants(seed: int) -> Iterator[bytes]:
    """Zips without end, each with one to five things wrong."""
    for number in count():
        random = Random(f"{seed}:{number}")
        files = {name: text.encode() for name, text in tables(SOUND, RICH).items()}
        for _ in range(random.randint(1, 5)):
            if files:
                random.choice(FILE_MUTATIONS)(random, files)
        zipped = _zip(files)
        yield random.choice(ZIP_MUTATIONS)(random, zipped) if random.random() < 0.2 else zipped


def _zip(files: Files) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _some(random: Random, files: Files) -> str:
    return random.choice(sorted(files))


def _cells(random: Random, files: Files) -> None:
    name = _some(random, files)
    rows = [row.split(b",") for row in files[name].split(b"\n")]
    for _ in range(random.randint(1, 4)):
        row = random.choice(rows)
        row[random.randrange(len(row))] = random.choice(EVIL).encode()
    files[name] = b"\n".join(b",".join(row) for row in rows)


def _columns(random: Random, files: Files) -> None:
    name = _some(random, files)
    rows = [row.split(b",") for row in files[name].split(b"\n") if row]
    if not rows:
        return
    column = random.randrange(len(rows[0]))
    change = random.choice(["drop", "double", "rename", "fill"])
    cell = random.choice(EVIL).encode()
    for i, row in enumerate(rows):
        if change == "drop":
            del row[column : column + 1]
        elif change == "double":
            row.append(row[min(column, len(row) - 1)])
        elif (change == "fill") == (i > 0) and column < len(row):
            row[column] = cell
    files[name] = b"\n".join(b",".join(row) for row in rows)


def _rows(random: Random, files: Files) -> None:
    name = _some(random, files)
    header, *rows = files[name].split(b"\n")
    change = random.choice([random.shuffle, list.clear, list.reverse, _double, _drop_one])
    change(rows)
    files[name] = b"\n".join([header, *rows])


def _double(rows: list[bytes]) -> None:
    rows.extend(rows[:50])


def _drop_one(rows: list[bytes]) -> None:
    del rows[len(rows) // 2 :][:1]
    rows[:] = rows[: len(rows) // 2] + rows[len(rows) // 2 + 1 :]


def _file(random: Random, files: Files) -> None:
    name = _some(random, files)
    content = files.pop(name)
    change = random.randrange(5)
    if change == 1:
        files[name] = b""
    elif change == 2:
        files[f"sub/{name}"] = content
    elif change == 3:
        files[name] = content.decode("utf-8", "replace").encode("utf-16")
    elif change == 4:
        files[name], files["agency.txt"] = files.get("agency.txt", b""), content


def _bytes(random: Random, files: Files) -> None:
    name = _some(random, files)
    content = bytearray(files[name])
    for _ in range(random.randint(1, 20)):
        if content:
            content[random.randrange(len(content))] = random.randrange(256)
    cut = random.randrange(len(content) + 1) if random.random() < 0.2 else len(content)
    files[name] = bytes(content[:cut])


def _flip(random: Random, zipped: bytes) -> bytes:
    content = bytearray(zipped)
    for _ in range(random.randint(1, 8)):
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    return bytes(content)


def _flip_directory(random: Random, zipped: bytes) -> bytes:
    content = bytearray(zipped)
    start = max(0, zipped.find(b"PK\x01\x02"))
    for _ in range(random.randint(1, 8)):
        content[random.randrange(start, len(content))] = random.randrange(256)
    return bytes(content)


def _cut(random: Random, zipped: bytes) -> bytes:
    return zipped[: random.randrange(len(zipped))]


def _insert(random: Random, zipped: bytes) -> bytes:
    at = random.randrange(len(zipped))
    return zipped[:at] + random.randbytes(random.randint(1, 100)) + zipped[at:]


FILE_MUTATIONS: tuple[Callable[[Random, Files], None], ...] = (
    *(_cells, _cells, _cells, _columns, _rows, _file, _bytes),
)
ZIP_MUTATIONS: tuple[Callable[[Random, bytes], bytes], ...] = (
    _flip,
    _flip_directory,
    _cut,
    _insert,
)
