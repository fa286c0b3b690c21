"""The sheets: everything about an axis, orientation, measure, action, actor, document or line, on one page.

Each part of a sheet is the answer of a saved question, and leads to it. A thing of another class, or a service that
lacks the questions, has the plain portrait (endpoint/portraits.py).

registry       which class has which sheet
reader         what every sheet reads with: the thing, words for codes, places
goals          the sheet of an axis or orientation
measures       the sheet of a measure
actions        the sheet of an action
actors         the sheet of an actor
documents      the sheet of a document: its lines, page by page
lines          a line of a document: its cells, corrections, things; the sheet of one
links          part: alignments with their evidence
action_lists   part: actions, with the ways in which they belong here
money          part: sums by tax basis, what is unknown beside
people         part: actors by role
discrepancies  part: what is said differently
evidence       part: each value of an action with the cells that state it
timeline       part: actions over time, drawn
spread         of what many territories share: in which it has how many actions
places         lines of documents: their IRIs, and the page that shows them
"""
