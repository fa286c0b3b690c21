"""Words in the two languages of the pages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """The same words in French and in English."""

    fr: str
    en: str
