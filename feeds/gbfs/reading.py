"""How to read a source: from servers, a folder, a file, or a recording of messages."""

from collections.abc import Iterable

from feeds.fetch.asking import Address, limits_of_kind
from feeds.fetch.client import Client
from feeds.fetch.reading import Reader, is_recording, reader_of
from feeds.gbfs.folder import FolderReader
from feeds.gbfs.message import peek
from feeds.gbfs.server import ServerReader
from maas.settings import Source


def reader(source: Source, client: Client) -> Reader:
    """What reads a source that has a url."""
    limits, path = limits_of_kind(source.kind), source.path
    if path is None:
        language, systems = source.options.get("language"), source.options.get("systems")
        return ServerReader(
            Address.of(source),
            limits,
            client,
            language if isinstance(language, str) else "",
            tuple(str(each) for each in systems) if isinstance(systems, Iterable) else (),
        )
    if is_recording(path):
        return reader_of(source, client, peek)
    return FolderReader(path, limits)
