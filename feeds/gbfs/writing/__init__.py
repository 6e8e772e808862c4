"""Records of rental systems to the files of GBFS 3.0, and the manifest that lists systems."""

from feeds.gbfs.writing.files import About, File, manifest, write

__all__ = ["About", "File", "manifest", "write"]
