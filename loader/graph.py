"""The graph of all territories: records mapped into named graphs, checked against the shapes and the rules."""

from collections import Counter, defaultdict
from importlib.metadata import version as installed_version
from importlib.resources import files

import pyoxigraph as ox

from loader.addresses import Addresses
from loader.errors import GraphError
from loader.mapping import map_records
from loader.organisations import check_territories_agree
from loader.records import Record, Value
from loader.territory_load import TerritoryRecords
from loader.text import without_personal_data


def build_graph(territories: list[TerritoryRecords], base: str) -> set[ox.Quad]:
    """Map the records of all territories; things that territories share are made once."""
    by_graph: dict[str, list[Record]] = defaultdict(list)
    for territory in territories:
        for graph, records in territory.graphs.items():
            by_graph[f"graph/{graph}" if "/" not in graph else graph] += records
    by_graph["graph/provenance"].append(_run(territories))
    by_graph["graph/measures"] = _shared_measures(by_graph["graph/measures"])
    by_graph["graph/actors"] = _shared_actors(by_graph["graph/actors"])
    check_territories_agree(record for records in by_graph.values() for record in records)
    quads = set(read_vocabulary(base))
    said = {quad.triple for quad in quads}
    for graph, records in by_graph.items():
        # What a document before it already says is not said twice: the union must count it once.
        new = {quad for quad in map_records(_concepts_once(records), graph, base) if quad.triple not in said}
        said |= {quad.triple for quad in new}
        quads |= new
    check_graph(quads)
    return quads


def read_vocabulary(base: str) -> list[ox.Quad]:
    """Read the ontology and its SKOS schemes into their graph."""
    graph = ox.NamedNode(base + "graph/vocabulary")
    turtles = [files("ontology") / "filrouge.ttl"]
    turtles += [file for file in (files("ontology") / "vocabularies").iterdir() if file.name.endswith(".ttl")]
    triples = [quad for file in turtles for quad in ox.parse(file.read_bytes(), ox.RdfFormat.TURTLE)]
    return [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples]


def check_graph(quads: set[ox.Quad]) -> None:
    """Raise GraphError for a blank node, or for a triple that stands in two graphs (it would be counted twice)."""
    homes: dict[ox.Triple, ox.Quad] = {}
    for quad in quads:
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            raise GraphError(f"a blank node in {quad.graph_name}: {quad}")
        if isinstance(quad.object, ox.Literal) and without_personal_data(quad.object.value) != quad.object.value:
            raise GraphError(f"an e-mail address or telephone number in {quad.graph_name}: {quad.subject}")
        if (other := homes.setdefault(quad.triple, quad)) is not quad:
            raise GraphError(f"{quad.triple} stands in {other.graph_name} and in {quad.graph_name}")


def _run(territories: list[TerritoryRecords]) -> Record:
    documents = [
        Addresses(records.territory.siren).document(document.id)
        for records in territories
        for document in records.territory.documents
    ]
    return {"record": "run", "version": installed_version("filrouge"), "document": documents}


def _concepts_once(records: list[Record]) -> list[Record]:
    """Give each theme and audience once, under the label read first, with the spellings of every plan."""
    merged: dict[str, Record] = {}
    for record in (record for record in records if record["record"] == "concept"):
        known = merged.setdefault(str(record["path"]), {**record, "spelling": []})
        spellings = {*_texts(known["spelling"]), *_texts(record["spelling"]), str(record["label"])}
        known["spelling"] = sorted(spellings - {str(known["label"])})
    return [*(record for record in records if record["record"] != "concept"), *merged.values()]


def _texts(value: Value) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _shared_measures(records: list[Record]) -> list[Record]:
    """Give each measure once: the title that most territories use, every spelling beside it."""
    titles: dict[str, Counter[str]] = defaultdict(Counter)
    spellings: dict[str, set[str]] = defaultdict(set)
    rows: dict[str, set[str]] = defaultdict(set)
    for record in records:
        code, title = str(record["code"]), str(record["title"])
        titles[code][title] += 1
        spellings[code] |= {title, *_texts(record["spelling"])}
        rows[code] |= {*_texts(record["row"])}
    chosen = {code: max(sorted(counts), key=lambda title: counts[title]) for code, counts in titles.items()}
    return [
        {
            "record": "measure",
            "code": code,
            "title": title,
            "spelling": sorted(spellings[code] - {title}),
            "row": sorted(rows[code]),
        }
        for code, title in sorted(chosen.items())
    ]


def _shared_actors(records: list[Record]) -> list[Record]:
    """Give each shared organisation once: the name and kind that most territories use, and every form beside them."""
    same: dict[str, list[Record]] = defaultdict(list)
    for record in (record for record in records if record["record"] == "actor"):
        same[str(record["path"])].append(record)
    others = [record for record in records if record["record"] != "actor"]
    return [*(_one_actor(path, found) for path, found in same.items()), *others]


def _one_actor(path: str, records: list[Record]) -> Record:
    numbers = sorted({str(record["siren"]) for record in records if record["siren"]})
    if len(numbers) > 1:
        raise GraphError(f"two territories give {path} two SIREN: {' / '.join(numbers)}; make their actors.csv agree")
    name, kind = (_most_said([str(record[key]) for record in records]) for key in ("name", "kind"))
    forms = {text for record in records for text in (*_texts(record["form"]), str(record["name"]))} - {name}
    siren = numbers[0] if numbers else None
    return {"record": "actor", "path": path, "name": name, "kind": kind, "siren": siren, "form": sorted(forms)}


def _most_said(texts: list[str]) -> str:
    counts = Counter(texts)
    return max(sorted(counts), key=lambda text: counts[text])
