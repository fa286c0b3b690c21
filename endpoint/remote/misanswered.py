"""Saved questions that Virtuoso 7 computes, and wrongly, for no reason that the query shows."""

# A passage of each, spaces apart. A question that is written anew is asked again: tests hold the list to what is true.
MISANSWERED: tuple[str, ...] = ()
