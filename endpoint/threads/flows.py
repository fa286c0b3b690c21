"""What flows from actions to measures to axes: actions, one each, or their known money."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from endpoint.audit.asking import Answered, Row, ask
from endpoint.bilingual import Text
from endpoint.service import Service

QUESTION = "thread-flows"
# By what the ribbons are wide: the value of ?width=, the first by default.
WIDTHS = {
    "actions": Text("par nombre d'actions", "by number of actions"),
    "budget": Text("par budget connu", "by known budget"),
}
# Keys of the nodes that stand for what has no axis, or no measure; they have no IRI.
NO_AXIS_KEY, NO_MEASURE_KEY = "no axis", "no measure"
NO_AXIS = Text("sans axe (lien fort ou moyen)", "without axis (strong or medium link)")
NO_MEASURE = Text("sans mesure", "without measure")


@dataclass(frozen=True)
class Node:
    """An axis, a measure or an action; without IRI, all that has no axis, or no measure."""

    iri: str
    code: str
    label: str


@dataclass(frozen=True)
class Pair:
    """An axis and a measure: how many actions of the measure serve the axis, and their known money."""

    axis: Node
    measure: Node
    actions: int
    amount: Decimal


@dataclass
class Flows:
    """The nodes of the three columns by key, in their order, and what flows between them.

    An action whose weight is not known weighs nothing.
    """

    answered: Answered
    weights: Mapping[str, Decimal]
    axes: dict[str, Node] = field(default_factory=dict)
    measures: dict[str, Node] = field(default_factory=dict)
    actions: dict[str, Node] = field(default_factory=dict)
    to_axes: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    to_measures: dict[str, str] = field(default_factory=dict)
    amounts: dict[str, Decimal] = field(default_factory=dict)

    @property
    def unknown(self) -> int:
        """How many actions are not drawn, as their weight is not known."""
        return sum(not weight for weight in self.weights.values())

    def of_axis(self, axis: str) -> set[str]:
        """Return the actions that serve an axis."""
        return {action for (key, _), actions in self.to_axes.items() if key == axis for action in actions}

    def of_measure(self, measure: str) -> set[str]:
        """Return the actions of a measure."""
        return {action for action, key in self.to_measures.items() if key == measure}

    def pairs(self) -> list[Pair]:
        """Return what flows to each axis from each measure, for the table beside the picture."""
        return [
            Pair(self.axes[axis], self.measures[measure], len(actions), total(self.amounts, actions))
            for (axis, measure), actions in self.to_axes.items()
        ]


def read_flows(service: Service, territory: str, width: str) -> Flows:
    """Ask for the thread of a territory, and weigh its actions."""
    answered = ask(service, QUESTION, territory=territory)
    rows = sorted(answered.rows, key=lambda row: (not row["axis"], _natural(row["notation"]), _natural(row["code"])))
    amounts = {row["action"]: Decimal(row["budgetMin"] or row["budgetMax"] or 0) for row in rows}
    weights = amounts if width == "budget" else dict.fromkeys(amounts, Decimal(1))
    flows = Flows(answered, weights, amounts=amounts)
    for row in rows:
        _add(flows, row)
    flows.measures = _sorted(flows.measures)
    rank = {key: place for place, key in enumerate(flows.measures)}
    actions = _sorted(flows.actions)
    flows.actions = {key: actions[key] for key in sorted(actions, key=lambda key: rank[flows.to_measures[key]])}
    return flows


def _add(flows: Flows, row: Row) -> None:
    axis, measure, action = row["axis"] or NO_AXIS_KEY, row["measure"] or NO_MEASURE_KEY, row["action"]
    flows.axes.setdefault(axis, Node(row["axis"], row["notation"], row["axisLabel"] or NO_AXIS.fr))
    flows.measures.setdefault(measure, Node(row["measure"], row["code"], row["measureTitle"] or NO_MEASURE.fr))
    flows.actions.setdefault(action, Node(action, row["code"], row["title"]))
    flows.to_axes[axis, measure].add(action)
    flows.to_measures[action] = measure


def _sorted(nodes: Mapping[str, Node]) -> dict[str, Node]:
    """Return nodes by code, those without at the end."""
    return dict(sorted(nodes.items(), key=lambda item: (not item[1].code, _natural(item[1].code), item[1].label)))


def total(weights: Mapping[str, Decimal], actions: Iterable[str]) -> Decimal:
    """Add up the weights of actions."""
    return sum((weights[each] for each in actions), Decimal(0))


def _natural(code: str) -> list[tuple[int, str]]:
    """Sort 1.10 after 1.9."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in code.split(".")]
