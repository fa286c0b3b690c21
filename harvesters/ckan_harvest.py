"""Read a catalogue as CKAN's harvester does, and print what arrived as JSON. Run in the environment of ckan.lock."""

import json
import sys
import types

import requests

# CKAN looks at uploaded files with libmagic; a parser has none.
sys.modules["magic"] = types.ModuleType("magic")

from ckan.logic.validators import tag_length_validator, tag_name_validator  # noqa: E402
from ckanext.dcat.processors import RDFParser  # noqa: E402

PROFILES = ["euro_dcat_ap_3"]


def harvest(url: str) -> dict:
    """Follow the pages from the first one, each parsed on its own."""
    arrived = {"pages": 0, "datasets": [], "refused_tags": []}
    following = url
    while following:
        answer = requests.get(following, timeout=60, allow_redirects=False)
        answer.raise_for_status()
        parser = RDFParser(profiles=PROFILES)
        parser.parse(answer.text, _format=answer.headers["content-type"].split(";", 1)[0])
        arrived["datasets"] += list(parser.datasets())
        arrived["pages"] += 1
        following = parser.next_page()
    tags = {tag["name"] for dataset in arrived["datasets"] for tag in dataset["tags"]}
    arrived["refused_tags"] = sorted(tag for tag in tags if not is_accepted(tag))
    return arrived


def is_accepted(tag: str) -> bool:
    """Say whether CKAN takes a tag: it refuses a whole dataset for one that it does not."""
    try:
        tag_length_validator(tag, {})
        tag_name_validator(tag, {})
    except Exception:
        return False
    return True


if __name__ == "__main__":
    json.dump(harvest(sys.argv[1]), sys.stdout)
