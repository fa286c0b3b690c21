"""The money of a thing's actions: sums apart by tax basis, what is unknown beside what is known."""

from dataclasses import dataclass

from endpoint.audit.asking import Answered, Row
from endpoint.audit.figures.euros import exact_euros
from endpoint.bilingual import Text
from endpoint.sheets.reader import Reader

KINDS = {
    "total": Text("montants totaux", "total amounts"),
    "per-year": Text("montants annuels, à part des totaux", "yearly amounts, apart from totals"),
    "words": Text("des mots au lieu d'un montant", "words instead of an amount"),
    "none": Text("aucun budget dit", "no budget stated"),
}
NOTHING = Text("", "")


@dataclass(frozen=True)
class Sum:
    """The actions whose budgets are of one kind and tax basis; `role` is that of the actor, if any."""

    role: Text
    kind: Text
    basis: Text
    actions: int
    amount: Text


@dataclass(frozen=True)
class Money:
    """The sums of a thing."""

    sums: tuple[Sum, ...]
    answered: Answered


def read_money(reader: Reader) -> Money:
    """Ask for the money of the thing's actions."""
    answered = reader.ask("money-of-thing", thing=reader.iri)
    return Money(tuple(_sum(reader, row) for row in answered.rows), answered)


def _sum(reader: Reader, row: Row) -> Sum:
    return Sum(
        role=reader.said("role", row["role"]) if row["role"] else NOTHING,
        kind=KINDS.get(row["kind"], Text(row["kind"], row["kind"])),
        basis=reader.said("taxBasis", row["taxBasis"]) if row["taxBasis"] else NOTHING,
        actions=int(row["actions"]),
        amount=in_euros(row["minimum"], row["maximum"]),
    )


def in_euros(minimum: str, maximum: str, basis: Text = NOTHING) -> Text:
    """Write an amount between two bounds, either of which may be missing.

    >>> in_euros("2000000", "").fr.replace(chr(0x202F), "_"), in_euros("1", "1").fr, in_euros("", "").fr
    ('au moins 2_000_000 €', '1 €', '')
    """
    if not minimum and not maximum:
        return NOTHING
    low, high = exact_euros(minimum or "0"), exact_euros(maximum or "0")
    if not maximum:
        found = Text(f"au moins {low}", f"at least {low}")
    elif not minimum:
        found = Text(f"au plus {high}", f"at most {high}")
    else:
        found = Text(low, low) if minimum == maximum else Text(f"de {low} à {high}", f"from {low} to {high}")
    return Text(f"{found.fr} {basis.fr}".strip(), f"{found.en} {basis.en}".strip())
