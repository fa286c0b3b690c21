"""The legend of a figure: a row of samples with their names."""

from collections.abc import Sequence

from endpoint.audit.figures.svg import Drawing

SAMPLE, SPACE, LETTER = 14.0, 22.0, 6.6
TOP, LINE = 8.0, 20.0


def draw_legend(drawing: Drawing, samples: Sequence[tuple[str, str]]) -> float:
    """Draw samples of styles with their names, in as many lines as they need; return where the figure begins."""
    x, y = 8.0, TOP
    for style, name in samples:
        width = SAMPLE + 6 + len(name) * LETTER + SPACE
        if x + width > drawing.width and x > SPACE:
            x, y = 8.0, y + LINE
        drawing.rect(style, (x, y, SAMPLE, 12))
        drawing.text("text", (x + SAMPLE + 6, y + 10), name)
        x += width
    return y + LINE + 14
