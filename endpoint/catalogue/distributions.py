"""The downloads of a dataset: which files of the snapshot are its distributions."""

from collections.abc import Mapping

from endpoint.bilingual import Text
from endpoint.catalogue.datasets import Distribution
from endpoint.dumps import METADATA
from endpoint.dumps_manifest import Dump
from endpoint.questions import Question

GRAPH_FORMATS = ("ttl", "jsonld", "rdf", "nt")
ARCHIVES = ("nq.gz", "nq.zst", "trig.gz", "trig.zst")
FORMAT_NAMES = {
    "ttl": Text("Turtle", "Turtle"),
    "jsonld": Text("JSON-LD", "JSON-LD"),
    "rdf": Text("RDF/XML", "RDF/XML"),
    "nt": Text("N-Triples", "N-Triples"),
    "nq.gz": Text("N-Quads, archive gzip", "N-Quads, gzip archive"),
    "nq.zst": Text("N-Quads, archive Zstandard", "N-Quads, Zstandard archive"),
    "trig.gz": Text("TriG, archive gzip", "TriG, gzip archive"),
    "trig.zst": Text("TriG, archive Zstandard", "TriG, Zstandard archive"),
}


def of_graph(dumps: Mapping[str, Dump], graph: str, title: Text, folder: str) -> tuple[Distribution, ...]:
    """Return the files of a named graph."""
    return _files(dumps, graph, GRAPH_FORMATS, title, folder)


def of_whole(dumps: Mapping[str, Dump], title: Text, folder: str) -> tuple[Distribution, ...]:
    """Return the files of the whole."""
    return _files(dumps, "dataset", ARCHIVES, title, folder)


def of_tables(dumps: Mapping[str, Dump], questions: Mapping[str, Question], folder: str) -> tuple[Distribution, ...]:
    """Return the tables, each under the title of the question that it answers."""
    found = [(question, dumps.get(f"tables/{name}.csv")) for name, question in questions.items()]
    return tuple(
        Distribution(f"table-{question.name}", "csv", folder, dump, _table_title(question), question.description)
        for question, dump in found
        if dump is not None
    )


def beside(dumps: Mapping[str, Dump], distribution: Distribution) -> list[tuple[Text, str]]:
    """Return the same table as a workbook and what describes its columns, each by the name of its download."""
    table = distribution.dump.name
    names = {table.removesuffix("csv") + "xlsx": Text("Excel", "Excel"), f"{table}{METADATA}": Text("CSVW", "CSVW")}
    return [(title, name) for name, title in names.items() if name in dumps]


def _files(
    dumps: Mapping[str, Dump], stem: str, extensions: tuple[str, ...], title: Text, folder: str
) -> tuple[Distribution, ...]:
    return tuple(
        _file(dumps[f"{stem}.{extension}"], extension, title, folder)
        for extension in extensions
        if f"{stem}.{extension}" in dumps
    )


def _file(dump: Dump, extension: str, title: Text, folder: str) -> Distribution:
    form = FORMAT_NAMES[extension]
    description = Text(
        f"Toutes les données de « {title.fr} » en {form.fr}.", f"All data of “{title.en or title.fr}” as {form.en}."
    )
    return Distribution(extension.replace(".", "-"), extension, folder, dump, Text(form.fr, form.en), description)


def _table_title(question: Question) -> Text:
    return Text(f"{question.title.fr} (tableau)", f"{question.title.en} (table)")
