"""The themes and audiences of a plan: open lists, each concept with every spelling that was read."""

from loader.readers.citergie.drafts import Draft, readings_of
from loader.records import Record
from loader.text import fold, items, squeeze


def known_themes(drafts: list[Draft]) -> set[str]:
    """Give the folded themes of all actions, to tell two themes in one cell from a theme that holds a comma."""
    return {fold(draft.chosen["theme"][1].text) for draft in drafts if "theme" in draft.chosen}


def themes_of(draft: Draft, known: set[str]) -> list[str]:
    """Give the themes of an action: one, or several where each part of the cell is a theme elsewhere."""
    if "theme" not in draft.chosen:
        return []
    text = " ".join(items(draft.chosen["theme"][1].text))
    if listed := _listed(text):
        return listed
    parts = [part.strip() for part in text.split(",")]
    return parts if len(parts) > 1 and all(fold(part) in known for part in parts) else [text]


def audiences_of(draft: Draft) -> list[str]:
    """Give the audiences of an action, if the document names any."""
    if "audience" not in draft.chosen:
        return []
    text = draft.chosen["audience"][1].text
    return _listed(text) or [text]


def _listed(text: str) -> list[str]:
    """Give the items of a list whose items are parted by bars, as exports write them."""
    return [item for part in text.split(" | ") if (item := squeeze(part))] if " | " in text else []


def concept_records(drafts: list[Draft], themes: set[str]) -> list[Record]:
    """Make the records of all themes and audiences."""
    concepts: dict[str, Record] = {}
    spellings: dict[str, set[str]] = {}
    for draft in drafts:
        for column, labels in (("theme", themes_of(draft, themes)), ("audience", audiences_of(draft))):
            for label in labels:
                path = draft.plan.addresses.named(column, label)
                scheme = f"{draft.plan.addresses.territory}/{column}"
                concepts.setdefault(path, {"record": "concept", "path": path, "scheme": scheme, "label": label})
                # What was read in a cell of several themes spells none of them.
                read = {cell.raw for _, cell in readings_of(draft.group, column)} if len(labels) == 1 else set()
                spellings.setdefault(path, set()).update(read)
    return [
        {**concept, "spelling": sorted(spellings[path] - {str(concept["label"])})}
        for path, concept in sorted(concepts.items())
    ]
