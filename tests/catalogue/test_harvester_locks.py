"""The locks of the harvesters: every package by its hash, no registry by its address."""

import re

import pytest
from harvesters_set_up import ROOT


@pytest.mark.parametrize("name", ["ckan", "udata"])
def test_a_lock_pins_hashes_and_names_no_registry(name: str) -> None:
    text = (ROOT / "harvesters" / f"{name}.lock").read_text("utf-8")
    packages = re.findall(r"^[a-z0-9][^\s=]*==\S+ \\$", text, re.MULTILINE)
    assert len(packages) > 50
    assert text.count("==") == len(packages)
    assert not re.search(r"https?://|--index-url|--find-links", text)
