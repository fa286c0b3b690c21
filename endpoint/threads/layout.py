"""Gives every node and ribbon of the picture its place: three columns, in the order of the codes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from endpoint.threads.flows import Flows, total

# From which node to which, and how much.
Flow = tuple[str, str, Decimal]

WIDTH = 960.0
AXES, MEASURES, ACTIONS, THICK = 318.0, 560.0, 942.0, 12.0
TOP, HEIGHT = 28.0, 620.0
# The nodes of a column stand at least so far from one another, those that have a name by a line of text.
APART, LINE = 1.0, 13.0
THINNEST = 0.75


@dataclass(frozen=True)
class Box:
    """A node in its place."""

    key: str
    x: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.y + self.height / 2


@dataclass(frozen=True)
class Ribbon:
    """What flows from the left of one node to the right of another: both ends of its upper edge, and its width."""

    source: str
    target: str
    start: tuple[float, float]
    end: tuple[float, float]
    width: float


@dataclass(frozen=True)
class Layout:
    """All places."""

    axes: tuple[Box, ...]
    measures: tuple[Box, ...]
    actions: tuple[Box, ...]
    to_axes: tuple[Ribbon, ...]
    to_measures: tuple[Ribbon, ...]
    height: float


def lay_out(flows: Flows) -> Layout:
    """Place what has a weight."""
    towards = {key: total(flows.weights, actions) for key, actions in flows.to_axes.items()}
    towards = {key: weight for key, weight in towards.items() if weight}
    actions = {key: weight for key in flows.actions if (weight := flows.weights[key])}
    from_actions = [(key, flows.to_measures[key], weight) for key, weight in actions.items()]
    from_measures = [(measure, axis, weight) for (axis, measure), weight in towards.items()]
    axes = _summed((axis, weight) for _, axis, weight in from_measures)
    scale = HEIGHT / float(sum(axes.values()) or 1)
    columns = (
        _column(AXES, {key: axes[key] for key in flows.axes if key in axes}, scale, LINE),
        _column(MEASURES, _of_measures(flows, from_actions, from_measures), scale, LINE),
        _column(ACTIONS, actions, scale, THINNEST + APART),
    )
    foot = max((column[-1].y + column[-1].height for column in columns if column), default=TOP)
    at_axes, at_measures, at_actions = (_spread(column, foot) for column in columns)
    return Layout(
        at_axes,
        at_measures,
        at_actions,
        to_axes=_ribbons(at_measures, at_axes, from_measures, scale),
        to_measures=_ribbons(at_actions, at_measures, from_actions, scale),
        height=foot + 8,
    )


def _of_measures(flows: Flows, into: Sequence[Flow], out: Sequence[Flow]) -> dict[str, Decimal]:
    """Return the weight of each measure: what comes from its actions, or what goes to its axes where that is more."""
    come, go = (
        _summed((measure, weight) for _, measure, weight in into),
        _summed((each, weight) for each, _, weight in out),
    )
    return {key: max(come[key], go.get(key, Decimal(0))) for key in flows.measures if key in come}


def _summed(pairs: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for key, weight in pairs:
        found[key] = found.get(key, Decimal(0)) + weight
    return found


def _column(x: float, weights: Mapping[str, Decimal], scale: float, pitch: float) -> list[Box]:
    """Stack the nodes of a column, their middles at least a pitch apart."""
    boxes: list[Box] = []
    for key, weight in weights.items():
        height, y = max(float(weight) * scale, THINNEST), TOP
        if boxes:
            y = max(boxes[-1].y + boxes[-1].height + APART, boxes[-1].middle + pitch - height / 2)
        boxes.append(Box(key, x, y, height))
    return boxes


def _spread(boxes: Sequence[Box], foot: float) -> tuple[Box, ...]:
    """Spread the nodes of a column over the whole height."""
    if len(boxes) < 2:
        return tuple(boxes)
    room = (foot - boxes[-1].y - boxes[-1].height) / (len(boxes) - 1)
    return tuple(Box(each.key, each.x, each.y + place * room, each.height) for place, each in enumerate(boxes))


def _ribbons(sources: Sequence[Box], targets: Sequence[Box], flows: Sequence[Flow], scale: float) -> tuple[Ribbon, ...]:
    """Lay the ribbons of each node from its top down, in the order of the nodes at their other ends."""
    begin, finish = ({box.key: box for box in boxes} for boxes in (sources, targets))
    first, last = ({key: place for place, key in enumerate(boxes)} for boxes in (begin, finish))
    starts = _stacked(begin, sorted(flows, key=lambda flow: last[flow[1]]), 0, scale)
    ends = _stacked(finish, sorted(flows, key=lambda flow: first[flow[0]]), 1, scale)
    return tuple(
        Ribbon(
            source,
            target,
            (begin[source].x, starts[source, target]),
            (finish[target].x + THICK, ends[source, target]),
            float(weight) * scale,
        )
        for source, target, weight in flows
    )


def _stacked(boxes: Mapping[str, Box], flows: Sequence[Flow], end: int, scale: float) -> dict[tuple[str, str], float]:
    """Return the upper edge of each flow at one of its ends, where flows stand under one another in this order."""
    free = {key: box.y for key, box in boxes.items()}
    upper: dict[tuple[str, str], float] = {}
    for source, target, weight in flows:
        key = (source, target)[end]
        upper[source, target] = free[key]
        free[key] += float(weight) * scale
    return upper
