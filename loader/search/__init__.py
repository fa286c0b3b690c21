"""The search index of a snapshot: every name, description, quotation and raw cell, by word and by French stem.

french   the words of a text, and their stems
entries  what there is to find in a graph, in one pass over its quads
index    writes it as an SQLite database with full-text search (FTS5), for the service to read
"""
