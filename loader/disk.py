"""Writing so that a power cut or a full disk leaves the earlier file whole: beside, synced, then one rename."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

# What begins so is being written, or is on its way out: the next load removes it.
UNFINISHED, REMOVED = ".writing-", ".removed-"


def write_synced(path: Path, data: bytes) -> None:
    """Write a file and wait until the disk has it."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, data: bytes) -> None:
    """Put new content in the place of a file at once; the folder is synced too."""
    with folder_beside(path.parent) as beside:
        write_synced(beside / path.name, data)
        os.replace(beside / path.name, path)
    sync(path.parent)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write that takes its name when it is whole: a task that runs twice at once mixes nothing.

    It is not synced: what is lost with the power is made again.
    """
    handle, beside = tempfile.mkstemp(prefix=UNFINISHED, dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        yield file
    os.replace(beside, path)


def append_lines(path: Path, lines: list[str]) -> None:
    """Add lines to a file at once; a last line that was cut while it was written goes."""
    replace_file(path, b"".join([*whole_lines(path), *(f"{line}\n".encode() for line in lines)]))


def whole_lines(path: Path) -> list[bytes]:
    """Give the lines of a file that end as lines do; none when there is no file."""
    lines = path.read_bytes().splitlines(keepends=True) if path.is_file() else []
    return [line for line in lines if line.endswith(b"\n")]


@contextmanager
def folder_beside(parent: Path) -> Iterator[Path]:
    """Give a folder to write in, on the same disk, that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sync_tree(folder: Path) -> None:
    """Wait until the disk has a folder and all that it holds."""
    for path in (*folder.rglob("*"), folder):
        sync(path)


def sync(path: Path) -> None:
    """Wait until the disk has a file, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove what writers that were killed left in a folder."""
    for path in (path for prefix in (UNFINISHED, REMOVED) for path in folder.glob(f"{prefix}*")):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
