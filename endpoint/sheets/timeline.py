"""Actions over time, a bar each, drawn as SVG. The list of the actions, beside it, says the same in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from endpoint.audit.figures.legend import draw_legend
from endpoint.audit.figures.svg import Drawing
from endpoint.audit.figures.time_scale import TimeScale, read_day, span_in_words
from endpoint.bilingual import Text
from endpoint.sheets.action_lists import Listed

WIDTH, LEFT, RIGHT, STEP, THICK = 960.0, 330.0, 945.0, 22.0, 13.0
ROOM = 44
# How far a bar goes whose other end is not known.
UNKNOWN = 40.0
# So many actions are drawn, as the list beside shows.
MOST_DRAWN = 50
SAMPLES = (
    ("pale", Text("dates connues", "known dates")),
    ("open", Text("fin ouverte ou date non dite", "open end or date not stated")),
)
TITLE = Text("Les actions dans le temps", "The actions over time")
CAPTION = Text(
    "Une barre par action, du premier jour du début au dernier jour de la fin. En tirets : fin ouverte, ou début ou "
    "fin que le document ne dit pas.",
    "A bar an action, from the first day of its start to the last day of its end. Dashed: open end, or start or end "
    "that the document does not state.",
)


@dataclass(frozen=True)
class Timeline:
    """The drawing; how many actions are not in it because no date is known of them, or because they are too many."""

    svg: Markup
    undated: int
    left_out: int = 0
    caption: Text = CAPTION


def draw_timeline(actions: Iterable[Listed], source: str = "") -> Timeline | None:
    """Draw the actions that have a date, the earliest first; None when none has.

    `source` says where the drawing is from, where it stands alone.
    """
    every = list(actions)
    dated = sorted((each for each in every if _days(each)), key=lambda each: (min(_days(each)), each.last_day))
    if not dated:
        return None
    undated, left_out, dated = len(every) - len(dated), max(len(dated) - MOST_DRAWN, 0), dated[:MOST_DRAWN]
    scale = TimeScale.over([day for each in dated for day in _days(each)], LEFT, RIGHT)
    drawing = Drawing(WIDTH, TITLE, CAPTION, source)
    top = draw_legend(drawing, SAMPLES) + 12
    scale.draw(drawing, top - 6, top + len(dated) * STEP)
    for place, each in enumerate(dated):
        _draw(drawing, top + place * STEP, scale, each)
    svg = Markup(drawing.finish(top + len(dated) * STEP + 8))  # noqa: S704 (ElementTree escapes)
    return Timeline(svg, undated, left_out)


def _draw(drawing: Drawing, top: float, scale: TimeScale, action: Listed) -> None:
    start, end = read_day(action.first_day), read_day(action.last_day)
    left = scale.x(start) if start else scale.x(end or date.min) - UNKNOWN
    right = scale.x(end) if end else left + UNKNOWN
    style = "pale" if start and end else "open"
    drawing.rect(style, (left, top, max(right - left, 3), THICK), _told(action))
    drawing.label((LEFT - 8, top + THICK - 3), f"{action.code} {action.title}".strip(), ROOM, action.href)


def _told(action: Listed) -> Text:
    start, end = span_in_words(action.start, action.end, is_open=action.is_open)
    return Text(f"{action.title} : {start.fr}, {end.fr}", f"{start.en}, {end.en}")


def _days(action: Listed) -> list[date]:
    return [day for day in (read_day(action.first_day), read_day(action.last_day)) if day]
