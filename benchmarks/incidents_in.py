"""What it takes to read the road: CPU time from bytes to records, and to the workers.

    python -m benchmarks.incidents_in

A real minute of Waze's partner feed, a French document of CIFS, and French orders of DATEX II, of
what MAAS_SHARED holds; and each drawn at the size of a large region. Best of seven.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from benchmarks.timing import cpu_ms
from feeds import cifs, datex2, waze
from feeds.parsed import Parsed

Parse = Callable[[bytes], Parsed]

TIMES = 50
"""As many documents of a town as a region has towns."""


def main() -> int:
    """Print a table."""
    print("| document | kB | records | left out | parse ms | to be archived ms | kB to a worker |")
    print("|---|---|---|---|---|---|---|")
    for name, parse, content in documents():
        print(f"| {name} | {' | '.join(row(parse, content))} |")
    return 0


def documents() -> Iterator[tuple[str, Parse, bytes]]:
    """What is measured, as far as it is there."""
    folder = Path(os.environ.get("MAAS_SHARED", "../shared"), "data")
    minute = folder / "waze" / "waze_ccp_nyc_2019.json"
    town = folder / "waze" / "cifs_dialog_expected.xml"
    orders = folder / "datex2" / "fr-dialog" / "get-regulations-expected-result.xml"
    if minute.exists():
        yield "a minute of New York (Waze)", waze.parse, minute.read_bytes()
    if town.exists():
        yield "a French document (CIFS)", cifs.parse, town.read_bytes()
        yield f"{TIMES} of them (CIFS)", cifs.parse, repeated(town.read_bytes(), b"incident")
    if orders.exists():
        yield "French orders (DATEX II)", datex2.parse, orders.read_bytes()
        content = repeated(orders.read_bytes(), b"trafficRegulationOrder")
        yield f"{TIMES} of them (DATEX II)", datex2.parse, content


def repeated(content: bytes, name: bytes) -> bytes:
    """The same elements again and again, each with an id of its own."""
    begin = content.index(b"<" + name + b" ")
    end = content.rindex(b"</" + name + b">") + len(name) + 3
    body = content[begin:end]
    marked = (re.sub(rb'\bid="', b'id="%d-' % number, body) for number in range(TIMES))
    return content[:begin] + b"".join(marked) + content[end:]


def row(parse: Parse, content: bytes) -> list[str]:
    """One line of the table."""
    parsed = parse(content)
    hidden = cpu_ms(lambda: waze.hide(content)) if parse is waze.parse else 0.0
    sent = msgspec.msgpack.encode(parsed.records)
    left_out = sum(each.count for each in parsed.rejections if each.severity != "INFO")
    return [
        f"{len(content) / 1000:,.0f}",
        f"{len(parsed.records):,}",
        str(left_out),
        f"{cpu_ms(lambda: parse(content)):.1f}",
        f"{hidden:.0f}",
        f"{len(sent) / 1000:,.0f}",
    ]


if __name__ == "__main__":
    sys.exit(main())
