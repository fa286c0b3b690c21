"""The legend of a figure: a row of samples with their names, French first, English beside."""

from collections.abc import Sequence

from endpoint.audit.figures.svg import Drawing
from endpoint.bilingual import Text

SAMPLE, SPACE, LETTER, SMALL_LETTER = 14.0, 18.0, 6.6, 5.8
TOP, LINE = 8.0, 20.0


def draw_legend(drawing: Drawing, samples: Sequence[tuple[str, Text]]) -> float:
    """Draw samples of styles with their names, in as many lines as they need; return where the figure begins."""
    x, y = 8.0, TOP
    for style, name in samples:
        french = len(name.fr) * LETTER + 6
        width = SAMPLE + 6 + french + len(name.en) * SMALL_LETTER + SPACE
        if x + width > drawing.width and x > SPACE:
            x, y = 8.0, y + LINE
        drawing.rect(style, (x, y, SAMPLE, 12))
        drawing.text("text", (x + SAMPLE + 6, y + 10), name.fr)
        drawing.text("faint", (x + SAMPLE + 6 + french, y + 10), name.en, font_size="11", lang="en")
        x += width
    return y + LINE + 14
