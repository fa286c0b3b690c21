"""The lines for alignments/: pairs that share words and that nobody has judged, with the lines that they stand in."""

import csv
import io

from loader.alignments.suggest import Candidate, Thing
from loader.text import squeeze

COLUMNS = (
    "subject_id subject_label predicate_id predicate_modifier object_id object_label mapping_justification confidence "
    "author_label comment"
)
_WEAKEST = 0.1


def pair_lines(
    ranked: dict[str, list[Candidate]], judged: set[tuple[str, str]], top: int, texts: dict[tuple[str, int], str]
) -> list[str]:
    """Give the `top` likeliest pairs of each subject, as rows of an SSSOM file."""
    squeezed = {place: squeeze(text) for place, text in texts.items()}
    lines = []
    for candidates in ranked.values():
        new = [c for c in candidates if (c.subject.path, c.object.path) not in judged and c.score >= _WEAKEST]
        lines += [_line(candidate, squeezed) for candidate in new[:top]]
    return lines


def _line(candidate: Candidate, texts: dict[tuple[str, int], str]) -> str:
    cited = [citation for thing in (candidate.subject, candidate.object) if (citation := _cite(thing, texts))]
    comment = " ; ".join([*cited, "proposé d'après les mots communs : à relire"])
    subject, target = candidate.subject, candidate.object
    text = io.StringIO()
    csv.writer(text, delimiter="\t", lineterminator="").writerow(
        (
            *(f"fil:{subject.path}", subject.label, "skos:relatedMatch", ""),
            *(f"fil:{target.path}", target.label, "semapv:LexicalSimilarityThresholdMatching"),
            *(f"{candidate.score:.2f}", "", comment),
        )
    )
    return text.getvalue()


def _cite(thing: Thing, texts: dict[tuple[str, int], str]) -> str:
    """Quote the first line that holds a thing's label; nothing where it was corrected, so that no line holds it."""
    label = squeeze(thing.label)
    place = next((place for place, text in texts.items() if label in text), None)
    return f"« {label} » ({place[0]}:{place[1]})" if place and "»" not in label else ""
