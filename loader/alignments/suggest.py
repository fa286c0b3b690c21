"""Candidate pairs that nobody has judged yet: TF-IDF over French stems, ranked, as SSSOM for a person to review.

A candidate is never loaded: a person moves its line into an alignment file, with a justification and a comment.
"""

import csv
import io
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import snowballstemmer

from loader.addresses import DEFAULT_BASE, measure
from loader.records import Record
from loader.text import words

_STEM = snowballstemmer.stemmer("french")
# Words of every plan say nothing of a pair.
_EMPTY_WORDS = """
a au aux avec ce ces dans de des du elle en et est etre il ils la le les leur leurs l d n s qu que qui ne nos notre nous
on ont ou par pas plus pour sa sans se ses son sont sur un une vers y afin notamment grace mettre mise place oeuvre
definir developper plan action actions politique territoire
"""
_EMPTY = frozenset(_STEM.stemWords(words(_EMPTY_WORDS)))
_COLUMNS = (
    "subject_id subject_label predicate_id object_id object_label mapping_justification similarity_score "
    "similarity_measure"
)


@dataclass(frozen=True)
class Thing:
    """Something to align: its address, its label, and the words that it is known by."""

    path: str
    label: str
    text: str


@dataclass(frozen=True)
class Candidate:
    """A pair, with the cosine of its two texts between 0 and 1."""

    subject: Thing
    object: Thing
    score: float


def stems(text: str) -> list[str]:
    """Give the stems of a text's words, without those that say nothing.

    >>> stems("Préserver la biodiversité du territoire")
    ['preserv', 'biodiversit']
    """
    return [stem for stem in _STEM.stemWords(words(text)) if stem not in _EMPTY and len(stem) > 1]


def rank(subjects: list[Thing], objects: list[Thing]) -> dict[str, list[Candidate]]:
    """Rank, for each subject, the objects whose words are nearest; an object without a common word is left out."""
    counts = {thing.path: Counter(stems(thing.text)) for thing in (*subjects, *objects)}
    spread = Counter(stem for found in counts.values() for stem in found)
    weights = {stem: math.log(1 + len(counts) / n) for stem, n in spread.items()}
    vectors = {path: _unit(found, weights) for path, found in counts.items()}
    return {subject.path: _ranked(subject, objects, vectors) for subject in subjects}


def _unit(counts: Counter[str], weights: dict[str, float]) -> dict[str, float]:
    """Give the weighted stems of a text as a vector of length 1."""
    vector = {stem: (1 + math.log(n)) * weights[stem] for stem, n in counts.items()}
    length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {stem: value / length for stem, value in vector.items()}


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    return min(1.0, sum(one.get(stem, 0.0) * value for stem, value in other.items()))


def _ranked(subject: Thing, objects: list[Thing], vectors: dict[str, dict[str, float]]) -> list[Candidate]:
    own = vectors[subject.path]
    scored = [Candidate(subject, each, _cosine(own, vectors[each.path])) for each in objects]
    return sorted((c for c in scored if c.score > 0), key=lambda c: (-c.score, c.object.path))


def things_to_align(records: Iterable[Record]) -> tuple[list[Thing], list[Thing]]:
    """Give what is aligned (measures with the words of their actions, actions of no measure) and what to.

    What to: axes and orientations.
    """
    records = list(records)
    actions: dict[str, list[str]] = {}
    for record in (record for record in records if record["record"] == "action" and record.get("measure")):
        actions.setdefault(str(record["measure"]), []).append(f"{record['title']} {record.get('description') or ''}")
    subjects = [_measure(record, actions) for record in records if record["record"] == "measure"]
    subjects += [_action(record) for record in records if record["record"] == "action" and not record.get("measure")]
    linked = _labels_linked_to(records)
    objects = [
        _goal(str(record["path"]), str(record["label"]), linked)
        for record in records
        if record["record"] in ("axis", "orientation")
    ]
    return subjects, objects


def _labels_linked_to(records: Iterable[Record]) -> dict[str, list[str]]:
    """Give the labels that reviewers linked to each thing, on either side, measures and actions left out.

    An axis is told in ten words; the objectives, domains and orientations that a person linked to it say it in others.
    The links of measures are what is proposed, so that they stay out: the recall that is measured is that of new pairs.
    """
    found: dict[str, list[str]] = {}
    for record in records:
        if record["record"] == "mapping" and not record.get("modifier"):
            subject, target = str(record["subject"]), str(record["object"])
            if "/measure/" not in subject and "/action/" not in subject:
                found.setdefault(target, []).append(str(record["subjectLabel"]))
                found.setdefault(subject, []).append(str(record["objectLabel"]))
    return found


def _goal(path: str, label: str, linked: dict[str, list[str]]) -> Thing:
    return Thing(path, label, " ".join([label, label, *linked.get(path, [])]))


def _measure(record: Record, actions: dict[str, list[str]]) -> Thing:
    path, title = measure(str(record["code"])), str(record["title"])
    # The title says what the measure is; the actions only how.
    return Thing(path, title, " ".join([title, title, title, *actions.get(path, [])]))


def _action(record: Record) -> Thing:
    title = str(record["title"])
    return Thing(str(record["path"]), title, f"{title} {title} {title} {record.get('description') or ''}")


def write_candidates(ranked: dict[str, list[Candidate]], judged: set[tuple[str, str]], most: int) -> str:
    """Write the `most` best candidates of each subject that nobody has judged, as SSSOM."""
    text = io.StringIO()
    text.write(f"#curie_map:\n#  fil: {DEFAULT_BASE}\n#  skos: http://www.w3.org/2004/02/skos/core#\n")
    text.write("#  semapv: https://w3id.org/semapv/vocab/\n")
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(_COLUMNS.split())
    for candidates in ranked.values():
        new = [c for c in candidates if (c.subject.path, c.object.path) not in judged]
        writer.writerows(_row(candidate) for candidate in new[:most])
    return text.getvalue()


def _row(candidate: Candidate) -> tuple[str, ...]:
    subject, target = candidate.subject, candidate.object
    justification = "semapv:LexicalSimilarityThresholdMatching"
    ends = (f"fil:{subject.path}", subject.label, "skos:relatedMatch", f"fil:{target.path}", target.label)
    return (*ends, justification, f"{candidate.score:.3f}", "TF-IDF cosine over French stems")
