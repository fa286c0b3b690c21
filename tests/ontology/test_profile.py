"""The ontology is in the OWL 2 RL profile, and what it entails of the examples contradicts nothing.

The profile is judged by the OWL API, in which it is written out as the standard has it; owlrl applies the rules.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import Graph, URIRef

ROOT = Path(__file__).parents[2]
ONTOLOGY = ROOT / "ontology" / "filrouge.ttl"
CHECK = Path(__file__).with_name("ProfileCheck.java")
JARS = Path("/usr/share/java")
SECONDS = 120
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
FIL = "https://w3id.org/filrouge/ontology#"


def violations(ontology: Path) -> list[str]:
    """What of an ontology lies beyond the profile; without Java and the OWL API it is skipped, or fails in CI."""
    if not shutil.which("javac") or not (JARS / "owlapi-api.jar").exists():
        if not os.environ.get("CI"):
            pytest.skip("NOT CHECKED: no JDK, or no OWL API (libowlapi-java)")
        pytest.fail("a JDK or the OWL API (libowlapi-java) is not installed")
    command = ["java", "-cp", f"{JARS}/*", CHECK, ontology]
    run = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def test_the_ontology_is_in_the_owl_2_rl_profile() -> None:
    assert violations(ONTOLOGY) == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("fil:startDate rdfs:range xsd:date .", "date"),
        ("fil:Plan rdfs:subClassOf [ a owl:Class ; owl:unionOf (fil:Action fil:Measure) ] .", "Union"),
        ("fil:Plan rdfs:subClassOf skos:Collection .", "undeclared class"),
    ],
)
def test_what_is_beyond_the_profile_is_found(tmp_path: Path, said: str, told: str) -> None:
    path = tmp_path / "beyond.ttl"
    path.write_text(ONTOLOGY.read_text("utf-8") + said + "\n", "utf-8")
    assert any(told in each for each in violations(path))


def errors(more: str = "") -> list[str]:
    """What the rules of OWL 2 RL find wrong in the ontology, the lists, the valid examples, and what is added."""
    graph = Graph().parse(ONTOLOGY)
    for path in [*ROOT.glob("ontology/vocabularies/*.ttl"), *ROOT.glob("ontology/examples/*-valid.ttl")]:
        graph.parse(path)
    graph.parse(data=f"@prefix fil: <{FIL}> . {more}", format="turtle")
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    return [str(message) for message in graph.objects(None, ERROR)]


def test_the_rules_of_the_profile_find_no_contradiction() -> None:
    assert errors() == []


def test_the_rules_of_the_profile_find_a_contradiction() -> None:
    assert errors('<https://e.example/axis> fil:order "premier"^^<http://www.w3.org/2001/XMLSchema#integer> .')
