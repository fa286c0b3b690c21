"""Words in the two languages of the pages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """The same words in French and in English."""

    fr: str
    en: str


def side_by_side(text: Text) -> str:
    """Return the words in both languages where no markup can tell them apart, once where they are the same.

    >>> side_by_side(Text("en retard", "overdue")), side_by_side(Text("actions", "actions"))
    ('en retard · overdue', 'actions')
    """
    return text.fr if text.en in ("", text.fr) else f"{text.fr} · {text.en}"
