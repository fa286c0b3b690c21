"""The files that a territory is made of."""

from pathlib import Path

from loader.errors import SourceError
from loader.manifest import sha256
from loader.territory import Territory


def input_hashes(territory: Territory) -> dict[str, str]:
    """Give the SHA-256 of each file of a territory's folder by its name; a file that cannot be read is refused."""
    paths = sorted(path for path in territory.folder.rglob("*") if path.is_file())
    name = territory.folder.name
    return {f"{name}/{path.relative_to(territory.folder).as_posix()}": _hash(path) for path in paths}


def leads_elsewhere(territory: Territory) -> bool:
    """Say whether a folder below the territory's is a link, so that files may be read that are not among the inputs."""
    return any(path.is_symlink() and path.is_dir() for path in territory.folder.rglob("*"))


def _hash(path: Path) -> str:
    try:
        return sha256(path)
    except OSError as error:
        problem, remedy = f"cannot be read: {error.strerror}", "let the loader read it, or move it"
        raise SourceError(str(path), problem, remedy) from error
