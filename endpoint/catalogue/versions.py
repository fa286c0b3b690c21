"""Versions: when a file took the form that it has, and the snapshots that were published before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from endpoint.bilingual import Text
from endpoint.catalogue.datasets import Dataset
from endpoint.catalogue.distributions import of_whole
from endpoint.catalogue.texts import described_series, names_of, titled
from endpoint.dumps_manifest import Version
from endpoint.snapshot import Snapshot

# Older ones are served too; portals need not be told of them at each visit.
MOST_VERSIONS = 50
SERIES_TITLE = Text("Filrouge, les versions", "Filrouge, the versions")


@dataclass(frozen=True)
class History:
    """The versions up to the one that is served, the earliest first."""

    versions: tuple[Version, ...]

    def issued(self, file: str) -> datetime | None:
        """Return when a file was first published."""
        return next((each.published for each in self.versions if file in each.dumps), None)

    def modified(self, file: str) -> datetime | None:
        """Return since when a file has the bytes that it has; a version that left it alone does not count."""
        since = None
        for version in reversed(self.versions):
            if version.dumps.get(file) is None or version.dumps[file].sha512 != self.versions[-1].dumps[file].sha512:
                break
            since = version.published
        return since


def history_of(snapshot: Snapshot) -> History:
    """Return the versions up to the snapshot; what was published after it is left out."""
    known = [each.version for each in snapshot.history]
    end = known.index(snapshot.version) + 1 if snapshot.version in known else 0
    return History(snapshot.history[:end])


def versions_of(whole: Dataset, history: History) -> tuple[Dataset, ...]:
    """Return a dataset for each version of the whole, the latest first."""
    versions = history.versions
    befores = ("", *(each.version for each in versions))
    found = [_version(whole, each, before) for each, before in zip(versions, befores, strict=False)]
    return tuple(reversed(found[-MOST_VERSIONS:]))


def series_of(whole: Dataset, versions: Sequence[Dataset]) -> Dataset | None:
    """Return the series that the versions are in; None when there is none."""
    if not versions:
        return None
    names = names_of(whole.territories)
    return replace(
        whole,
        name="versions",
        title=titled(SERIES_TITLE, names),
        description=described_series(names),
        version="",
        distributions=(),
        versions=(),
    )


def version_notes(version: str, published: date | None, triples: int | None) -> Text:
    """Say what a version is."""
    date_fr = f", publiée le {published:%d/%m/%Y}" if published else ""
    date_en = f", published on {published:%Y-%m-%d}" if published else ""
    count_fr = f" ; {triples} triplets" if triples is not None else ""
    count_en = f"; {triples} triples" if triples is not None else ""
    return Text(f"Version {version}{date_fr}{count_fr}.", f"Version {version}{date_en}{count_en}.")


def notes_of(version: Version) -> Text:
    """Say what a version is, and how it differs from the one before."""
    notes = version_notes(version.version, version.published, version.triples)
    told = version.changes.text if version.changes else Text("", "")
    return Text(f"{notes.fr} {told.fr}".strip(), f"{notes.en} {told.en}".strip())


def _version(whole: Dataset, version: Version, before: str) -> Dataset:
    title = Text(f"{whole.title.fr}, version {version.version}", f"{whole.title.en}, version {version.version}")
    notes = notes_of(version)
    return replace(
        whole,
        name=f"version/{version.version}",
        title=title,
        description=Text(f"{notes.fr} {whole.description.fr}", f"{notes.en} {whole.description.en}"),
        issued=version.published,
        modified=version.published,
        version=version.version,
        notes=notes,
        distributions=of_whole(version.dumps, title, version.version),
        previous=f"version/{before}" if before else "",
        versions=(),
    )
