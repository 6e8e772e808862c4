"""`maas`: the command line. Options are checked before anything slow is imported."""

import argparse
import gc
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module, metadata
from pathlib import Path

from maas.errors import (
    BadPlace,
    BadQuery,
    BadSettings,
    FeedError,
    GenerationBroken,
    MaasError,
    NotFound,
    RecordsUnavailable,
)
from maas.keys import Scope

WRONG_USAGE, REFUSED = 2, 4

_NEGATIVE = re.compile(r"^-(?=[\d.])")
"""Of a coordinate such as -33.9,151.2, which argparse takes for an option unless a space leads."""

EXIT_CODES = """\
exit codes: 0 done, 1 no way found (plan), 2 wrong usage or settings,
            3 usable with warnings (check), 4 data refused or records out of reach
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # its threads would not survive a fork
    typed = sys.argv[1:] if arguments is None else arguments
    options = _parser().parse_args([_NEGATIVE.sub(r" \g<0>", each) for each in typed])
    module, function = options.runs.split(":")
    run: Callable[[argparse.Namespace], int]
    try:
        options.territory = _territory(options)
        gc.disable()  # what modules make stays: to look through it takes a tenth of the time
        run = getattr(import_module(f"maas.commands.{module}"), function)
        gc.enable()
        return run(options)
    except (BadSettings, BadQuery, BadPlace, NotFound) as problem:
        return _failed(problem, WRONG_USAGE)
    except (FeedError, GenerationBroken, RecordsUnavailable) as problem:
        return _failed(problem, REFUSED)
    except KeyboardInterrupt:
        return 130


def _failed(problem: MaasError, code: int) -> int:
    sys.stderr.write(f"maas: {problem}\n")
    return code


def _territory(options: argparse.Namespace) -> object:
    """The territory that the files on the command line describe, if the command takes any."""
    if not getattr(options, "files", None):
        return None
    from maas.settings import join_territories, read_territory

    return join_territories([read_territory(file) for file in options.files])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "maas",
        description="Open multimodal mobility for a city: one graph, door-to-door itineraries.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"maas {metadata.version('maas')}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for add in (
        _add_new,
        _add_check,
        _add_import,
        _add_rollback,
        _add_serve,
        _add_plan,
        _add_keys,
        _add_archive,
        _add_series,
        _add_report,
        _add_demo,
    ):
        add(commands)
    return parser


Commands = argparse._SubParsersAction  # argparse has no public name for it


def _add_new(commands: "Commands[argparse.ArgumentParser]") -> None:
    new = commands.add_parser("new", help="write a territory file for some feeds")
    new.add_argument("name", metavar="NAME", help="of the territory; writes NAME.toml")
    new.add_argument("feeds", metavar="FILE_OR_URL", nargs="+", help="GTFS zip or OSM pbf")
    new.set_defaults(runs="new:new")


def _add_check(commands: "Commands[argparse.ArgumentParser]") -> None:
    check = commands.add_parser("check", help="report what is in feeds and what is wrong with them")
    check.add_argument("subject", metavar="T.toml|FILE", type=Path)
    check.add_argument("--json", action="store_true", help="for machines")
    check.set_defaults(runs="check:check")


def _add_import(commands: "Commands[argparse.ArgumentParser]") -> None:
    imports = commands.add_parser("import", help="read the feeds into a new generation")
    _add_files(imports)
    imports.add_argument(
        "--force", action="store_true", help="take what shrank by half or was rolled back"
    )
    imports.add_argument(
        "--background",
        action="store_true",
        help="with low priority, until standard input is closed",
    )
    imports.add_argument(
        "--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="as if it were that day"
    )
    imports.set_defaults(runs="importing:run_import")


def _add_rollback(commands: "Commands[argparse.ArgumentParser]") -> None:
    back = commands.add_parser("rollback", help="go back to an older generation, serving or not")
    back.add_argument("files", metavar="T.toml", type=_one_file)
    back.add_argument("to", metavar="ID", nargs="?", help="default: the one before")
    back.set_defaults(runs="rollback:run_rollback")


def _add_serve(commands: "Commands[argparse.ArgumentParser]") -> None:
    serve = commands.add_parser("serve", help="answer over HTTP, importing first where needed")
    _add_files(serve)
    _add_door(serve)
    serve.set_defaults(runs="serving:run_serve")


def _add_plan(commands: "Commands[argparse.ArgumentParser]") -> None:
    plan = commands.add_parser("plan", help="ask for a way, here in the terminal")
    plan.add_argument("files", metavar="T.toml", type=_one_file)
    plan.add_argument("origin", metavar="FROM", type=str.strip, help="lat,lon, a stop id or a name")
    plan.add_argument(
        "destination", metavar="TO", type=str.strip, help="lat,lon, a stop id or a name"
    )
    plan.add_argument("--time", help="YYYY-MM-DDTHH:MM, local where it has no offset; default now")
    plan.add_argument("--arrive-by", action="store_true", help="the time is the latest arrival")
    plan.add_argument(
        "--via", action="append", default=[], help="a stop to visit, by id or name; up to two"
    )
    plan.add_argument(
        "--stay", action="append", default=[], metavar="MIN", help="at each via, at least"
    )
    plan.add_argument("--bike", action="store_true", help="take a bike along")
    plan.add_argument("--json", action="store_true", help="as /api/v6/plan answers")
    plan.set_defaults(runs="planning:run_plan")


def _add_keys(commands: "Commands[argparse.ArgumentParser]") -> None:
    keys = commands.add_parser("keys", help="give out keys, list them, put them out of force")
    actions = keys.add_subparsers(metavar="ACTION", required=True)
    create = actions.add_parser("create", help="print a new key, once, as the last word")
    _add_files(create)
    create.add_argument("--scope", choices=[*map(str, Scope)], required=True)
    create.add_argument("--name", default="", help="whose it is, for the list")
    create.set_defaults(runs="keys:create")
    listing = actions.add_parser("list", help="all keys ever given out")
    _add_files(listing)
    listing.set_defaults(runs="keys:list_keys")
    revoke = actions.add_parser("revoke", help="put a key out of force for ever")
    _add_files(revoke)
    revoke.add_argument("id", metavar="ID", help="as create and list say it")
    revoke.set_defaults(runs="keys:revoke")


def _add_report(commands: "Commands[argparse.ArgumentParser]") -> None:
    report = commands.add_parser("report", help="what a source was like in a month")
    _add_files(report)
    report.add_argument("source", metavar="SOURCE", help="its id in the territory file")
    report.add_argument("--month", metavar="YYYY-MM", help="default: the one under way")
    report.add_argument(
        "--format", choices=["text", "json", "csv", "html"], default="text", help="default: text"
    )
    report.set_defaults(runs="report:run_report")


def _add_archive(commands: "Commands[argparse.ArgumentParser]") -> None:
    archive = commands.add_parser("archive", help="what was received: list, take out, play again")
    actions = archive.add_subparsers(metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="what there is, and whether it is as it came")
    _add_files(listing)
    listing.add_argument("--quick", action="store_true", help="follow the chain, read no content")
    listing.set_defaults(runs="archive:list_sources")
    export = actions.add_parser("export", help="write the messages of a span to a folder")
    _add_span(export)
    export.add_argument("--source", metavar="ID", help="default: each to a folder of its name")
    export.set_defaults(runs="archive:export")
    replay = actions.add_parser("replay", help="write a territory that lives through a span again")
    _add_span(replay)
    replay.add_argument("--rate", type=float, default=1.0, help="how fast; default: %(default)s")
    replay.set_defaults(runs="archive:replay")


def _add_series(commands: "Commands[argparse.ArgumentParser]") -> None:
    series = commands.add_parser("series", help="counts of vehicles and docks: list, export")
    actions = series.add_subparsers(metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="of which sources there are some, and since when")
    _add_files(listing)
    listing.set_defaults(runs="series:list_sources")
    export = actions.add_parser("export", help="print those of a span as CSV")
    export.add_argument("files", metavar="T.toml", type=_one_file)
    export.add_argument("source", metavar="SOURCE", help="its id in the territory file")
    _add_times(export)
    export.add_argument("--place", metavar="ID", help="of one station; default: of all")
    export.set_defaults(runs="series:export")


def _add_span(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", metavar="T.toml", type=_one_file)
    command.add_argument("folder", metavar="FOLDER", type=Path)
    _add_times(command)


def _add_times(command: argparse.ArgumentParser) -> None:
    times = "YYYY-MM-DD[THH:MM], local where it has no offset"
    command.add_argument("--from", dest="since", required=True, help=times)
    command.add_argument("--to", dest="until", help="default: a day later")


def _add_demo(commands: "Commands[argparse.ArgumentParser]") -> None:
    demo = commands.add_parser("demo", help="invent a city, import it and say how to ask it")
    demo.add_argument("--dir", type=Path, default=Path("var/demo"), help="default: %(default)s")
    demo.add_argument("--seed", type=int, default=1, help="another seed, another city")
    demo.add_argument("--stops", type=_positive, help="about how many stops it has")
    demo.add_argument("--serve", action="store_true", help="serve it as well")
    _add_door(demo)
    demo.set_defaults(runs="demo:run_demo")


def _add_files(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", metavar="T.toml", type=Path, nargs="+")


def _add_door(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1", help="default: %(default)s")
    command.add_argument("--port", type=_port, default=8080, help="default: %(default)s")
    command.add_argument("--workers", type=_positive, default=1, help="default: %(default)s")


def _one_file(text: str) -> list[Path]:
    return [Path(text)]


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError("0 to 65535 (0: any free port)")
    return int(text)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("1 or more")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
