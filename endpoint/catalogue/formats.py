"""The formats of downloads, as portals name them: a file type of the European Union, a media type, an archive."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FileFormat:
    """What a file is; `archive` is the media type of what it is packed in, if it is."""

    file_type: str
    media_type: str
    archive: str = ""


FILE_FORMATS = {
    "ttl": FileFormat("RDF_TURTLE", "text/turtle"),
    "jsonld": FileFormat("JSON_LD", "application/ld+json"),
    "rdf": FileFormat("RDF_XML", "application/rdf+xml"),
    "nt": FileFormat("RDF_N_TRIPLES", "application/n-triples"),
    "nq.gz": FileFormat("RDF_N_QUADS", "application/n-quads", "application/gzip"),
    "nq.zst": FileFormat("RDF_N_QUADS", "application/n-quads", "application/zstd"),
    "trig.gz": FileFormat("RDF_TRIG", "application/trig", "application/gzip"),
    "trig.zst": FileFormat("RDF_TRIG", "application/trig", "application/zstd"),
    "csv": FileFormat("CSV", "text/csv"),
}
