"""What people decided in a fictitious territory: who is who, what was misread, which measure serves which axis."""

import csv
import io
from collections.abc import Iterable
from random import Random

from benchmarks.loading import words
from benchmarks.loading.plans import Pages

_COLUMNS = (
    *("subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label"),
    *("mapping_justification", "confidence", "author_label", "comment"),
)


def actors_table(local: tuple[str, ...]) -> str:
    """Write the authority: the services, the national bodies that all name, and the local ones."""
    rows = [(name, "service", "", "") for name in words.SERVICES]
    rows += [(name, kind, siren, f"{name.title()} | {name} national") for name, kind, siren in words.NATIONAL]
    rows += [(name, "association", "", name.upper()) for name in local]
    return _table(("name", "kind", "siren", "surface_forms"), rows)


def corrections_table(pages: Pages) -> str:
    """Write the corrections of half of the misread titles."""
    reason = "la page d'origine, relue"
    rows = [("citergie", str(line), "title", read, meant, reason) for line, read, meant in pages.misread[::2]]
    return _table(("document", "line", "column", "read", "corrected", "reason"), rows)


def alignments_table(random: Random, siren: str, pages: Pages, axes: list[tuple[str, str, int]]) -> str:
    """Write which measure serves which axis, with the words of both documents."""
    titles = dict(words.MEASURES)
    lines = [
        f"#mapping_set_id: https://w3id.org/filrouge/id/{siren}/alignments/measures-to-axes",
        "#license: https://creativecommons.org/licenses/by/4.0/",
        "#curie_map:",
        "#  measure: https://w3id.org/filrouge/id/measure/citergie/",
        f"#  axis: https://w3id.org/filrouge/id/{siren}/axis/",
        "#  skos: http://www.w3.org/2004/02/skos/core#",
        "#  semapv: https://w3id.org/semapv/vocab/",
        "\t".join(_COLUMNS),
    ]
    for code, line in pages.measures.items():
        for place, label, at in random.sample(axes, 3):
            told = f"« {titles[code]} » (citergie:{line}) : « {label} » (projet:{at})"
            predicate = random.choice(("skos:broadMatch", "skos:relatedMatch", "skos:closeMatch"))
            pair = (f"measure:{code}", titles[code], predicate, "", f"axis:{place}", label)
            lines.append(
                "\t".join((*pair, "semapv:ManualMappingCuration", random.choice(("0.5", "0.8")), "Banc", told))
            )
    return "\n".join(lines) + "\n"


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows((header, *rows))
    return text.getvalue()
