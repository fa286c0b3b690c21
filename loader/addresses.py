"""The addresses of things, relative to the base of the data: the one place that knows their patterns."""

from dataclasses import dataclass

from loader.text import slug

DEFAULT_BASE = "https://w3id.org/filrouge/"


@dataclass(frozen=True)
class Addresses:
    """Makes the relative IRIs of one territory's things."""

    siren: str

    @property
    def territory(self) -> str:
        """Give the territory itself, which is also the body that publishes."""
        return f"id/{self.siren}"

    def document(self, document: str) -> str:
        """Give a source document."""
        return f"id/{self.siren}/document/{document}"

    def plan(self, document: str) -> str:
        """Give the plan that a document states."""
        return f"id/{self.siren}/plan/{document}"

    def row(self, document: str, line: int) -> str:
        """Give a physical line of a document."""
        return f"{self.document(document)}/row/{line}"

    def place(self, row: str) -> str:
        """Give a physical line as people cite it, by its address.

        >>> Addresses("200000024").place("id/200000024/document/plan/row/105")
        'plan:105'
        """
        return ":".join(row.removeprefix(self.document("")).split("/row/"))

    def axis(self, group: int, order: int) -> str:
        """Give a policy axis by its place: group and order in the group."""
        return f"id/{self.siren}/axis/{group}.{order}"

    def orientation(self, order: int) -> str:
        """Give a CRTE orientation by its place."""
        return f"id/{self.siren}/orientation/{order}"

    def named(self, kind: str, name: str) -> str:
        """Give a thing that its name identifies: `contract`, `domain`, `theme`, `audience`."""
        return f"id/{self.siren}/{kind}/{slug(name)}"

    def statement(self, kind: str, document: str, identifier: str) -> str:
        """Give an objective, device, cooperation subject or fact."""
        return f"id/{self.siren}/{kind}/{document}/{identifier}"

    def action(self, code: str | None, name: str) -> str:
        """Give an action by the code of its measure, else its own, and the slug of its title."""
        return f"id/{self.siren}/action/{code or 'sans-code'}/{name}"

    def actor(self, name: str, kind: str) -> str:
        """Give an actor: a territory's own service or group, or an organisation that others may name too."""
        own = {"service": f"id/{self.siren}/service", "group": f"id/{self.siren}/group"}
        return f"{own.get(kind, 'id/actor')}/{slug(name)}"

    def involvement(self, thing: str, role: str, actor: str) -> str:
        """Give the part that an actor has in a thing; two actors never share it."""
        return f"{thing}/involvement/{role}/{self._name(actor)}"

    def affiliation(self, part: str, whole: str) -> str:
        """Give the record that one body is part of another."""
        return f"{part}/part-of/{self._name(whole)}"

    def change(self, actor: str) -> str:
        """Give the event from which a body came."""
        return f"{actor}/change"

    def _name(self, actor: str) -> str:
        return actor.removeprefix("id/actor/").removeprefix(f"id/{self.siren}/").removeprefix("id/")

    def discrepancy(self, document: str, thing: str, fact: str) -> str:
        """Give what a document says differently of one fact of a thing."""
        name = thing.removeprefix("id/").removeprefix(f"{self.siren}/")
        return f"{self.plan(document)}/discrepancy/{name}/{fact}"

    def stated_discrepancy(self, identifier: str) -> str:
        """Give a discrepancy that a person stated."""
        return f"id/{self.siren}/discrepancy/{identifier}"

    def graph(self, name: str) -> str:
        """Give a named graph of the territory: a document's id, `territory`, `provenance` or `alignments`."""
        return f"graph/{self.siren}/{name}"


def measure(code: str) -> str:
    """Give a Cit'ergie measure, shared by all territories."""
    return f"id/measure/citergie/{code}"
