"""The legend of a figure: a row of samples with their names, French first, English beside."""

from collections.abc import Sequence

from endpoint.audit.figures.svg import Drawing
from endpoint.bilingual import Text

# Letters as wide as most fonts have them, so that samples do not run into each other.
SAMPLE, SPACE, LETTER, SMALL_LETTER = 14.0, 20.0, 7.4, 6.6
TOP, LINE = 8.0, 20.0


def draw_legend(drawing: Drawing, samples: Sequence[tuple[str, Text]]) -> float:
    """Draw samples of styles with their names, in as many lines as they need; return where the figure begins."""
    x, y = 8.0, TOP
    for style, name in samples:
        width = SAMPLE + 6 + len(name.fr) * LETTER + 6 + len(name.en) * SMALL_LETTER + SPACE
        if x + width > drawing.width and x > SPACE:
            x, y = 8.0, y + LINE
        drawing.rect(style, (x, y, SAMPLE, 12))
        drawing.translate(drawing.text("text", (x + SAMPLE + 6, y + 10), name.fr), name.en)
        x += width
    return y + LINE + 14
