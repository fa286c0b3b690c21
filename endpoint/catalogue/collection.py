"""Which datasets there are: the whole and its versions, the vocabulary, each document, each territory's alignments."""

from dataclasses import replace
from functools import lru_cache

from endpoint.catalogue.contents import Contents, read_contents
from endpoint.catalogue.datasets import Collection
from endpoint.catalogue.maker import Maker
from endpoint.catalogue.versions import history_of, series_of, versions_of
from endpoint.service import Service


@lru_cache(maxsize=1)
def collection_of(service: Service) -> Collection:
    """Return all datasets of the snapshot that is served; every page of the catalogue is made of them."""
    return read_collection(service, read_contents(service))


def read_collection(service: Service, contents: Contents) -> Collection:
    """Return all datasets of the snapshot."""
    maker = Maker(service, contents, history_of(service.snapshot))
    whole = maker.whole()
    versions = versions_of(whole, maker.history)
    whole = replace(whole, versions=tuple(each.name for each in versions))
    return Collection(whole, maker.names, maker.make, versions, series_of(whole, versions))
