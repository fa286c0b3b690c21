"""Actions over time: a bar a row from its start to its end, the day that the answer speaks of as a line."""

from dataclasses import dataclass
from datetime import date

from endpoint.audit.asking import Row
from endpoint.audit.figures.figure import WIDTH, Labels, Shown
from endpoint.audit.figures.legend import draw_legend
from endpoint.audit.figures.svg import Drawing
from endpoint.audit.figures.time_scale import TimeScale, read_day, span_in_words
from endpoint.bilingual import Text

LEFT, RIGHT, STEP, THICK = 370.0, 945.0, 21.0, 13.0
ROOM = 50
# How long the bar of an action is drawn that has no end.
OPEN = 46.0
TRUE = "true"
LATE = Text("en retard", "overdue")
SAMPLES = (
    ("solid", LATE),
    ("pale", Text("dans les temps, ou terminée", "in time, or completed")),
    ("open", Text("fin ouverte ou non dite", "end open or not stated")),
)
CAPTION = Text(
    "Une barre par action, du premier jour du début au dernier jour de la fin. Pleine : en retard à la date (trait "
    "vertical) ; pâle : dans les temps ou terminée ; en tirets : fin ouverte ou non dite.",
    "A bar an action, from the first day of its start to the last of its end. Full: overdue at the date (vertical "
    "line); pale: in time, or completed; dashed: end open or not stated.",
)


@dataclass(frozen=True)
class Gantt:
    """The columns that say when an action starts and ends, whether its end is open, and whether it is overdue."""

    labels: Labels
    start: str
    end: str
    open: str
    overdue: str
    caption: Text = CAPTION

    def draw(self, shown: Shown) -> str:
        """Return the SVG."""
        drawing = Drawing(WIDTH, shown.title, self.caption, shown.source)
        now = Text(f"à la date du {shown.at}", "the date") if shown.at else Text("date", "date")
        top = draw_legend(drawing, [*SAMPLES, ("now", now)]) + 12
        foot = top + len(shown.rows) * STEP
        scale = TimeScale.over(self._days(shown), LEFT, RIGHT)
        scale.draw(drawing, top - 6, foot)
        for index, row in enumerate(shown.rows):
            label, y = self.labels.of(shown, row), top + index * STEP
            self._bar(drawing, (index, y), scale, row, label)
            drawing.label((LEFT - 8, y + THICK - 2), label, ROOM, self.labels.href(shown, row))
        if shown.at:
            x = scale.x(date.fromisoformat(shown.at))
            drawing.line("now", (x, top - 6, x, foot))
        return drawing.finish(foot + 8)

    def _days(self, shown: Shown) -> list[date]:
        texts = [row[column] for row in shown.rows for column in (self.start, self.end)]
        return [day for text in (*texts, shown.at or "") if (day := read_day(text))]

    def _bar(self, drawing: Drawing, at: tuple[int, float], scale: TimeScale, row: Row, label: str) -> None:
        index, top = at
        mark = {"data_row": str(index), "data_start": row[self.start], "data_end": row[self.end]}
        mark["data_overdue"] = row[self.overdue]
        start, end = read_day(row[self.start]), read_day(row[self.end])
        if start and end:
            left, right = scale.x(start), scale.x(end)
            style = "solid" if row[self.overdue] == TRUE else "pale"
            drawing.rect(style, (left, top, max(right - left, 3), THICK), self._told(row, label), **mark)
        elif known := start or end:
            left = scale.x(known) - (0 if start else OPEN)
            drawing.rect("open", (left, top, OPEN, THICK), self._told(row, label), **mark)

    def _told(self, row: Row, label: str) -> Text:
        said = [*span_in_words(row[self.start], row[self.end], is_open=row[self.open] == TRUE)]
        said += [LATE] if row[self.overdue] == TRUE else []
        return Text(f"{label} : {', '.join(each.fr for each in said)}", ", ".join(each.en for each in said))
