"""What the control groups of this process leave it of memory: those of a container, of systemd's MemoryMax."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

# The files of a limit and of what is used, and what of it the kernel gives back: the cache of files.
_VERSION_1 = ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_cache")
_VERSION_2 = ("memory.max", "memory.current", "file")
_NO_LIMIT = "max"


def memory_left(process: Path = Path("/proc/self"), groups: Path = Path("/sys/fs/cgroup")) -> Iterator[int]:
    """Yield the bytes that each group which has a limit leaves; a group is limited by all that it stands in."""
    with suppress(OSError):
        for line in (process / "cgroup").read_text("utf-8").splitlines():
            _, controllers, path = line.split(":", 2)
            if not controllers:
                yield from _left(groups, path, _VERSION_2)
            elif "memory" in controllers.split(","):
                yield from _left(groups / "memory", path, _VERSION_1)


def _left(top: Path, path: str, files: tuple[str, str, str]) -> Iterator[int]:
    limit, used, cache = files
    group = top / path.strip("/")
    for folder in (group, *group.parents):
        # What is not there has no limit: the group of all, and in a container the groups of its host.
        with suppress(OSError):
            if (most := (folder / limit).read_text("ascii").strip()) != _NO_LIMIT:
                figures = dict(line.split() for line in (folder / "memory.stat").read_text("ascii").splitlines())
                yield int(most) - int((folder / used).read_text("ascii")) + int(figures[cache])
        if folder == top:
            return
