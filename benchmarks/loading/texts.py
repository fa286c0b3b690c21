"""The texts of a fictitious territory: its project with axes, its CRTE notice, what a person took from the press."""

import csv
import io
from random import Random

from benchmarks.loading import words


def axes_list(random: Random) -> tuple[str, list[tuple[str, str, int]]]:
    """Write a project in groups of axes; give each axis with its place and line too."""
    lines, axes = ["", "Les axes du projet de territoire", ""], []
    chosen = random.sample(words.AXES, random.randrange(6, len(words.AXES) + 1))
    for group, start in enumerate(range(0, len(chosen), 4), 1):
        for order, axis in enumerate(chosen[start : start + 4], 1):
            label = f"{axis} {random.choice(words.PLACES)}"
            lines.append(f"  • {label}")
            axes.append((f"{group}.{order}", label, len(lines)))
        lines.append("")
    return "\n".join(lines) + "\n", axes


def crte_notice(random: Random, name: str, siren: str) -> str:
    """Write a notice in the national template."""
    listed = {
        "Liste des contrats figurant dans le CRTE :": random.sample(words.CONTRACTS, 3),
        "Liste des orientations stratégiques, axes, ambitions, volets, objectifs... :": random.sample(words.AXES, 5),
    }
    lists = "\n\n".join("\n".join([head, "", *(f"- {item}" for item in items)]) for head, items in listed.items())
    return f"""
RÉPUBLIQUE FRANÇAISE

Informations générales

Date de signature du CRTE : {random.randrange(1, 29):02d} mai {random.randrange(2021, 2024)}
Nom de la structure porteuse : {name}

Signataires

Nature des signataires du CRTE :

- nom : {name}, SIREN : {siren}, nature : CC

Stratégie

{lists}

Ingénierie et financement

Enveloppe financière prévisionnelle : {random.randrange(1, 90) / 10:.1f} M€
Nombre d'actions : {random.randrange(5, 60)}
"""


def statements(random: Random, actors: tuple[str, ...]) -> str:
    """Write what a person took from a page of the press."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("id", "kind", "label", "value", "unit", "actor", "date", "line", "quote"))
    for number in range(1, random.randrange(10, 40)):
        words_read = f"{random.choice(words.OBJECTS)} {random.choice(words.PLACES)} dès {random.randrange(2020, 2030)}"
        kind = random.choice(("objective", "device", "fact"))
        label = f"{random.choice(words.VERBS)} {words_read}"
        value, unit = (str(random.randrange(2, 900)), "logements") if kind == "fact" else ("", "")
        writer.writerow((f"s{number}", kind, label, value, unit, random.choice(actors), "2024", number, words_read))
    return text.getvalue()
