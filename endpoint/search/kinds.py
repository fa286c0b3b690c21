"""What can be found, and how a reader names it."""

from endpoint.bilingual import Text

KINDS = {
    "axis": Text("Axes politiques", "Policy axes"),
    "orientation": Text("Orientations du CRTE", "CRTE orientations"),
    "measure": Text("Mesures Cit'ergie", "Cit'ergie measures"),
    "action": Text("Actions", "Actions"),
    "actor": Text("Acteurs", "Actors"),
    "statement": Text("Énoncés", "Statements"),
    "contract": Text("Contrats et domaines du CRTE", "CRTE contracts and domains"),
    "document": Text("Documents", "Documents"),
    "theme": Text("Thèmes et publics", "Themes and audiences"),
    "link": Text("Liens entre documents", "Links between documents"),
    "discrepancy": Text("Écarts", "Discrepancies"),
    "line": Text("Lignes des documents", "Lines of the documents"),
}
# What is said about the things, not the things: it is not suggested, and may hold misread words.
ABOUT = ("link", "discrepancy", "line")


def name_of_kind(kind: str) -> Text:
    """Return the name of a kind; one that a later loader added goes by its own."""
    return KINDS.get(kind, Text(kind, kind))
