"""Search: one box on every page, `/search`, and suggestions while one types.

french   the words of what is typed, and their stems, as the loader writes them
kinds    what can be found, and how a reader names it
wanted   what is typed, as words and phrases, and as a full-text query
index    the snapshot's search.sqlite, read-only
nearest  the words that a mistyped one may mean
answer   looks, corrects, looks again
excerpt  the words of a hit around those that were searched
routes   the page and the suggestions
"""
