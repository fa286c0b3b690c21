"""What a sheet gives to its template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from endpoint.bilingual import Text
from endpoint.inquiries import Inquiry
from endpoint.sheets.timeline import Timeline


@dataclass(frozen=True)
class Contents:
    """The parts of a sheet by name, the questions that it asked, and the filters with which it was asked.

    `title` is what it is called where that is not the name of the thing.
    """

    parts: Mapping[str, object]
    inquiries: Sequence[Inquiry]
    filters: Mapping[str, str] = field(default_factory=dict)
    title: Text | None = None

    @property
    def timeline(self) -> Timeline | None:
        """The timeline, which has an address of its own as a picture."""
        found = self.parts.get("timeline")
        return found if isinstance(found, Timeline) else None
