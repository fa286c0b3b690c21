"""Which code this is: part of every validator, since another version may write another answer."""

from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

# What browsers get has validators of its own; what it is built from is not installed.
NO_CODE = ("__pycache__", "editor", "web")


def code_stamp() -> str:
    """Return a digest of the read side's files and of the questions."""
    digest = blake2b(digest_size=8)
    for package in ("endpoint", "queries"):
        for each in _files(files(package)):
            digest.update(each.name.encode() + each.read_bytes())
    return digest.hexdigest()


def _files(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if each.is_dir() and each.name not in NO_CODE:
            found += _files(each)
        elif each.name.endswith((".py", ".html", ".rq")):
            found.append(each)
    return found
