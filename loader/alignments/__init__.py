"""Alignments: what reviewers decided about links between documents, in SSSOM files.

sssom   reads the files
checks  holds each mapping against the graph and against the words of the documents
"""
